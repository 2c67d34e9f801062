import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import {
  checkpointText,
  formatVkey,
  openCheckpoint,
  parseVkey,
  rawPublicKey,
  signedNote,
} from '../../../src/journal/log/checkpoint.ts';
import { edgeOf, GrowingTree, type StoredNode } from '../../../src/journal/log/growing-tree.ts';
import {
  consistencyPath,
  EMPTY_ROOT,
  folded,
  inclusionPath,
  isConsistent,
  isIncluded,
  leafHash,
  nodeHash,
  placesOf,
} from '../../../src/journal/log/merkle.ts';

/** The leaves and roots that Certificate Transparency's own tests publish for RFC 6962. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The definition of section 2.1, word for word. */
function naive(leaves: readonly Buffer[]): Uint8Array {
  const [only] = leaves;
  if (!only) return EMPTY_ROOT;
  if (leaves.length === 1) return leafHash(only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(naive(leaves.slice(0, k)), naive(leaves.slice(k)));
}

function grown(leaves: readonly Buffer[]): { tree: GrowingTree; nodes: StoredNode[] } {
  const tree = new GrowingTree();
  return { tree, nodes: leaves.flatMap((leaf) => tree.append(leaf)) };
}

function proofFrom(nodes: readonly StoredNode[], path: ReturnType<typeof inclusionPath>) {
  return path.map((range) =>
    folded(
      placesOf(range).map(({ level, index }) => {
        const found = nodes.find((node) => node.level === level && node.index === index);
        if (!found) throw new Error(`node ${level}/${index} was never complete`);
        return found.hash;
      }),
    ),
  );
}

it('has the roots that are published for RFC 6962', () => {
  expect(EMPTY_ROOT.toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  const tree = new GrowingTree();
  const roots = LEAVES.map((leaf) => {
    tree.append(leaf);
    return Buffer.from(tree.root ?? '').toString('hex');
  });
  expect(roots).toEqual(ROOTS);
});

function hexOf(proof: readonly Uint8Array[]): readonly string[] {
  return proof.map((one) => Buffer.from(one).toString('hex'));
}

it('gives the published proofs', () => {
  const { nodes } = grown(LEAVES);
  expect(hexOf(proofFrom(nodes, inclusionPath(0, 8)))).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
  expect(hexOf(proofFrom(nodes, consistencyPath(6, 8)))).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

it('grows to the tree of the definition, and goes on from its edge alone', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.nat({ max: 60 }), (before, more) => {
      const leaves = Array.from({ length: before + more }, (_, i) => Buffer.from([i, i >> 8]));
      const { nodes } = grown(leaves.slice(0, before));
      const edge = edgeOf(before).map((place) => {
        const found = nodes.find((one) => one.level === place.level && one.index === place.index);
        if (!found) throw new Error('the edge is not stored');
        return found;
      });
      const tree = new GrowingTree(edge);
      expect(tree.size).toBe(before);
      for (const leaf of leaves.slice(before)) tree.append(leaf);
      expect(Buffer.from(tree.root ?? EMPTY_ROOT)).toEqual(Buffer.from(naive(leaves)));
    }),
    { numRuns: 60 },
  );
});

it('proves every leaf in every tree, and no other leaf, place, size, root or shorter proof', () => {
  const leaves = Array.from({ length: 34 }, (_, i) => Buffer.from([i]));
  const { nodes } = grown(leaves);
  for (let size = 1; size <= leaves.length; size++) {
    const root = naive(leaves.slice(0, size));
    for (let index = 0; index < size; index++) {
      const proof = proofFrom(nodes, inclusionPath(index, size));
      const leaf = leafHash(Buffer.from([index]));
      const holds = (
        at: { index: number; size: number },
        with_: readonly Uint8Array[] = proof,
        of = leaf,
      ) => isIncluded(of, at, with_, root);
      expect(holds({ index, size })).toBe(true);
      const others = [
        holds({ index: index + 1, size }),
        holds({ index, size: size * 2 + 1 }),
        holds({ index: -1, size }),
        holds({ index, size }, [...proof, root]),
        holds({ index, size }, proof, leafHash(Buffer.from([99]))),
        size > 1 && holds({ index, size }, proof.slice(1)),
      ];
      expect(others).not.toContain(true);
    }
  }
});

it('proves every tree to begin with every smaller one, and with nothing else', () => {
  const leaves = Array.from({ length: 34 }, (_, i) => Buffer.from([i]));
  const { nodes } = grown(leaves);
  const head = (size: number) => ({ size, root: naive(leaves.slice(0, size)) });
  for (let second = 1; second <= leaves.length; second++) {
    for (let first = 1; first <= second; first++) {
      const proof = proofFrom(nodes, consistencyPath(first, second));
      expect(isConsistent(head(first), head(second), proof)).toBe(true);
      const forked = { size: first, root: leafHash(Buffer.from('other')) };
      expect(isConsistent(forked, head(second), proof)).toBe(false);
      expect(isConsistent(head(first), { ...head(second), root: forked.root }, proof)).toBe(false);
      expect(isConsistent(head(second), head(first), proof)).toBe(first === second);
      const cut = proof.slice(0, -1);
      const isCut = proof.length > 0;
      expect(isCut && isConsistent(head(first), head(second), cut)).toBe(false);
    }
  }
});

describe('a checkpoint', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const name = 'carnet/eu/0123';
  const key = { name, publicKey: rawPublicKey(privateKey) };
  const checkpoint = { origin: name, size: 8, root: Buffer.from(ROOTS[7] ?? '', 'hex') };
  const note = signedNote(checkpointText(checkpoint), name, privateKey);

  it('reads as C2SP says, and opens with its key alone', () => {
    expect(note).toMatch(
      /^carnet\/eu\/0123\n8\n[A-Za-z0-9+/]{43}=\n\n— carnet\/eu\/0123 [A-Za-z0-9+/]+=*\n$/u,
    );
    expect(openCheckpoint(note, key)).toEqual(checkpoint);
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(openCheckpoint(note, { name, publicKey: rawPublicKey(other) })).toBeNull();
    expect(openCheckpoint(note, { ...key, name: 'carnet/uk/0123' })).toBeNull();
  });

  it('does not open when any character of its text is another', () => {
    const end = note.indexOf('\n\n');
    fc.assert(
      fc.property(fc.nat({ max: end - 1 }), fc.constantFrom('0', 'A', 'z', '\n'), (at, other) => {
        fc.pre(note[at] !== other);
        expect(openCheckpoint(note.slice(0, at) + other + note.slice(at + 1), key)).toBeNull();
      }),
    );
  });

  it('passes over the signatures of others', () => {
    const witness = generateKeyPairSync('ed25519').privateKey;
    const theirs =
      signedNote(checkpointText(checkpoint), 'witness', witness).split('\n\n')[1] ?? '';
    expect(openCheckpoint(`${note}${theirs}`, key)).toEqual(checkpoint);
  });

  it('is of a key that travels as a vkey', () => {
    const vkey = formatVkey(key);
    expect(parseVkey(vkey)).toEqual(key);
    expect(parseVkey(vkey.replace('carnet/eu', 'carnet/uk'))).toBeNull();
    expect(
      parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'),
    ).toMatchObject({
      name: 'PeterNeumann',
    });
  });
});
