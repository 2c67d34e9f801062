/** Our notes and proofs as others read them, and theirs as we do. */
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
import { EMPTY_ROOT, leafHash } from '../../../src/journal/log/merkle.ts';
import { sumdb } from './sumdb/sumdb.ts';
import type { SumdbClaim } from './sumdb/sumdb.ts';
import { grow, numbered } from './tree.ts';

// As published: the key that has signed Go's checksum database since 2019.
const GOLANG_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';

const name = 'carnet/eu/0123456789abcdef';
const { privateKey } = generateKeyPairSync('ed25519');
const key = { name, publicKey: rawPublicKey(privateKey) };
const head = { origin: name, size: 3, root: leafHash(Buffer.from('x')) };
const signed = (text: string): string => signedNote(text, name, privateKey);

it('reads a key that is in use elsewhere, and writes it as it was', () => {
  const golang = parseVkey(GOLANG_KEY);
  if (!golang) throw new Error('not read');
  expect(golang.name).toBe('sum.golang.org');
  expect(formatVkey(golang)).toBe(GOLANG_KEY);
  expect(parseVkey(GOLANG_KEY.replace('033de0ae', '033de0af'))).toBeNull();
  expect(parseVkey(GOLANG_KEY.replace('+Ac4', '+BM4'))).toBeNull();
  expect(parseVkey(GOLANG_KEY.slice(0, -4))).toBeNull();
});

it('opens no checkpoint in which any character was changed, put in or taken out', () => {
  const note = signed(checkpointText(head));
  const put = fc.string({ unit: 'grapheme', maxLength: 2 });
  fc.assert(
    fc.property(fc.nat(note.length - 1), put, (at, text) => {
      const forged = note.slice(0, at) + text + note.slice(at + 1);
      return forged === note || openCheckpoint(forged, key) === null;
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['a leading zero', `${name}\n03\n${head.root.toString('base64')}\n`],
  ['no size', `${name}\n\n${head.root.toString('base64')}\n`],
  ['a size beyond counting', `${name}\n9007199254740993\n${head.root.toString('base64')}\n`],
  ['a short root', `${name}\n3\nAAAA\n`],
  ['no origin', `\n3\n${head.root.toString('base64')}\n`],
  ['the origin of another log', `carnet/uk/1\n3\n${head.root.toString('base64')}\n`],
  ['an empty line more', `${checkpointText(head)}\nmore\n`],
])('opens no checkpoint with %s, though its key signed it', (_, text) => {
  expect(openCheckpoint(signed(text), key)).toBeNull();
});

it('opens a checkpoint with lines of others after the root, and signatures of others after ours', () => {
  const witness = signedNote('', 'witness.example', generateKeyPairSync('ed25519').privateKey);
  const note = signed(`${checkpointText(head)}more\n`) + witness.trimStart();
  expect(openCheckpoint(note, key)).toEqual(head);
});

const base64 = (hash: Buffer): string => hash.toString('base64');

/** Every tree up to 40 entries, every leaf of it, every size before it, each also with a fault. */
it('golang.org/x/mod/sumdb says the same of our checkpoints and proofs', () => {
  const tree = grow(numbered(40));
  const roots = Array.from({ length: 41 }, (_, size) => grow(numbered(size)).root);
  const rootAt = (size: number): Buffer => roots[size] ?? EMPTY_ROOT;
  const claimsAt = (size: number): SumdbClaim[] => {
    const root = base64(rootAt(size));
    const note = signed(checkpointText({ origin: name, size, root: rootAt(size) }));
    return [
      { kind: 'note', note, vkey: formatVkey(key), size, root },
      ...Array.from({ length: size }, (_, at): SumdbClaim[] => {
        const leaf = base64(leafHash(Buffer.from(`entry ${at}`)));
        const of = { size, root, leaf };
        const proof = tree.included(at, size).map(base64);
        const growth = tree.consistent(at + 1, size).map(base64);
        const older = { olderSize: at + 1, older: base64(rootAt(at + 1)) };
        return [
          { kind: 'inclusion', ...of, index: at, proof },
          { kind: 'consistency', ...of, ...older, proof: growth },
        ];
      }).flat(),
    ];
  };
  const claims = Array.from({ length: 40 }, (_, before) => claimsAt(before + 1)).flat();
  const forged = claims.map((claim) => ({ ...claim, root: base64(EMPTY_ROOT) }));
  const said = sumdb([...claims, ...forged]);
  // Without Go's library the vectors and the reference of the RFC are the proof.
  if (said === null) return;
  expect(said).toHaveLength(claims.length * 2);
  expect(new Set(said.slice(0, claims.length))).toEqual(new Set(['ok']));
  expect(said.slice(claims.length)).not.toContain('ok');
}, 120_000);
