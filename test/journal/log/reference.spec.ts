/** The tree and its proofs, held against RFC 6962 as it is written, against published vectors, and against forgers. */
import fc from 'fast-check';
import {
  isConsistent,
  isIncluded,
  leafHash,
  nodeHash,
  placesOf,
} from '../../../src/journal/log/merkle.ts';
import type { TreeHead } from '../../../src/journal/log/merkle.ts';
import { mth, path, proof } from './reference.ts';
import { grow, indexAndSize, numbered, olderAndNewer } from './tree.ts';
import { CT_CONSISTENCY, CT_ENTRIES, CT_INCLUSION, CT_ROOTS } from './vectors.ts';

const hexOf = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));

describe('the published vectors of Certificate Transparency', () => {
  it('are its roots', () => {
    const roots = CT_ENTRIES.map((_, last) => grow(CT_ENTRIES.slice(0, last + 1)).root);
    expect(hexOf(roots)).toEqual(CT_ROOTS);
  });

  it.each(CT_INCLUSION)('prove entry $leaf of $size', ({ leaf, size, hashes }) => {
    expect(hexOf(grow(CT_ENTRIES).included(leaf - 1, size))).toEqual(hashes);
  });

  it.each(CT_CONSISTENCY)('prove $older in $newer', ({ older, newer, hashes }) => {
    expect(hexOf(grow(CT_ENTRIES).consistent(older, newer))).toEqual(hashes);
  });
});

it('proves inclusion as RFC 6962 does, also in trees that have grown since', () => {
  fc.assert(
    fc.property(indexAndSize, ([index, size]) => {
      const entries = numbered(size);
      const made = grow(numbered(size + (size % 7))).included(index, size);
      expect(made).toEqual(path(index, entries));
      const leaf = leafHash(Buffer.from(`entry ${index}`));
      expect(isIncluded(leaf, { index, size }, made, mth(entries))).toBe(true);
    }),
  );
});

it('proves growth as RFC 6962 does', () => {
  fc.assert(
    fc.property(olderAndNewer, ([older, newer]) => {
      const entries = numbered(newer);
      const made = grow(entries).consistent(older, newer);
      expect(made).toEqual(proof(older, entries));
      expect(isConsistent(headOf(entries.slice(0, older)), headOf(entries), made)).toBe(true);
    }),
  );
});

function headOf(entries: readonly Buffer[]): TreeHead {
  return { size: entries.length, root: mth(entries) };
}

const OTHER = leafHash(Buffer.from('another'));

function flipped(hash: Uint8Array): Buffer {
  const copy = Buffer.from(hash);
  copy.writeUInt8(copy.readUInt8(0) ^ 8, 0);
  return copy;
}

interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Buffer[];
  readonly root: Uint8Array;
}

const FORGED_INCLUSION: Readonly<Record<string, (of: Inclusion) => Partial<Inclusion>>> = {
  'the index before': ({ index }) => ({ index: index - 1 }),
  'the index after': ({ index }) => ({ index: index + 1 }),
  'an index across': ({ index }) => ({ index: index ^ 2 }),
  'half an index': ({ index }) => ({ index: index + 0.5 }),
  'a size that is none': ({ size }) => ({ size: size + 0.5 }),
  'another leaf': () => ({ leaf: OTHER }),
  'a leaf cut short': ({ leaf }) => ({ leaf: leaf.subarray(1) }),
  'another root': () => ({ root: OTHER }),
  'no root': () => ({ root: Buffer.alloc(0) }),
  'a proof cut short': ({ proof: of }) => ({ proof: of.length > 0 ? of.slice(0, -1) : [OTHER] }),
  'a proof that goes on': ({ proof: of, root }) => ({ proof: [...of, Buffer.from(root)] }),
  'a proof with something before': ({ proof: of }) => ({ proof: [OTHER, ...of] }),
  'a hash of no bytes': ({ proof: of }) => ({ proof: [...of, Buffer.alloc(0)] }),
  'a flipped bit': ({ proof: [first, ...rest] }) => ({
    proof: first ? [flipped(first), ...rest] : [OTHER],
  }),
  // Without the prefixes of the RFC, an inner node could be shown as an entry of a smaller tree.
  'a node passed off as an entry': ({ proof: [sibling, ...rest], leaf, index, size }) =>
    sibling
      ? {
          leaf: leafHash(Buffer.concat(index % 2 === 0 ? [leaf, sibling] : [sibling, leaf])),
          proof: rest,
          index: Math.floor(index / 2),
          size: Math.ceil(size / 2),
        }
      : { leaf: OTHER },
};

it.each(Object.entries(FORGED_INCLUSION))('refuses inclusion by %s', (_, forge) => {
  fc.assert(
    fc.property(indexAndSize, ([index, size]) => {
      const tree = grow(numbered(size));
      const leaf = leafHash(Buffer.from(`entry ${index}`));
      const honest = { index, size, leaf, proof: tree.included(index, size), root: tree.root };
      const shown = { ...honest, ...forge(honest) };
      return !isIncluded(shown.leaf, shown, shown.proof, shown.root);
    }),
  );
});

interface Growth {
  readonly older: TreeHead;
  readonly newer: TreeHead;
  readonly proof: readonly Buffer[];
}

const FORGED_GROWTH: Readonly<Record<string, (of: Growth) => Partial<Growth>>> = {
  'another older root': ({ older }) => ({ older: { ...older, root: OTHER } }),
  'another newer root': ({ newer }) => ({ newer: { ...newer, root: OTHER } }),
  'an older size behind the newer': ({ older, newer }) => ({
    older: { ...older, size: newer.size + 1 },
  }),
  'the size before': ({ older }) => ({ older: { ...older, size: older.size - 1 } }),
  'half a size': ({ older }) => ({ older: { ...older, size: older.size - 0.5 } }),
  'swapped roots': ({ older, newer }) => ({
    older: { ...older, root: older.size === newer.size ? OTHER : newer.root },
    newer: { ...newer, root: older.root },
  }),
  'a proof cut short': ({ proof: of }) => ({ proof: of.length > 0 ? of.slice(0, -1) : [OTHER] }),
  'a proof that goes on': ({ proof: of }) => ({ proof: [...of, OTHER] }),
  'a proof with something before': ({ proof: of }) => ({ proof: [OTHER, ...of] }),
  'a hash of no bytes': ({ proof: of }) => ({ proof: [...of, Buffer.alloc(0)] }),
  'a flipped bit': ({ proof: [first, ...rest] }) => ({
    proof: first ? [flipped(first), ...rest] : [OTHER],
  }),
};

it.each(Object.entries(FORGED_GROWTH))('refuses growth by %s', (_, forge) => {
  fc.assert(
    fc.property(olderAndNewer, ([older, newer]) => {
      const entries = numbered(newer);
      const heads = { older: headOf(entries.slice(0, older)), newer: headOf(entries) };
      const honest = { ...heads, proof: grow(entries).consistent(older, newer) };
      const shown = { ...honest, ...forge(honest) };
      return !isConsistent(shown.older, shown.newer, shown.proof);
    }),
  );
});

it('refuses a log in which an entry was rewritten, dropped or moved, whatever proof its forger makes', () => {
  const how = fc.constantFrom('rewrite', 'drop', 'swap');
  fc.assert(
    fc.property(olderAndNewer, fc.nat(), how, ([older, newer], pick, change) => {
      const before = numbered(older);
      const after = numbered(newer + 2);
      const at = pick % older;
      if (change === 'rewrite') after[at] = Buffer.from('rewritten');
      else if (change === 'drop') after.splice(at, 1);
      else after.splice(at, 2, ...after.slice(at, at + 2).toReversed());
      // A swap behind the older tree's end rewrote nothing that was seen.
      const isSeen = mth(after.slice(0, older)).compare(mth(before)) !== 0;
      const made = grow(after).consistent(older, after.length);
      return isConsistent(headOf(before), headOf(after), made) !== isSeen;
    }),
  );
});

it('counts beyond 32 bits, and up to where whole numbers end', () => {
  const size = 2 ** 40 + 3;
  expect(placesOf({ begin: 0, end: size })).toEqual([
    { level: 40, index: 0 },
    { level: 1, index: 2 ** 39 },
    { level: 0, index: 2 ** 40 + 2 },
  ]);
  expect(placesOf({ begin: 0, end: 2 ** 52 - 1 })).toHaveLength(52);
  const [big, two, one, leaf] = ['a', 'b', 'c', 'd'].map((text) => leafHash(Buffer.from(text)));
  if (!big || !two || !one || !leaf) throw new Error('four hashes');
  const root = nodeHash(big, nodeHash(two, nodeHash(one, leaf)));
  expect(isIncluded(leaf, { index: size, size: size + 1 }, [one, two, big], root)).toBe(true);
  const elsewhere = { index: size - 2 ** 32, size: size + 1 };
  expect(isIncluded(leaf, elsewhere, [one, two, big], root)).toBe(false);
});
