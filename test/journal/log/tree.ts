import fc from 'fast-check';
import { GrowingTree } from '../../../src/journal/log/growing-tree.ts';
import type { Place } from '../../../src/journal/log/merkle.ts';
import {
  consistencyPath,
  EMPTY_ROOT,
  folded,
  inclusionPath,
  placesOf,
} from '../../../src/journal/log/merkle.ts';

/** A tree over entries, with a store of its nodes that keeps none twice, and what it proves. */
export interface Grown {
  readonly root: Buffer;
  included(index: number, size: number): Buffer[];
  consistent(older: number, newer: number): Buffer[];
}

export function grow(entries: readonly Buffer[]): Grown {
  const tree = new GrowingTree();
  const stored = new Map<string, Uint8Array>();
  for (const { level, index, hash } of entries.flatMap((entry) => tree.append(entry))) {
    const name = `${level}/${index}`;
    if (stored.has(name)) throw new Error(`${name} was stored twice`);
    stored.set(name, hash);
  }
  const hashAt = ({ level, index }: Place): Uint8Array => {
    const hash = stored.get(`${level}/${index}`);
    if (!hash) throw new Error(`${level}/${index} was never stored`);
    return hash;
  };
  const proof = (ranges: ReturnType<typeof inclusionPath>): Buffer[] =>
    ranges.map((range) => Buffer.from(folded(placesOf(range).map(hashAt))));
  return {
    root: Buffer.from(tree.root ?? EMPTY_ROOT),
    included: (index, size) => proof(inclusionPath(index, size)),
    consistent: (older, newer) => proof(consistencyPath(older, newer)),
  };
}

export const numbered = (size: number): Buffer[] =>
  Array.from({ length: size }, (_, index) => Buffer.from(`entry ${index}`));

const sizes = fc.integer({ min: 1, max: 260 });

/** An index, and a size of a tree that has it. */
export const indexAndSize = sizes.chain((size) =>
  fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)),
);

/** Two sizes, the older first. */
export const olderAndNewer = sizes.chain((size) =>
  fc.tuple(fc.integer({ min: 1, max: size }), fc.constant(size)),
);
