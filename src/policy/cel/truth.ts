/**
 * Strong Kleene logic that remembers why: each judgement carries the leaves that decided it and, when it is unknown,
 * the facts whose absence left it so.
 */
import type { FactLeaf, Truth } from '../policy.types.ts';

/** A leaf, with the facts that were taken to be absent on purpose; stating one of them may turn the leaf. */
export interface Leaf extends FactLeaf {
  readonly assumes?: readonly string[] | undefined;
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
  readonly assumes?: readonly string[] | undefined;
}

/** A list some of whose elements may or may not be there. */
export class Sequence {
  constructor(readonly elements: readonly SequenceElement[]) {}
}
export interface SequenceElement {
  readonly ref: Ref;
  readonly present: Judgement;
}

export type Roots = Readonly<Record<string, unknown>>;
/** A section of the facts by its name; the same reference whenever it is asked for. */
export type RootRefs = (name: string) => Ref;

/** The facts a condition is judged by. */
export interface Scope {
  readonly roots: Roots;
  readonly refs: RootRefs;
  /** False for the truth alone: no leaves are collected, and judging stops as soon as it is settled. */
  readonly explain: boolean;
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

/** As `and` over what is judged one by one: nothing behind the first false one is judged, unless reasons are asked for. */
export function every<T>(items: readonly T[], judge: (item: T) => Judgement): Judgement {
  const settled = firstOf(items, judge, 'false');
  return reasoned(settled, () => and(items.map(judge)).leaves);
}

/** Truth without reasons: the first item with the `winner` truth settles it. */
export function firstOf<T>(
  items: readonly T[],
  judge: (item: T) => Judgement,
  winner: Winner,
): Judgement {
  let open: string[] | null = null;
  for (const item of items) {
    const { truth, missing } = judge(item);
    if (truth === winner) return winner === 'true' ? TRUE : FALSE;
    if (truth === 'unknown') open = open === null ? [...missing] : [...open, ...missing];
  }
  if (open !== null) return unknown(unique(open), []);
  return winner === 'true' ? FALSE : TRUE;
}

/** The truth that settles a connective by itself: false settles `and`, true settles `or`. */
export type Winner = 'true' | 'false';

/** How an item is judged, and which leaves decided it; the second is asked only where it decided the whole. */
interface Telling<T> {
  readonly judge: (item: T) => Judgement;
  readonly leaves: (item: T) => readonly Leaf[];
}

/** The reasons of `firstOf`: those of the winners; else of what is open; else of all. */
export function reasonsOf<T>(
  items: readonly T[],
  { judge, leaves }: Telling<T>,
  winner: Winner,
): readonly Leaf[] {
  const truths = items.map((item) => judge(item).truth);
  const told = (truth: Truth): Leaf[] => {
    const found: Leaf[] = [];
    items.forEach((item, index) => {
      if (truths[index] === truth) found.push(...leaves(item));
    });
    return found;
  };
  const loser = winner === 'true' ? 'false' : 'true';
  if (truths.includes(winner)) return told(winner);
  if (truths.includes('unknown'))
    return [...told('unknown'), ...told(loser).filter((leaf) => leaf.assumes)];
  return told(loser);
}

/** One part of the `winner` truth decides alone; else one unknown part leaves it open; else all parts decided together. */
function combine(parts: readonly Judgement[], winner: Winner): Judgement {
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
  const [only] = parts;
  if (only && parts.length === 1) return only.leaves;
  const leaves: Leaf[] = [];
  for (const part of parts) leaves.push(...part.leaves);
  return leaves;
}

/** Each word once, in the order they came. Written for the few words that it is nearly always given. */
export function unique(words: readonly string[]): string[] {
  if (words.length > MANY) return [...new Set(words)];
  const once: string[] = [];
  for (const word of words) if (!once.includes(word)) once.push(word);
  return once;
}

/** From here on a set is quicker than looking through a list. */
const MANY = 16;
