import { createHash, randomUUID } from 'node:crypto';

import type pg from 'pg';

import { DomainError } from '../common/domain-error.ts';
import {
  EvidenceCorruptError,
  EvidenceEmptyError,
  EvidenceInterruptedError,
  EvidenceNotFoundError,
  EvidenceStalledError,
  EvidenceTooLargeError,
} from './evidence.errors.ts';

/** How long a source may give nothing: it holds a connection to the database meanwhile. */
const IDLE_MS = 30_000;

/** What a source is held to. */
export interface UploadLimits {
  readonly bytes: number;
  /** Milliseconds without a byte; 30 seconds unless said. */
  readonly idleMs?: number | undefined;
}

/** Bytes per row: large enough to be quick, small enough that a hundred uploads fit in memory. */
const CHUNK_BYTES = 256 * 1024;

export interface StoredBytes {
  /** Hex; also the name the bytes are stored under. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** True when the same bytes were there already. */
  readonly reused: boolean;
}

/**
 * Streams a file into the store, holding one chunk in memory at a time.
 *
 * Runs in the caller's transaction: when this throws, rolling back leaves nothing. The hash is known only at the
 * end, so chunks go in under a name of their own and are renamed, or dropped when the same bytes are there.
 *
 * @throws {EvidenceTooLargeError} more than `limits.bytes`; no further byte is read
 * @throws {EvidenceEmptyError} not one byte
 * @throws {EvidenceStalledError} not one byte for `limits.idleMs`
 * @throws {EvidenceInterruptedError} the source failed half way
 */
export async function storeBytes(
  client: pg.ClientBase,
  source: AsyncIterable<Uint8Array>,
  limits: UploadLimits,
): Promise<StoredBytes> {
  const draft = `draft-${randomUUID()}`;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let n = 0;
  for await (const chunk of inChunks(
    limited(patient(source, limits.idleMs ?? IDLE_MS), limits.bytes),
  )) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    await client.query('insert into evidence_chunk (sha256, n, bytes) values ($1, $2, $3)', [
      draft,
      n,
      chunk,
    ]);
    n += 1;
  }
  if (sizeBytes === 0) throw new EvidenceEmptyError();
  const sha256 = hash.digest('hex');
  return { sha256, sizeBytes, reused: await keepOnce(client, draft, sha256) };
}

/**
 * The stored bytes, chunk by chunk; the last chunk is followed by a check of the hash.
 *
 * @throws {EvidenceNotFoundError} nothing is stored under this hash
 * @throws {EvidenceCorruptError} after the last chunk, when the bytes are not those that were stored
 */
export async function* readBytes(
  client: pg.ClientBase | pg.Pool,
  sha256: string,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash('sha256');
  for (let n = 0; ; n += 1) {
    const { rows } = await client.query<{ bytes: Buffer }>({
      name: 'evidence-chunk',
      text: 'select bytes from evidence_chunk where sha256 = $1 and n = $2',
      values: [sha256, n],
    });
    const [row] = rows;
    if (!row) {
      if (n === 0) throw new EvidenceNotFoundError(sha256);
      break;
    }
    hash.update(row.bytes);
    yield row.bytes;
  }
  if (hash.digest('hex') !== sha256) throw new EvidenceCorruptError(sha256);
}

async function keepOnce(client: pg.ClientBase, draft: string, sha256: string): Promise<boolean> {
  // Two uploads of the same bytes at once: the second waits until the first is committed or gone.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `evidence:${sha256}`,
  ]);
  const { rowCount } = await client.query(
    'select 1 from evidence_chunk where sha256 = $1 limit 1',
    [sha256],
  );
  const reused = (rowCount ?? 0) > 0;
  await (reused
    ? client.query('delete from evidence_chunk where sha256 = $1', [draft])
    : client.query('update evidence_chunk set sha256 = $2 where sha256 = $1', [draft, sha256]));
  return reused;
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): AsyncGenerator<Uint8Array> {
  let seen = 0;
  try {
    for await (const piece of source) {
      seen += piece.length;
      if (seen > limitBytes) throw new EvidenceTooLargeError(limitBytes);
      yield piece;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : new EvidenceInterruptedError(error);
  }
}

/** Ends a source that gives nothing for too long; it is left where it is, as it may never come back. */
async function* patient(
  source: AsyncIterable<Uint8Array>,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  let waiting = false;
  try {
    for (;;) {
      waiting = true;
      // oxlint-disable-next-line no-await-in-loop -- one piece after the other
      const { done, value } = await within(pieces.next(), idleMs);
      waiting = false;
      if (done === true) return;
      yield value;
    }
  } finally {
    // One that still owes an answer would take this up only after it.
    if (!waiting) await pieces.return?.();
  }
}

async function within<T>(answer: Promise<T>, idleMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EvidenceStalledError(idleMs)), idleMs);
  });
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    clearTimeout(timer);
    // Should it fail after all, nobody listens any more.
    answer.catch(() => undefined);
  }
}

async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    let rest = piece;
    while (size + rest.length >= CHUNK_BYTES) {
      const taken = CHUNK_BYTES - size;
      yield Buffer.concat([...held, rest.subarray(0, taken)]);
      rest = rest.subarray(taken);
      held = [];
      size = 0;
    }
    if (rest.length > 0) {
      held.push(rest);
      size += rest.length;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}
