import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import { eventHash } from './event-hash.ts';
import type { CellEntry, JournalEntry, JournalEvent } from './journal.types.ts';
import { GENESIS, SCHEMA_VERSION } from './journal.types.ts';

/** Where a subject's journal ends: the next event gets `seq + 1` and follows `hash` (hex). */
export interface Tail {
  readonly seq: number;
  readonly hash: string;
}

/** What somebody did, before it has a place in the journal. */
export interface Occurrence {
  readonly actor: string;
  readonly at: Instant;
  readonly entry: JournalEntry;
}

/** Gives an occurrence its place after `tail`; pure. */
export function chained(subject: string, tail: Tail, occurrence: Occurrence): JournalEvent {
  const { actor, at, entry } = occurrence;
  const event = {
    subject,
    seq: tail.seq + 1,
    at,
    actor,
    type: entry.type,
    schemaVersion: SCHEMA_VERSION,
    payload: entry.payload as JournalEvent['payload'],
    prev: tail.hash,
  };
  return { ...event, hash: eventHash(event) };
}

/**
 * Appends one event that concerns the whole cell, inside the caller's transaction.
 *
 * An advisory lock on the subject, held until that transaction ends, keeps the chain gapless. Events of a case never
 * come this way: their tail stands in the case's row and moves with it.
 */
export async function appendEvent(
  client: pg.ClientBase,
  event: {
    readonly subject: string;
    readonly actor: string;
    readonly at: Instant;
    readonly entry: CellEntry;
  },
): Promise<JournalEvent> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7001))', [event.subject]);
  const { rows } = await client.query<{ seq: number; hash: Buffer }>(
    'select seq, hash from journal_event where subject = $1 order by seq desc limit 1',
    [event.subject],
  );
  const last = rows[0];
  const tail = last
    ? { seq: last.seq, hash: last.hash.toString('hex') }
    : { seq: 0, hash: GENESIS };
  const line = chained(event.subject, tail, event);
  await client.query(
    `insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash)
     values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), decode($9, 'hex'))`,
    [
      line.subject,
      line.seq,
      line.at,
      line.actor,
      line.type,
      line.schemaVersion,
      canonicalJson(line.payload),
      line.prev,
      line.hash,
    ],
  );
  return line;
}

/** An event as its row holds it. */
export interface EventRow {
  readonly subject: string;
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly type: string;
  readonly schema_version: number;
  readonly payload: string;
  readonly prev: Buffer;
  readonly hash: Buffer;
}

/** Events of one subject in order, after `after` (exclusive), at most `limit`; all of them unless told. */
export async function readEvents(
  db: pg.ClientBase | pg.Pool,
  subject: string,
  page: { readonly after?: number; readonly limit?: number } = {},
): Promise<JournalEvent[]> {
  const { rows } = await db.query<EventRow>(
    `select subject, seq, at, actor, type, schema_version, payload, prev, hash
     from journal_event where subject = $1 and seq > $2 order by seq limit $3`,
    [subject, page.after ?? 0, page.limit ?? null],
  );
  return rows.map(eventOf);
}

/** Every event of several subjects, each subject's in order. */
export async function readEventsOf(
  db: pg.ClientBase | pg.Pool,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly JournalEvent[]>> {
  const { rows } = await db.query<EventRow>(
    `select subject, seq, at, actor, type, schema_version, payload, prev, hash
     from journal_event where subject = any ($1) order by subject, seq`,
    [subjects],
  );
  const found = new Map<string, JournalEvent[]>();
  for (const row of rows) {
    const events = found.get(row.subject);
    if (events) events.push(eventOf(row));
    else found.set(row.subject, [eventOf(row)]);
  }
  return found;
}

export function eventOf(row: EventRow): JournalEvent {
  return {
    subject: row.subject,
    seq: row.seq,
    at: row.at.toISOString(),
    actor: row.actor,
    type: row.type,
    schemaVersion: row.schema_version,
    payload: JSON.parse(row.payload) as JournalEvent['payload'],
    prev: row.prev.toString('hex'),
    hash: row.hash.toString('hex'),
  };
}
