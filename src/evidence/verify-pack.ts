import type { JournalEvent } from '../journal/journal.types.ts';
import { canonicalJson, sha256Hex } from '../common/canonical-json.ts';
import type { TrustFile } from '../permits/permit.types.ts';
import { extractAttachments } from './extract-attachments.ts';
import type { CheckLine, OpenedPack } from './check-line.ts';
import { at, fail, guarded, messageOf, pass } from './check-line.ts';
import { assessmentResultsAgree } from './verify-assessment-results.ts';
import { verifyLog } from './verify-log.ts';
import { verifyPermit } from './verify-permit.ts';
import { verifySeal } from './verify-seal.ts';

const NEEDED = [
  'manifest.json',
  'evidence.json',
  'events.jsonl',
  'assessment-results.json',
  'README.txt',
  'SHA256SUMS',
] as const;
const GENESIS = '0'.repeat(64);
/** Events that a case of this status must have had. */
const TERMINAL: Readonly<Record<string, string>> = {
  permitted: 'PERMIT_ISSUED',
  deployed: 'DEPLOYED',
  suspended: 'PERMIT_ISSUED',
  rejected: 'REJECTED',
  withdrawn: 'WITHDRAWN',
  revoked: 'REVOKED',
  expired: 'PERMIT_EXPIRED',
  retired: 'RETIRED',
};

/** What was found out about a pack, and what it holds where that could be read. */
export interface Examined {
  readonly lines: CheckLine[];
  readonly pack: OpenedPack | null;
}

/** The lines of `examinePack`. */
export async function verifyPack(
  pdf: Uint8Array,
  options: { readonly trust?: TrustFile } = {},
): Promise<CheckLine[]> {
  return (await examinePack(pdf, options)).lines;
}

/**
 * Checks an evidence pack from its bytes alone: no server, no database, no network, no clock.
 *
 * Never throws: whatever the bytes are, the answer is a list of lines, the first failing one naming the trouble.
 * Whether the permit's key is to be trusted only `trust` can say; without it that line is `unknown`.
 */
export async function examinePack(
  pdf: Uint8Array,
  options: { readonly trust?: TrustFile } = {},
): Promise<Examined> {
  let files: Map<string, Buffer>;
  try {
    files = await extractAttachments(pdf);
  } catch (error) {
    const detail = `the attachments cannot be read: ${messageOf(error)}`;
    return { lines: [fail('pack', detail)], pack: null };
  }
  const region = regionIn(files);
  const lines = [
    ...(await verifySeal(pdf, region, options.trust)),
    attachmentsPresent(files),
    sumsMatch(files),
  ];
  let pack: OpenedPack;
  try {
    pack = { files, evidence: jsonOf(files, 'evidence.json'), events: eventsOf(files) };
  } catch (error) {
    return { lines: [...lines, fail('evidence', messageOf(error))], pack: null };
  }
  const checks = [
    manifestMatches,
    chainHolds,
    tailAgrees,
    manifestInJournal,
    terminalEvent,
    assessmentResultsAgree,
  ];
  lines.push(...checks.map((check) => guarded(() => check(pack))));
  lines.push(...verifyLog(pack, options.trust), ...verifyPermit(pack, options.trust));
  return { lines, pack };
}

/** Before anything is known of the attachments: an unreadable one is of no region, which no certificate is trusted for. */
function regionIn(files: ReadonlyMap<string, Buffer>): unknown {
  try {
    return at(jsonOf(files, 'evidence.json'), 'case', 'region');
  } catch {
    return undefined;
  }
}

function attachmentsPresent(files: ReadonlyMap<string, Buffer>): CheckLine {
  const missing = NEEDED.filter((name) => !files.has(name));
  return missing.length === 0
    ? pass('attachments', `${files.size} attachments are there`)
    : fail('attachments', `missing: ${missing.join(', ')}`);
}

function sumsMatch(files: ReadonlyMap<string, Buffer>): CheckLine {
  const text = files.get('SHA256SUMS')?.toString('utf8') ?? '';
  const listed = new Map(
    [...text.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, sha256 = '', name = '']) => [
      name,
      sha256,
    ]),
  );
  const others = [...files].filter(([name]) => name !== 'SHA256SUMS');
  for (const [name, bytes] of others) {
    const stated = listed.get(name);
    if (stated === undefined) return fail('checksums', `SHA256SUMS does not list \`${name}\``);
    if (stated !== sha256Hex(bytes)) return fail('checksums', `\`${name}\` was changed`);
  }
  const gone = [...listed.keys()].filter((name) => !files.has(name));
  if (gone.length > 0) return fail('checksums', `\`${gone.join('`, `')}\` is listed and missing`);
  const formed = [...listed].map(([name, sha256]) => `${sha256}  ${name}\n`).join('');
  return formed === text
    ? pass('checksums', `SHA256SUMS matches ${others.length} attachments`)
    : fail('checksums', 'SHA256SUMS has lines that are not hashes');
}

function manifestMatches({ files, evidence }: OpenedPack): CheckLine {
  const stated = at(evidence, 'manifest', 'sha256');
  const found = sha256Hex(files.get('manifest.json') ?? '');
  return stated === found
    ? pass('manifest', `manifest.json is the manifest ${found}`)
    : fail('manifest', 'manifest.json is not the manifest that evidence.json speaks of');
}

function chainHolds({ files, evidence }: OpenedPack): CheckLine {
  const lines = linesOf(files);
  const subject = at(evidence, 'case', 'id');
  let prev = GENESIS;
  for (const [index, line] of lines.entries()) {
    const event = JSON.parse(line) as JournalEvent;
    const number = index + 1;
    if (event.subject !== subject)
      return fail('journal chain', `event ${number} is of another case`);
    if (event.seq !== number)
      return fail('journal chain', `event ${number} is missing or out of order`);
    if (event.prev !== prev)
      return fail('journal chain', `event ${number} does not follow the one before it`);
    if (canonicalJson(event) !== line)
      return fail('journal chain', `event ${number} is not in the hashed form`);
    prev = sha256Hex(line);
  }
  return lines.length > 0
    ? pass('journal chain', `${lines.length} events without a gap`)
    : fail('journal chain', 'there is no event');
}

function tailAgrees({ evidence, events }: OpenedPack): CheckLine {
  const last = events.at(-1);
  const timeline = at(evidence, 'timeline');
  const shown = Array.isArray(timeline) ? timeline.map((line) => at(line, 'hash')) : [];
  const told = [
    at(evidence, 'journal', 'events'),
    at(evidence, 'journal', 'tail', 'seq'),
    at(evidence, 'journal', 'tail', 'hash'),
    ...shown,
  ];
  const found = [events.length, last?.seq, last?.hash, ...events.map(({ hash }) => hash)];
  const agrees =
    told.length === found.length && found.every((value, index) => told[index] === value);
  return agrees
    ? pass('journal tail', `evidence.json and the journal end at event ${last?.seq}, ${last?.hash}`)
    : fail('journal tail', 'evidence.json and events.jsonl do not tell the same journal');
}

function manifestInJournal({ evidence, events }: OpenedPack): CheckLine {
  const stated = events.flatMap(({ type, payload }) => {
    if (type === 'SUBMITTED') return [at(payload, 'input', 'manifest')];
    return type === 'AMENDED' ? [at(payload, 'manifest')] : [];
  });
  return stated.length > 0 && stated.at(-1) === at(evidence, 'manifest', 'sha256')
    ? pass('manifest journaled', 'the journal names this manifest as the last one submitted')
    : fail('manifest journaled', 'the journal names another manifest');
}

function terminalEvent({ evidence, events }: OpenedPack): CheckLine {
  const status = String(at(evidence, 'case', 'status'));
  if (status === 'open') {
    return {
      check: 'terminal event',
      result: 'unknown',
      detail: 'the case was still open when the pack was made',
    };
  }
  const wanted = Object.hasOwn(TERMINAL, status) ? TERMINAL[status] : undefined;
  return wanted !== undefined && events.some(({ type }) => type === wanted)
    ? pass('terminal event', `the case is ${status}, and the journal says how it came to be`)
    : fail('terminal event', `the journal does not say how the case came to be \`${status}\``);
}

function jsonOf(files: ReadonlyMap<string, Buffer>, name: string): Record<string, unknown> {
  const value: unknown = JSON.parse(files.get(name)?.toString('utf8') ?? 'null');
  if (typeof value !== 'object' || value === null) throw new Error(`${name} holds no object`);
  return value as Record<string, unknown>;
}

/** The events with their hashes recomputed: a line carries none, its hash is that of its bytes. */
function eventsOf(files: ReadonlyMap<string, Buffer>): JournalEvent[] {
  return linesOf(files).map((line) => {
    const event: unknown = JSON.parse(line);
    if (typeof event !== 'object' || event === null)
      throw new Error('events.jsonl holds a line that is no event');
    return { ...event, hash: sha256Hex(line) } as JournalEvent;
  });
}

function linesOf(files: ReadonlyMap<string, Buffer>): string[] {
  const text = files.get('events.jsonl')?.toString('utf8') ?? '';
  return text.split('\n').slice(0, -1);
}
