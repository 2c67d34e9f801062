import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import type { LogKey } from '../journal/log/log-key.ts';
import { inclusionOf } from '../journal/log/log-queries.ts';
import { sequence } from '../journal/log/sequencer.ts';
import { formatTlogProof } from '../journal/log/tlog-proof.ts';
import type { JournalLog } from './pack-model.ts';

const WAIT_MS = 100;
const TRIES = 20;

/** Waits until the last event of a case has its place in the log, for two seconds at most; gives it one if it can. */
export async function awaitPlace(
  cell: { readonly region: string; readonly pool: pg.Pool },
  caseId: string,
  { key, now }: { readonly key: LogKey; readonly now: () => Instant },
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    // oxlint-disable-next-line no-await-in-loop -- until it is there
    if ((await tailPlace(cell.pool, caseId)) !== null) return;
    // oxlint-disable-next-line no-await-in-loop -- another process may be at it
    await sequence(cell, key, now);
    // oxlint-disable-next-line no-await-in-loop -- an older transaction may still be open
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

/**
 * What proves the case's last event to be in the region's log, by the first checkpoint that covers it: the same proof
 * however much the log has grown since. Null while the event has no place.
 */
export async function readJournalLog(
  client: pg.ClientBase,
  caseId: string,
): Promise<JournalLog | null> {
  const place = await tailPlace(client, caseId);
  if (!place) return null;
  const of = { subject: caseId, seq: place.seq };
  const { index, size, proof, checkpoint } = await inclusionOf(client, of, place.size);
  return {
    index,
    size,
    origin: checkpoint.slice(0, checkpoint.indexOf('\n')),
    proof: formatTlogProof({ index, hashes: proof, checkpoint }),
  };
}

async function tailPlace(
  db: pg.ClientBase | pg.Pool,
  caseId: string,
): Promise<{ readonly seq: number; readonly size: number } | null> {
  const { rows } = await db.query<{ seq: number; size: string | null }>(
    `select c.seq, (select min(k.size) from log_checkpoint k where k.size > l.index) as size
       from regulated_case c join log_entry l on l.subject = c.id and l.seq = c.seq where c.id = $1`,
    [caseId],
  );
  const [row] = rows;
  return row && row.size !== null ? { seq: row.seq, size: Number(row.size) } : null;
}
