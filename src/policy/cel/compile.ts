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
  type Judgement,
  Judged,
  type Leaf,
  not,
  or,
  type Ref,
  type Scope,
  Sequence,
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
};

/** Compiles a condition. `sets` are the identifiers that stand for named lists. */
export function compileTruth(node: ASTNode, sets: Sets): TruthOf {
  switch (node.op) {
    case '&&':
    case '||':
      return compileConnective(node.op, node.args, sets);
    case '!_': {
      const inner = compileTruth(node.args, sets);
      return (scope) => not(inner(scope));
    }
    case 'in':
      return compileIn(node.args, sets);
    case 'rcall':
      return compileMethod(node.args, sets);
    default:
      return node.op in COMPARISONS ? compileComparison(node, sets) : compileBareBool(node, sets);
  }
}

function compileConnective(op: '&&' | '||', args: readonly ASTNode[], sets: Sets): TruthOf {
  const parts = args.map((arg) => compileTruth(arg, sets));
  const join = op === '&&' ? and : or;
  return (scope) => join(parts.map((part) => part(scope)));
}

function compileComparison(node: ASTNode, sets: Sets): TruthOf {
  const compare = COMPARISONS[node.op];
  if (!compare) throw unsupported(node);
  const [left, right] = node.args as [ASTNode, ASTNode];
  const [a, b] = [compileValue(left, sets), compileValue(right, sets)];
  return (scope) => judgePair(node.op, a(scope), b(scope), compare);
}

function compileIn(args: readonly [ASTNode, ASTNode], sets: Sets): TruthOf {
  const [item, list] = [compileValue(args[0], sets), compileValue(args[1], sets)];
  return (scope) => {
    const right = list(scope);
    const inList: Compare = (value, values) => Array.isArray(values) && values.includes(value);
    return judgePair('in', item(scope), right, inList);
  };
}

function compileMethod(args: readonly [string, ASTNode, ASTNode[]], sets: Sets): TruthOf {
  const [name, receiver, rest] = args;
  if (name === 'startsWith') {
    const [text, prefix] = [compileValue(receiver, sets), compileValue(only(rest, 1)[0], sets)];
    const starts: Compare = (a, b) => String(a).startsWith(String(b));
    return (scope) => judgePair(name, text(scope), prefix(scope), starts);
  }
  if (name !== 'exists' && name !== 'all') throw new Error(`\`${name}\` was let through the check`);
  const list = compileValue(receiver, sets);
  const { variable, body } = binder(rest, sets);
  return (scope) => judgeQuantified(name, list(scope), (ref) => body(bind(scope, variable, ref)));
}

/** A bool on its own: a literal, a fact, or a derived fact that brings its reasons. */
function compileBareBool(node: ASTNode, sets: Sets): TruthOf {
  const value = compileValue(node, sets);
  return (scope) => {
    const ref = value(scope);
    if (ref.value instanceof Judged) return judgeDerived(ref, ref.value.judgement);
    const settled = settle(ref);
    if (!settled.known) {
      return unknown(settled.facts, [{ fact: ref.path, operator: 'is', truth: 'unknown' }]);
    }
    const truth = settled.value === true ? 'true' : 'false';
    if (ref.path === '') return { truth, leaves: [], missing: [] };
    const leaf = { fact: ref.path, operator: 'is', value: settled.value, truth } as const;
    return { truth, leaves: [withAssumptions(leaf, [ref])], missing: [] };
  };
}

function judgeDerived(ref: Ref, judgement: Judgement): Judgement {
  const { truth, leaves, missing } = judgement;
  const value = truth === 'unknown' ? {} : { value: truth === 'true' };
  return {
    truth,
    missing,
    leaves: [{ fact: ref.path, operator: 'is', ...value, truth }, ...leaves],
  };
}

function judgePair(operator: string, left: Ref, right: Ref, compare: Compare): Judgement {
  const [a, b] = [settle(left), settle(right)];
  const fact = left.path === '' ? right : left;
  const other = fact === left ? right : left;
  const otherSettled = fact === left ? b : a;
  const factSettled = fact === left ? a : b;
  const expected = otherSettled.known ? { expected: other.label ?? otherSettled.value } : {};
  const value = factSettled.known ? { value: factSettled.value } : {};
  const about = { fact: fact.path, operator, ...value, ...expected };
  if (!a.known || !b.known) {
    const facts = unique([...(a.known ? [] : a.facts), ...(b.known ? [] : b.facts)]);
    return unknown(facts, [{ ...about, truth: 'unknown' }]);
  }
  const truth = compare(a.value, b.value) ? 'true' : 'false';
  return { truth, leaves: [withAssumptions({ ...about, truth }, [left, right])], missing: [] };
}

/** `exists` is a disjunction over the elements, `all` a conjunction; an element that may be absent counts as such. */
function judgeQuantified(
  operator: 'exists' | 'all',
  list: Ref,
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
    ? or(read.elements.map(({ ref, present }) => and([present, body(ref)])))
    : and(read.elements.map(({ ref, present }) => or([not(present), body(ref)])));
}

function compileValue(node: ASTNode, sets: Sets): ValueOf {
  switch (node.op) {
    case 'value':
      return constant(plain(node.args));
    case 'id':
      return compileName(node.args, sets);
    case '.': {
      const [object, key] = [compileValue(node.args[0], sets), node.args[1]];
      return (scope) => member(object(scope), key);
    }
    case 'list':
      return constant(
        node.args.map((item) => (item.op === 'value' ? plain(item.args) : fail(item))),
      );
    case '-_':
      return node.args.op === 'value' ? constant(-Number(plain(node.args.args))) : fail(node);
    case 'call':
      return compileSize(only(node.args[1], 1)[0], sets);
    case 'rcall':
      return node.args[0] === 'size'
        ? compileSize(node.args[1], sets)
        : compileFilter(node.args[1], node.args[2], sets);
    default:
      return fail(node);
  }
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
  return { roots: scope.roots, local: { name, ref, outer: scope.local } };
}

function constant(value: unknown, label?: string): ValueOf {
  const ref: Ref = label === undefined ? { value, path: '' } : { value, path: '', label };
  return () => ref;
}

function withAssumptions(leaf: Leaf, refs: readonly Ref[]): Leaf {
  const assumes = refs.flatMap((ref) => ref.assumes ?? []);
  return assumes.length > 0 ? { ...leaf, assumes } : leaf;
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

function unsupported(node: ASTNode): Error {
  return new Error(`CEL \`${node.op}\` was let through the check`);
}

function fail(node: ASTNode): never {
  throw unsupported(node);
}
