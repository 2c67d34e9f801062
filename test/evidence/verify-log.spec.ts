import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import type { OpenedPack } from '../../src/evidence/check-line.ts';
import { LOG_PROOF, verifyLog } from '../../src/evidence/verify-log.ts';
import {
  checkpointText,
  formatVkey,
  rawPublicKey,
  signedNote,
} from '../../src/journal/log/checkpoint.ts';
import { GrowingTree } from '../../src/journal/log/growing-tree.ts';
import { leafHash } from '../../src/journal/log/merkle.ts';
import { formatTlogProof, parseTlogProof } from '../../src/journal/log/tlog-proof.ts';
import type { TrustFile } from '../../src/permits/permit.types.ts';

const name = 'carnet/eu/0123456789abcdef';
const { privateKey } = generateKeyPairSync('ed25519');
const vkey = formatVkey({ name, publicKey: rawPublicKey(privateKey) });
const trust: TrustFile = { keys: [], logs: [{ region: 'eu', vkey }] };

const hashes = ['aa', 'bb'].map((pair) => pair.repeat(32));
const [first = '', last = ''] = hashes;

/** A log of two events, the second of which is the pack's last. */
function proofOf(): string {
  const tree = new GrowingTree();
  for (const hash of hashes) tree.append(Buffer.from(hash, 'hex'));
  const root = tree.root ?? Buffer.alloc(0);
  const note = signedNote(checkpointText({ origin: name, size: 2, root }), name, privateKey);
  const sibling = leafHash(Buffer.from(first, 'hex')).toString('base64');
  return formatTlogProof({ index: 1, hashes: [sibling], checkpoint: note });
}

function pack(proof: string | null, tail = last, stated: object | null = { index: 1 }): OpenedPack {
  const files = new Map(proof === null ? [] : [[LOG_PROOF, Buffer.from(proof, 'utf8')]]);
  const event = { seq: 1, hash: tail };
  return {
    files,
    evidence: { case: { region: 'eu' }, journal: { log: stated } },
    events: [event as unknown as OpenedPack['events'][number]],
  };
}

const results = (of: OpenedPack, by: TrustFile | undefined = trust) =>
  verifyLog(of, by).map(({ result }) => result);

it('holds for the last event, by a checkpoint of a trusted key, and for nothing else', () => {
  const proof = proofOf();
  expect(results(pack(proof))).toEqual(['pass']);
  expect(results(pack(proof, first))).toEqual(['fail']);
  expect(results(pack(proof.replace('index 1', 'index 0')))).toEqual(['fail']);
  expect(results(pack(proof.replace(`\n2\n`, '\n3\n')))).toEqual(['fail']);
  expect(results(pack('nonsense'))).toEqual(['fail']);
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const other = formatVkey({ name, publicKey: rawPublicKey(stranger) });
  expect(results(pack(proof), { keys: [], logs: [{ region: 'eu', vkey: other }] })).toEqual([
    'fail',
  ]);
});

it('cannot tell without the key of the log, and misses a proof that is told of', () => {
  expect(results(pack(proofOf()), { keys: [] })).toEqual(['unknown']);
  expect(results(pack(proofOf()), { keys: [], logs: [{ region: 'uk', vkey }] })).toEqual([
    'unknown',
  ]);
  expect(results(pack(null))).toEqual(['fail']);
  expect(results(pack(null, last, null))).toEqual([]);
});

it('reads back what it wrote, and takes nothing else for a proof', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(fc.nat(), fc.array(hash, { maxLength: 20 }), fc.string(), (index, all, note) => {
      const proof = {
        index,
        hashes: all.map((one) => Buffer.from(one).toString('base64')),
        checkpoint: note,
      };
      expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
    }),
  );
  expect(parseTlogProof('c2sp.org/tlog-proof@v1\nindex 01\n\nx')).toBeNull();
  expect(parseTlogProof('c2sp.org/tlog-proof@v1\nindex 1\nshort=\n\nx')).toBeNull();
});
