import { openByAny, parseVkey } from '../journal/log/checkpoint.ts';
import { isIncluded, leafHash } from '../journal/log/merkle.ts';
import { parseTlogProof, type TlogProof } from '../journal/log/tlog-proof.ts';
import type { TrustFile } from '../permits/permit.types.ts';
import type { CheckLine, OpenedPack } from './check-line.ts';
import { at, fail, pass } from './check-line.ts';

const CHECK = 'journal log';

/** Where the proof lies among the attachments. */
export const LOG_PROOF = 'journal.tlog-proof';

/**
 * Whether the last event of the pack's journal is in the region's log of a checkpoint that a trusted key has signed.
 * No line where a pack holds no proof and says that it has none.
 */
export function verifyLog(pack: OpenedPack, trust: TrustFile | undefined): CheckLine[] {
  const bytes = pack.files.get(LOG_PROOF);
  const stated = at(pack.evidence, 'journal', 'log');
  if (!bytes) {
    if (stated === null || stated === undefined) return [];
    return [fail(CHECK, 'evidence.json tells of a proof, and the pack does not hold it')];
  }
  const proof = parseTlogProof(bytes.toString('utf8'));
  return [proof ? inLog(pack, proof, trust) : fail(CHECK, `${LOG_PROOF} is no proof`)];
}

function inLog(pack: OpenedPack, proof: TlogProof, trust: TrustFile | undefined): CheckLine {
  const region = at(pack.evidence, 'case', 'region');
  const vkeys = (trust?.logs ?? []).filter((log) => log.region === region);
  if (vkeys.length === 0) {
    const detail = `the trust file holds no key of the log of \`${String(region)}\``;
    return { check: CHECK, result: 'unknown', detail };
  }
  const keys = vkeys.flatMap(({ vkey }) => parseVkey(vkey) ?? []);
  const checkpoint = openByAny(proof.checkpoint, keys);
  if (!checkpoint) return fail(CHECK, 'no trusted key has signed the checkpoint');
  const leaf = leafHash(Buffer.from(pack.events.at(-1)?.hash ?? '', 'hex'));
  const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
  const { size, root, origin } = checkpoint;
  return isIncluded(leaf, { index: proof.index, size }, hashes, root)
    ? pass(CHECK, `the last event is ${proof.index} of the ${size} in ${origin}`)
    : fail(CHECK, 'the last event is not in the log of the signed checkpoint');
}
