/**
 * The Merkle tree of RFC 6962 (section 2.1), as far as a log and whoever checks it need it. Pure.
 *
 * Sizes and indices are whole numbers below 2^53; hashes are SHA-256, 32 bytes.
 */
import { createHash } from 'node:crypto';

/** A complete subtree: at level 0 leaf `index`, above it the two below. */
export interface Place {
  readonly level: number;
  readonly index: number;
}

/** Leaves from `begin` up to but not with `end`. */
interface Range {
  readonly begin: number;
  readonly end: number;
}

export function leafHash(data: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(data).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** The root of no leaf at all: the hash of nothing. */
export const EMPTY_ROOT = createHash('sha256').digest();

/**
 * The complete subtrees that a range of a tree is made of, left to right, largest first.
 *
 * @param range its beginning is a multiple of the largest power of two that is not larger than its length
 */
export function placesOf({ begin, end }: Range): readonly Place[] {
  const places: Place[] = [];
  for (let at = begin; at < end;) {
    const level = floorLog2(end - at);
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/** The hash over subtrees that lie beside each other, as `placesOf` lists them. */
export function folded(hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.toReversed().reduce((right, left) => nodeHash(left, right));
}

/** The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves; nearest first. */
export function inclusionPath(index: number, size: number): readonly Range[] {
  assertWithin(index, size);
  const path: Range[] = [];
  let within: Range = { begin: 0, end: size };
  while (within.end - within.begin > 1) {
    const middle = within.begin + largestPowerBelow(within.end - within.begin);
    const [left, right] = [
      { begin: within.begin, end: middle },
      { begin: middle, end: within.end },
    ];
    const isLeft = index < middle;
    path.push(isLeft ? right : left);
    within = isLeft ? left : right;
  }
  return path.toReversed();
}

/** The ranges whose hashes prove that the tree of `first` leaves is the beginning of that of `second`. */
export function consistencyPath(first: number, second: number): readonly Range[] {
  if (first < 1 || first > second) throw new RangeError(`no proof from ${first} to ${second}`);
  const path: Range[] = [];
  let within: Range = { begin: 0, end: second };
  let isWhole = true;
  while (first < within.end) {
    const middle = within.begin + largestPowerBelow(within.end - within.begin);
    if (first <= middle) {
      path.push({ begin: middle, end: within.end });
      within = { begin: within.begin, end: middle };
    } else {
      path.push({ begin: within.begin, end: middle });
      within = { begin: middle, end: within.end };
      isWhole = false;
    }
  }
  return isWhole ? path.toReversed() : [within, ...path.toReversed()];
}

/** Whether a proof of inclusion leads from a leaf to a root (RFC 9162, section 2.1.3.2). */
export function isIncluded(
  leaf: Uint8Array,
  at: { readonly index: number; readonly size: number },
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isCount(at.index) || !isCount(at.size) || at.index >= at.size) return false;
  if (![leaf, ...proof].every(isHash)) return false;
  const sides = sidesOf({ index: at.index, last: at.size - 1 }, proof.length);
  if (!sides) return false;
  const hash = proof.reduce(
    (below, sibling, i) =>
      sides[i] === 'left' ? nodeHash(sibling, below) : nodeHash(below, sibling),
    leaf,
  );
  return equal(hash, root);
}

interface Way {
  readonly index: number;
  readonly last: number;
}

/** On which side of the way up each hash of a proof stands; null when it is too long or too short for it. */
function sidesOf(way: Way, length: number): readonly ('left' | 'right')[] | null {
  const sides: ('left' | 'right')[] = [];
  let at = way;
  for (let i = 0; i < length; i++) {
    if (at.last === 0) return null;
    const isLeft = at.index % 2 === 1 || at.index === at.last;
    sides.push(isLeft ? 'left' : 'right');
    at = above(isLeft ? climbed(at) : at);
  }
  return at.last === 0 ? sides : null;
}

/** Up past every level at which the way comes from the left. */
function climbed(way: Way): Way {
  let at = way;
  while (at.index % 2 === 0 && at.index !== 0) at = above(at);
  return at;
}

function above({ index, last }: Way): Way {
  return { index: Math.floor(index / 2), last: Math.floor(last / 2) };
}

/** A tree head: how many leaves, and the hash over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether a proof shows that the second tree begins with the first (RFC 9162, section 2.1.4.2). */
export function isConsistent(
  first: TreeHead,
  second: TreeHead,
  proof: readonly Uint8Array[],
): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (!proof.every(isHash)) return false;
  if (first.size === second.size || first.size === 0) {
    const expected = first.size === 0 ? EMPTY_ROOT : second.root;
    return proof.length === 0 && equal(first.root, expected);
  }
  return isGrown(first, second, proof);
}

/** The same of a first tree that has leaves, and fewer than the second. */
function isGrown(first: TreeHead, second: TreeHead, proof: readonly Uint8Array[]): boolean {
  const isWhole = 2 ** floorLog2(first.size) === first.size;
  const [seed, ...rest] = isWhole ? [first.root, ...proof] : proof;
  let way: Way = { index: first.size - 1, last: second.size - 1 };
  while (way.index % 2 === 1) way = above(way);
  const sides = sidesOf(way, rest.length);
  return seed !== undefined && sides !== null && leadsToBoth({ seed, rest, sides }, first, second);
}

function leadsToBoth(
  of: {
    readonly seed: Uint8Array;
    readonly rest: readonly Uint8Array[];
    readonly sides: readonly ('left' | 'right')[];
  },
  first: TreeHead,
  second: TreeHead,
): boolean {
  let [one, two] = [of.seed, of.seed];
  for (const [i, sibling] of of.rest.entries()) {
    if (of.sides[i] === 'left') {
      [one, two] = [nodeHash(sibling, one), nodeHash(sibling, two)];
    } else two = nodeHash(two, sibling);
  }
  return equal(one, first.root) && equal(two, second.root);
}

/** The largest power of two smaller than this. */
function largestPowerBelow(size: number): number {
  return 2 ** floorLog2(size - 1);
}

/** Counted, because `Math.log2` rounds: from 2^49 on it takes a number just below a power for that power. */
function floorLog2(value: number): number {
  let level = 0;
  while (2 ** (level + 1) <= value) level++;
  return level;
}

function isHash({ length }: Uint8Array): boolean {
  return length === 32;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function assertWithin(index: number, size: number): void {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  }
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
