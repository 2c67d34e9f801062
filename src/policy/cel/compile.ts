/**
 * Compiles a checked CEL tree once into closures over three-valued logic.
 *
 * Only what `check.ts` lets pass can stand here; anything else is a programming error and throws while a pack loads.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { NamedSet } from '../catalog.types.ts';
import type { Local, Part, ValueOf } from './part.types.ts';
import { elementsOf, isStated, leafOnce, settle } from './refs.ts';
import {
  and,
  FALSE,
  firstOf,
  type Judgement,
  Judged,
  type Leaf,
  not,
  or,
  reasoned,
  reasonsOf,
  type Ref,
  type Scope,
  type SequenceElement,
  TRUE,
  unique,
  unknown,
  type Winner,
} from './truth.ts';
import { binder, type Compiling, compileValue, constantOf, only } from './values.ts';

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
export function compileTruth(node: ASTNode, sets: Sets): (scope: Scope) => Judgement {
  const compiling: Compiling = { sets, truth: (part) => compilePart(part, compiling) };
  const whole = compilePart(node, compiling);
  return (scope) => {
    const judgement = whole.judge(scope, undefined);
    return scope.explain ? reasoned(judgement, () => whole.leaves(scope, undefined)) : judgement;
  };
}

function compilePart(node: ASTNode, compiling: Compiling): Part {
  if (node.op === '&&' || node.op === '||') return compileConnective(node.op, node.args, compiling);
  if (node.op === '!_') return compileNot(compilePart(node.args, compiling));
  if (node.op === 'rcall') return compileMethod(node.args, compiling);
  const compare = COMPARISONS[node.op];
  if (!compare) return compileBareBool(compileValue(node, compiling));
  const [left, right] = node.args as [ASTNode, ASTNode];
  const members = node.op === 'in' ? constantOf(right, compiling) : undefined;
  const within = Array.isArray(members) ? isAmong(new Set<unknown>(members)) : compare;
  return compilePair({ operator: node.op, left, right, compare: within }, compiling);
}

/** `in` a list that is known beforehand. */
function isAmong(members: ReadonlySet<unknown>): Compare {
  return (value) => members.has(value);
}

function compileNot(inner: Part): Part {
  return {
    judge(scope, local) {
      const judgement = inner.judge(scope, local);
      if (judgement.truth === 'unknown') return judgement;
      return judgement.truth === 'true' ? FALSE : TRUE;
    },
    leaves: (scope, local) => inner.leaves(scope, local),
  };
}

function compileConnective(op: '&&' | '||', args: readonly ASTNode[], compiling: Compiling): Part {
  const parts = args.map((arg) => compilePart(arg, compiling));
  const winner: Winner = op === '&&' ? 'false' : 'true';
  return {
    // `firstOf` would do; this is the hottest loop of the engine, and a function made for it has to be cleared up.
    judge(scope, local) {
      let open: readonly string[] | null = null;
      for (const part of parts) {
        const { truth, missing } = part.judge(scope, local);
        if (truth === winner) return truthOf(winner === 'true');
        if (truth === 'unknown') open = open === null ? missing : unique([...open, ...missing]);
      }
      return open === null ? truthOf(winner === 'false') : unknown(open, []);
    },
    leaves: (scope, local) =>
      reasonsOf(
        parts,
        {
          judge: (part) => part.judge(scope, local),
          leaves: (part) => part.leaves(scope, local),
        },
        winner,
      ),
  };
}

interface Pair {
  readonly operator: string;
  readonly left: ASTNode;
  readonly right: ASTNode;
  readonly compare: Compare;
}

function compilePair({ operator, left, right, compare }: Pair, compiling: Compiling): Part {
  const [leftOf, rightOf] = [compileValue(left, compiling), compileValue(right, compiling)];
  return {
    judge: (scope, local) => judgePair(leftOf(scope, local), rightOf(scope, local), compare),
    leaves(scope, local) {
      const [a, b] = [leftOf(scope, local), rightOf(scope, local)];
      return [pairLeaf(operator, a, b, judgePair(a, b, compare).truth)];
    },
  };
}

function compileMethod(args: readonly [string, ASTNode, ASTNode[]], compiling: Compiling): Part {
  const [operator, receiver, rest] = args;
  if (operator === 'startsWith') {
    const [right] = only(rest, 1);
    return compilePair({ operator, left: receiver, right, compare: starts }, compiling);
  }
  if (operator !== 'exists' && operator !== 'all') {
    throw new Error(`\`${operator}\` was let through the check`);
  }
  return compileQuantified(operator, compileValue(receiver, compiling), binder(rest, compiling));
}

/** A bool on its own: a literal, a fact, or a derived fact that brings its reasons. */
function compileBareBool(value: ValueOf): Part {
  return {
    judge: (scope, local) => judgeBare(value(scope, local)),
    leaves(scope, local) {
      const ref = value(scope, local);
      const { truth } = judgeBare(ref);
      if (ref.value instanceof Judged) return derivedLeaves(ref, ref.value.judgement);
      if (ref.path === '') return [];
      const settled = settle(ref);
      return [
        leafOnce(ref, { operator: 'is', other: null, truth }, () => {
          const stated = settled.known ? { value: settled.value } : {};
          return withAssumptions({ fact: ref.path, operator: 'is', ...stated, truth }, [ref]);
        }),
      ];
    },
  };
}

function judgeBare(ref: Ref): Judgement {
  if (ref.value instanceof Judged) {
    const { truth, missing } = ref.value.judgement;
    return truth === 'unknown' ? unknown(missing, []) : truthOf(truth === 'true');
  }
  const settled = settle(ref);
  return settled.known ? truthOf(settled.value === true) : unknown(settled.facts, []);
}

function derivedLeaves(ref: Ref, { truth, leaves }: Judgement): readonly Leaf[] {
  const value = truth === 'unknown' ? {} : { value: truth === 'true' };
  return [{ fact: ref.path, operator: 'is', ...value, truth }, ...leaves];
}

function judgePair(left: Ref, right: Ref, compare: Compare): Judgement {
  if (isStated(left.value) && isStated(right.value))
    return truthOf(compare(left.value, right.value));
  const [a, b] = [settle(left), settle(right)];
  return unknown(unique([...(a.known ? [] : a.facts), ...(b.known ? [] : b.facts)]), []);
}

/** Says which fact was compared with what; the side that was read from the facts is the fact. */
function pairLeaf(operator: string, left: Ref, right: Ref, truth: Judgement['truth']): Leaf {
  const [fact, other] = left.path === '' ? [right, left] : [left, right];
  return leafOnce(fact, { operator, other, truth }, () => {
    const [value, expected] = [settle(fact), settle(other)];
    const leaf: Leaf = {
      fact: fact.path,
      operator,
      ...(value.known && { value: value.value }),
      ...(expected.known && { expected: other.label ?? expected.value }),
      truth,
    };
    return withAssumptions(leaf, [left, right]);
  });
}

/** `exists` is a disjunction over the elements, `all` a conjunction; an element that may be absent counts as such. */
function compileQuantified(
  operator: 'exists' | 'all',
  list: ValueOf,
  { variable, body }: { readonly variable: string; readonly body: Part },
): Part {
  const winner: Winner = operator === 'exists' ? 'true' : 'false';
  const bind = (ref: Ref, outer: Local | undefined): Local => ({ name: variable, ref, outer });
  return {
    judge(scope, local) {
      const read = elementsOf(list(scope, local));
      if ('facts' in read) return unknown(read.facts, []);
      const judge = ({ ref, present }: SequenceElement): Judgement => {
        const holds = body.judge(scope, bind(ref, local));
        return present === TRUE ? holds : PRESENT[operator](present, holds);
      };
      return firstOf(read.elements, judge, winner);
    },
    leaves(scope, local) {
      const ref = list(scope, local);
      const read = elementsOf(ref);
      if ('facts' in read) return [{ fact: ref.path, operator, truth: 'unknown' }];
      if (read.elements.length === 0) return emptyLeaves(operator, ref);
      const judge = ({ ref: element, present }: SequenceElement): Judgement => {
        const bound = bind(element, local);
        const truth = body.judge(scope, bound);
        const holds = (): Judgement => reasoned(truth, () => body.leaves(scope, bound));
        return present === TRUE ? truth : PRESENT[operator](present, holds());
      };
      const leaves = (element: SequenceElement): readonly Leaf[] =>
        element.present === TRUE
          ? body.leaves(scope, bind(element.ref, local))
          : judge(element).leaves;
      return reasonsOf(read.elements, { judge, leaves }, winner);
    },
  };
}

const PRESENT = {
  exists: (present: Judgement, holds: Judgement): Judgement => and([present, holds]),
  all: (present: Judgement, holds: Judgement): Judgement => or([not(present), holds]),
} as const;

function emptyLeaves(operator: 'exists' | 'all', { path }: Ref): readonly Leaf[] {
  const truth = operator === 'all' ? 'true' : 'false';
  return path === '' ? [] : [{ fact: path, operator, value: [], truth }];
}

function withAssumptions(leaf: Leaf, refs: readonly Ref[]): Leaf {
  if (refs.every(({ assumes }) => assumes === undefined)) return leaf;
  const assumes = refs.flatMap((ref) => ref.assumes ?? []);
  return assumes.length > 0 ? { ...leaf, assumes } : leaf;
}

function truthOf(value: boolean): Judgement {
  return value ? TRUE : FALSE;
}

function ordered(a: unknown, b: unknown, compare: (x: number, y: number) => boolean): boolean {
  return typeof a === 'number' && typeof b === 'number' && compare(a, b);
}
