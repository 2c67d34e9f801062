/** `docs/audit/check-log.sh`: what an auditor runs who has nothing of Carnet's says the same as `carnet verify`. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '../../../src/common/canonical-json.ts';
import { packageRoot } from '../../../src/common/package-root.ts';
import {
  checkpointText,
  formatVkey,
  rawPublicKey,
  signedNote,
} from '../../../src/journal/log/checkpoint.ts';
import { formatTlogProof } from '../../../src/journal/log/tlog-proof.ts';
import { grow } from './tree.ts';

const script = join(packageRoot(), 'docs/audit/check-log.sh');
const folder = mkdtempSync(join(tmpdir(), 'carnet-check-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const name = 'carnet/eu/0123456789abcdef';
const { privateKey } = generateKeyPairSync('ed25519');
const vkey = formatVkey({ name, publicKey: rawPublicKey(privateKey) });
const other = generateKeyPairSync('ed25519').privateKey;
const otherVkey = formatVkey({ name, publicKey: rawPublicKey(other) });

const lines = Array.from({ length: 13 }, (_, n) => `{"seq":${n},"text":"é"}`);
const hashes = lines.map((line) => Buffer.from(sha256Hex(line), 'hex'));
const tree = grow(hashes);
const base64 = (proof: readonly Buffer[]): string[] => proof.map((hash) => hash.toString('base64'));

function file(kind: string, text: string): string {
  const path = join(folder, kind);
  writeFileSync(path, text);
  return path;
}

function checkpoint(size: number): string {
  const { root } = grow(hashes.slice(0, size));
  const note = signedNote(checkpointText({ origin: name, size, root }), name, privateKey);
  // As while a key is changed: the line of another stands first.
  const [, line = ''] = signedNote('x\n', name, other).split('\n\n');
  return note.replace('\n\n', `\n\n${line}`);
}

function check(...words: readonly string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('bash', [script, ...words], { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

function entry(index: number, size: number, change = (text: string): string => text) {
  const of = { index, hashes: base64(tree.included(index, size)), checkpoint: checkpoint(size) };
  const events = file('events.jsonl', `${lines.slice(0, index + 1).join('\n')}\n`);
  return [events, file('proof', change(formatTlogProof(of)))] as const;
}

function growth(older: number, newer: number, proof = base64(tree.consistent(older, newer))) {
  return [
    file('old', checkpoint(older)),
    file('new', checkpoint(newer)),
    file('hashes', proof.map((hash) => `${hash}\n`).join('')),
  ] as const;
}

it.each([
  [0, 1],
  [5, 7],
  [7, 8],
  [12, 13],
])('holds for entry %d of %d', (index, size) => {
  const { code, said } = check('entry', ...entry(index, size), vkey);
  expect(said).toBe(`holds: the last event is entry ${index} of the ${size} in ${name}\n`);
  expect(code).toBe(0);
});

it.each([
  [1, 1],
  [3, 7],
  [4, 7],
  [8, 13],
  [12, 13],
])('holds for %d grown into %d', (older, newer) => {
  const { code, said } = check('growth', ...growth(older, newer), vkey);
  expect(said).toContain(`holds: the ${older} entries of then are the first of ${newer}`);
  expect(code).toBe(0);
});

it.each([
  ['another index', (text: string) => text.replace('index 5', 'index 4'), 'not in the log'],
  ['an index outside', (text: string) => text.replace('index 5', 'index 7'), 'no such entry'],
  ['a hash less', (text: string) => text.replace(/\n\S{43}=\n\n/u, '\n\n'), 'not in the log'],
  ['another size', (text: string) => text.replace('\n7\n', '\n6\n'), 'signature does not hold'],
  ['another origin', (text: string) => text.replaceAll('eu/0', 'uk/0'), 'not signed by this key'],
])('refuses an entry with %s', (_, change, why) => {
  const { code, said } = check('entry', ...entry(5, 7, change), vkey);
  expect(said).toContain(`refused: `);
  expect(said).toContain(why);
  expect(code).toBe(1);
});

it('refuses an entry by another key, and another last event', () => {
  const [events, proof] = entry(5, 7);
  expect(check('entry', events, proof, otherVkey)).toMatchObject({ code: 1 });
  file('events.jsonl', `${lines.slice(0, 5).join('\n')}\n`);
  expect(check('entry', events, proof, vkey).said).toContain('not in the log');
});

it('refuses growth that is none', () => {
  expect(
    check('growth', ...growth(6, 13, base64(tree.consistent(6, 13)).toReversed()), vkey),
  ).toEqual({
    code: 1,
    said: 'refused: the log was rewritten\n',
  });
  const [older, newer, proof] = growth(6, 13);
  expect(check('growth', newer, older, proof, vkey).said).toContain('shrank');
  const [first = '', ...rest] = base64(tree.consistent(6, 13));
  const long = [first, ...rest, first];
  expect(check('growth', ...growth(6, 13, long), vkey).said).toContain('too long');
  expect(check('growth', ...growth(6, 13, rest), vkey).said).toContain('rewritten');
});

it('says how it is called', () => {
  expect(check()).toMatchObject({ code: 2 });
  expect(check('entry').said).toContain('check-log.sh growth OLD NEW HASHES VKEY');
});
