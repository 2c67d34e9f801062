import type pg from 'pg';
import { consistencyPath, folded, inclusionPath, placesOf } from './merkle.ts';
import { LogProofError } from './log.errors.ts';
import { readNodes } from './log-store.ts';

type Db = pg.Pool | pg.ClientBase;

interface Head {
  readonly size: number;
  readonly note: string;
}

export interface InclusionView {
  readonly subject: string;
  readonly seq: number;
  readonly index: number;
  readonly size: number;
  /** Hash of the event, hex: the data of the leaf. */
  readonly event: string;
  /** Base64. */
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

export interface ConsistencyView {
  readonly from: number;
  readonly to: number;
  /** Base64. */
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

/** The newest signed tree head, or the one of this size. @throws {LogProofError} */
export async function readCheckpoint(pool: Db, size: number | null = null): Promise<Head> {
  const { rows } = await pool.query<{ size: string; note: string }>(
    `select size, note from log_checkpoint where $1::bigint is null or size = $1 order by size desc limit 1`,
    [size],
  );
  const [row] = rows;
  if (!row) {
    const what = size === null ? 'nothing is in the log yet' : `no checkpoint has the size ${size}`;
    throw new LogProofError(`${what}: ask again in a second, or for the newest`);
  }
  return { size: Number(row.size), note: row.note };
}

/**
 * What proves that an event is in the log of a checkpoint.
 *
 * @param size of the checkpoint; the newest unless said
 * @throws {LogProofError} no such event is in a log of this size
 */
export async function inclusionOf(
  pool: Db,
  of: { readonly subject: string; readonly seq: number },
  size: number | null = null,
): Promise<InclusionView> {
  const head = await readCheckpoint(pool, size);
  const { subject, seq } = of;
  const { rows } = await pool.query<{ index: string; event: string }>(
    `select l.index, encode(e.hash, 'hex') as event
       from log_entry l join journal_event e using (subject, seq) where subject = $1 and seq = $2 and l.index < $3`,
    [subject, seq, head.size],
  );
  const [row] = rows;
  if (!row)
    throw new LogProofError(`event ${seq} of \`${subject}\` is not in the log of ${head.size}`);
  const index = Number(row.index);
  const proof = await proofOf(pool, inclusionPath(index, head.size));
  return {
    subject,
    seq,
    index,
    size: head.size,
    event: row.event,
    proof,
    checkpoint: head.note,
  };
}

/**
 * What proves that the log of one size is the beginning of that of a checkpoint.
 *
 * @param to size of the checkpoint; the newest unless said
 * @throws {LogProofError} the log never had these sizes
 */
export async function consistencyOf(
  pool: pg.Pool,
  from: number,
  to: number | null = null,
): Promise<ConsistencyView> {
  const head = await readCheckpoint(pool, to);
  if (from < 1 || from > head.size) {
    throw new LogProofError(`the log of ${head.size} does not begin with one of ${from}`);
  }
  const proof = await proofOf(pool, consistencyPath(from, head.size));
  return { from, to: head.size, proof, checkpoint: head.note };
}

async function proofOf(
  pool: Db,
  ranges: ReturnType<typeof inclusionPath>,
): Promise<readonly string[]> {
  const places = ranges.map(placesOf);
  const hashes = [...(await readNodes(pool, places.flat()))];
  return places.map((of) => Buffer.from(folded(hashes.splice(0, of.length))).toString('base64'));
}
