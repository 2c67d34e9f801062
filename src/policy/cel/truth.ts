/**
 * Strong Kleene logic that remembers why: each judgement carries the leaves that decided it and, when it is unknown,
 * the facts whose absence left it so.
 */
import type { FactLeaf, Truth } from '../policy.types.ts';

/** A leaf, with the facts that were taken to be absent on purpose; stating one of them may turn the leaf. */
export interface Leaf extends FactLeaf {
  readonly assumes?: readonly string[];
}

export interface Judgement {
  readonly truth: Truth;
  readonly leaves: readonly Leaf[];
  /** Paths of unstated facts that decided; empty unless `truth` is unknown. */
  readonly missing: readonly string[];
}

/** A judgement whose reasons are told when somebody asks: most parts of a condition decide nothing. */
class Reasoned implements Judgement {
  private told: readonly Leaf[] | null = null;

  constructor(
    readonly truth: Truth,
    readonly missing: readonly string[],
    private readonly tell: () => readonly Leaf[],
  ) {}

  get leaves(): readonly Leaf[] {
    this.told ??= this.tell();
    return this.told;
  }
}

/** The same judgement with reasons that are told on demand. */
export function reasoned({ truth, missing }: Judgement, tell: () => readonly Leaf[]): Judgement {
  return new Reasoned(truth, missing, tell);
}

/** A value nobody stated, and the facts that would settle it. */
export class Unknown {
  constructor(readonly facts: readonly string[]) {}
}

/** A value that holds as long as nobody states the named facts. */
export class Assumed {
  constructor(
    readonly value: unknown,
    readonly facts: readonly string[],
  ) {}
}

/** A derived bool that brings the judgement it rests on. */
export class Judged {
  constructor(readonly judgement: Judgement) {}
}

/** A value and the place it was read from; the path of a literal is empty. */
export interface Ref {
  readonly value: unknown;
  readonly path: string;
  /** Name to show instead of the value: the name of a set. */
  readonly label?: string;
  readonly assumes?: readonly string[];
}

/** A list some of whose elements may or may not be there. */
export class Sequence {
  constructor(readonly elements: readonly SequenceElement[]) {}
}
export interface SequenceElement {
  readonly ref: Ref;
  readonly present: Judgement;
}

/** The facts a condition is judged by, and the variables its macros bind. */
export interface Scope {
  readonly roots: Readonly<Record<string, unknown>>;
  /** False for the truth alone: no leaves are collected, and judging stops as soon as it is settled. */
  readonly explain: boolean;
  readonly local?: { readonly name: string; readonly ref: Ref; readonly outer: Scope['local'] };
}

export const TRUE: Judgement = { truth: 'true', leaves: [], missing: [] };
export const FALSE: Judgement = { truth: 'false', leaves: [], missing: [] };

export function unknown(missing: readonly string[], leaves: readonly Leaf[]): Judgement {
  return { truth: 'unknown', missing, leaves };
}

export function not(a: Judgement): Judgement {
  if (a.truth === 'unknown') return a;
  return reasoned(a.truth === 'true' ? FALSE : TRUE, () => a.leaves);
}

/** False when one part is; true when all are; otherwise unknown. */
export function and(parts: readonly Judgement[]): Judgement {
  return combine(parts, 'false');
}

/** True when one part is; false when all are; otherwise unknown. */
export function or(parts: readonly Judgement[]): Judgement {
  return combine(parts, 'true');
}

/** As `and` over the parts of a list, read one by one. */
export function every<T>(
  items: readonly T[],
  judge: (item: T) => Judgement,
  explain: boolean,
): Judgement {
  return explain ? explained(items, judge, 'false') : first(items, judge, 'false');
}

/** As `or` over the parts of a list, read one by one. */
export function some<T>(
  items: readonly T[],
  judge: (item: T) => Judgement,
  explain: boolean,
): Judgement {
  return explain ? explained(items, judge, 'true') : first(items, judge, 'true');
}

/** Reasons need every part, also those behind the one that settled it: these are judged when somebody asks. */
function explained<T>(
  items: readonly T[],
  judge: (item: T) => Judgement,
  winner: 'true' | 'false',
): Judgement {
  const judged: Judgement[] = [];
  const keep = (item: T): Judgement => {
    const part = judge(item);
    judged.push(part);
    return part;
  };
  const settled = first(items, keep, winner);
  return reasoned(settled, () => {
    const parts = items.map((item, index) => judged[index] ?? judge(item));
    return combine(parts, winner).leaves;
  });
}

/** Truth without reasons: the first part with the `winner` truth settles it. */
function first<T>(
  items: readonly T[],
  judge: (item: T) => Judgement,
  winner: 'true' | 'false',
): Judgement {
  const open: Judgement[] = [];
  for (const item of items) {
    const part = judge(item);
    if (part.truth === winner) return part;
    if (part.truth === 'unknown') open.push(part);
  }
  if (open.length > 0) return unknown(unique(open.flatMap((part) => part.missing)), []);
  return winner === 'true' ? FALSE : TRUE;
}

/** One part of the `winner` truth decides alone; else one unknown part leaves it open; else all parts decided together. */
function combine(parts: readonly Judgement[], winner: 'true' | 'false'): Judgement {
  const winners = parts.filter((part) => part.truth === winner);
  if (winners.length > 0)
    return reasoned(winner === 'true' ? TRUE : FALSE, () => leavesOf(winners));
  const open = parts.filter((part) => part.truth === 'unknown');
  if (open.length > 0) {
    const missing = unique(open.flatMap((part) => part.missing));
    return reasoned(unknown(missing, []), () => [...leavesOf(open), ...assumedIn(parts)]);
  }
  return reasoned(winner === 'true' ? FALSE : TRUE, () => leavesOf(parts));
}

/** A part that holds on an assumption would settle the whole if the assumption fell. */
function assumedIn(parts: readonly Judgement[]): readonly Leaf[] {
  const settled = parts.filter((part) => part.truth !== 'unknown');
  return leavesOf(settled).filter((leaf) => leaf.assumes);
}

function leavesOf(parts: readonly Judgement[]): readonly Leaf[] {
  return parts.flatMap((part) => part.leaves);
}

export function unique(words: Iterable<string>): string[] {
  return [...new Set(words)];
}
