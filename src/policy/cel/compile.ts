/**
 * Compiles a checked CEL tree once into closures over three-valued logic.
 *
 * Only what `check.ts` lets pass can stand here; anything else is a programming error and throws while a pack loads.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { NamedSet } from '../catalog.types.ts';
import { elementsOf, member, settle } from './refs.ts';
import {
  and,
  every,
  FALSE,
  type Judgement,
  Judged,
  type Leaf,
  not,
  or,
  reasoned,
  type Ref,
  type Scope,
  Sequence,
  some,
  TRUE,
  Unknown,
  unique,
  unknown,
} from './truth.ts';

type TruthOf = (scope: Scope) => Judgement;
type ValueOf = (scope: Scope) => Ref;
type Sets = ReadonlyMap<string, NamedSet>;
type Compare = (left: unknown, right: unknown) => boolean;

const COMPARISONS: Readonly<Record<string, Compare>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => ordered(a, b, (x, y) => x < y),
  '<=': (a, b) => ordered(a, b, (x, y) => x <= y),
  '>': (a, b) => ordered(a, b, (x, y) => x > y),
  '>=': (a, b) => ordered(a, b, (x, y) => x >= y),
  in: (value, list) => Array.isArray(list) && list.includes(value),
};
const starts: Compare = (a, b) => typeof a === 'string' && typeof b === 'string' && a.startsWith(b);

/** Compiles a condition. `sets` are the identifiers that stand for named lists. */
export function compileTruth(node: ASTNode, sets: Sets): TruthOf {
  if (node.op === '&&' || node.op === '||') return compileConnective(node.op, node.args, sets);
  if (node.op === '!_') {
    const inner = compileTruth(node.args, sets);
    return (scope) => not(inner(scope));
  }
  if (node.op === 'rcall') return compileMethod(node.args, sets);
  const compare = COMPARISONS[node.op];
  if (!compare) return compileBareBool(node, sets);
  const [left, right] = node.args as [ASTNode, ASTNode];
  return compilePair({ operator: node.op, left, right, compare }, sets);
}

function compileConnective(op: '&&' | '||', args: readonly ASTNode[], sets: Sets): TruthOf {
  const parts = args.map((arg) => compileTruth(arg, sets));
  const join = op === '&&' ? every : some;
  return (scope) => join(parts, (part) => part(scope), scope.explain);
}

interface Pair {
  readonly operator: string;
  readonly left: ASTNode;
  readonly right: ASTNode;
  readonly compare: Compare;
}

function compilePair({ operator, left, right, compare }: Pair, sets: Sets): TruthOf {
  const [leftOf, rightOf] = [compileValue(left, sets), compileValue(right, sets)];
  return (scope) => {
    const [a, b] = [leftOf(scope), rightOf(scope)];
    const judgement = judgePair(a, b, compare);
    if (!scope.explain) return judgement;
    return reasoned(judgement, () => [pairLeaf(operator, a, b, judgement.truth)]);
  };
}

function compileMethod(args: readonly [string, ASTNode, ASTNode[]], sets: Sets): TruthOf {
  const [operator, receiver, rest] = args;
  if (operator === 'startsWith') {
    return compilePair(
      { operator, left: receiver, right: only(rest, 1)[0], compare: starts },
      sets,
    );
  }
  if (operator !== 'exists' && operator !== 'all') {
    throw new Error(`\`${operator}\` was let through the check`);
  }
  const list = compileValue(receiver, sets);
  const { variable, body } = binder(rest, sets);
  return (scope) =>
    judgeQuantified(operator, list(scope), scope, (ref) => body(bind(scope, variable, ref)));
}

/** A bool on its own: a literal, a fact, or a derived fact that brings its reasons. */
function compileBareBool(node: ASTNode, sets: Sets): TruthOf {
  const value = compileValue(node, sets);
  return (scope) => {
    const ref = value(scope);
    if (ref.value instanceof Judged) return judgeDerived(ref, ref.value.judgement);
    const settled = settle(ref);
    const judgement = settled.known ? truthOf(settled.value === true) : unknown(settled.facts, []);
    if (!scope.explain || ref.path === '') return judgement;
    const { truth } = judgement;
    return reasoned(judgement, () => {
      const stated = settled.known ? { value: settled.value } : {};
      return [withAssumptions({ fact: ref.path, operator: 'is', ...stated, truth }, [ref])];
    });
  };
}

function judgeDerived(ref: Ref, judgement: Judgement): Judgement {
  const { truth } = judgement;
  return reasoned(judgement, () => {
    const value = truth === 'unknown' ? {} : { value: truth === 'true' };
    return [{ fact: ref.path, operator: 'is', ...value, truth }, ...judgement.leaves];
  });
}

function judgePair(left: Ref, right: Ref, compare: Compare): Judgement {
  const [a, b] = [settle(left), settle(right)];
  if (a.known && b.known) return truthOf(compare(a.value, b.value));
  return unknown(unique([...(a.known ? [] : a.facts), ...(b.known ? [] : b.facts)]), []);
}

/** Says which fact was compared with what; the side that was read from the facts is the fact. */
function pairLeaf(operator: string, left: Ref, right: Ref, truth: Judgement['truth']): Leaf {
  const [fact, other] = left.path === '' ? [right, left] : [left, right];
  const [value, expected] = [settle(fact), settle(other)];
  const leaf: Leaf = {
    fact: fact.path,
    operator,
    ...(value.known && { value: value.value }),
    ...(expected.known && { expected: other.label ?? expected.value }),
    truth,
  };
  return withAssumptions(leaf, [left, right]);
}

/** `exists` is a disjunction over the elements, `all` a conjunction; an element that may be absent counts as such. */
function judgeQuantified(
  operator: 'exists' | 'all',
  list: Ref,
  { explain }: Scope,
  body: (element: Ref) => Judgement,
): Judgement {
  const read = elementsOf(list);
  if ('facts' in read) {
    return unknown(read.facts, [{ fact: list.path, operator, truth: 'unknown' }]);
  }
  if (read.elements.length === 0) {
    const truth = operator === 'all' ? 'true' : 'false';
    const leaf: Leaf = { fact: list.path, operator, value: [], truth };
    return { truth, leaves: list.path === '' ? [] : [leaf], missing: [] };
  }
  return operator === 'exists'
    ? some(
        read.elements,
        ({ ref, present }) => (present === TRUE ? body(ref) : and([present, body(ref)])),
        explain,
      )
    : every(
        read.elements,
        ({ ref, present }) => (present === TRUE ? body(ref) : or([not(present), body(ref)])),
        explain,
      );
}

function compileValue(node: ASTNode, sets: Sets): ValueOf {
  if (node.op === 'id') return compileName(node.args, sets);
  if (node.op === '.') {
    const [object, key] = [compileValue(node.args[0], sets), node.args[1]];
    return (scope) => member(object(scope), key);
  }
  if (node.op === 'call') return compileSize(only(node.args[1], 1)[0], sets);
  if (node.op === 'rcall') {
    const [name, receiver, args] = node.args;
    return name === 'size' ? compileSize(receiver, sets) : compileFilter(receiver, args, sets);
  }
  return constant(node.op === 'list' ? node.args.map(literal) : literal(node));
}

function literal(node: ASTNode): unknown {
  if (node.op === 'value') return plain(node.args);
  if (node.op === '-_') return -Number(literal(node.args));
  throw new Error(`CEL \`${node.op}\` was let through the check`);
}

function compileName(name: string, sets: Sets): ValueOf {
  const set = sets.get(name);
  if (set) return constant(set.members, name);
  return (scope) => {
    for (let local = scope.local; local; local = local.outer) {
      if (local.name === name) return local.ref;
    }
    return { value: scope.roots[name], path: name };
  };
}

function compileFilter(receiver: ASTNode, args: readonly ASTNode[], sets: Sets): ValueOf {
  const list = compileValue(receiver, sets);
  const { variable, body } = binder(args, sets);
  return (scope) => {
    const ref = list(scope);
    const read = elementsOf(ref);
    if ('facts' in read) return { value: new Unknown(read.facts), path: ref.path };
    const kept = read.elements.map((element) => ({
      ref: element.ref,
      present: and([element.present, body(bind(scope, variable, element.ref))]),
    }));
    return {
      value: new Sequence(kept.filter(({ present }) => present.truth !== 'false')),
      path: ref.path,
    };
  };
}

function compileSize(receiver: ASTNode, sets: Sets): ValueOf {
  const list = compileValue(receiver, sets);
  return (scope) => {
    const ref = list(scope);
    const read = elementsOf(ref);
    if ('facts' in read) return { value: new Unknown(read.facts), path: ref.path };
    const open = read.elements.flatMap(({ present }) => present.missing);
    return {
      value: open.length > 0 ? new Unknown(unique(open)) : read.elements.length,
      path: ref.path,
    };
  };
}

function binder(args: readonly ASTNode[], sets: Sets): { variable: string; body: TruthOf } {
  const [variable, body] = only(args, 2);
  if (variable?.op !== 'id' || !body) throw new Error('a macro without a variable was let through');
  return { variable: variable.args, body: compileTruth(body, sets) };
}

function bind(scope: Scope, name: string, ref: Ref): Scope {
  const { roots, explain } = scope;
  return { roots, explain, local: { name, ref, outer: scope.local } };
}

function constant(value: unknown, label?: string): ValueOf {
  const ref: Ref = label === undefined ? { value, path: '' } : { value, path: '', label };
  return () => ref;
}

function withAssumptions(leaf: Leaf, refs: readonly Ref[]): Leaf {
  const assumes = refs.flatMap((ref) => ref.assumes ?? []);
  return assumes.length > 0 ? { ...leaf, assumes } : leaf;
}

function truthOf(value: boolean): Judgement {
  return value ? TRUE : FALSE;
}

/** CEL integers arrive as bigint; facts are plain numbers. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function ordered(a: unknown, b: unknown, compare: (x: number, y: number) => boolean): boolean {
  return typeof a === 'number' && typeof b === 'number' && compare(a, b);
}

function only(args: readonly ASTNode[], count: number): readonly [ASTNode, ASTNode?] {
  const [first, second] = args;
  if (!first || args.length !== count)
    throw new Error('a wrong number of arguments was let through');
  return second ? [first, second] : [first];
}
