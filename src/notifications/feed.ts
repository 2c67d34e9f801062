import type pg from 'pg';
import type { FeedPlace } from '../journal/feed-place.ts';

/** What the outside is told of an event: never its payload. */
export interface FeedEvent {
  readonly place: FeedPlace;
  readonly subject: string;
  readonly seq: number;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly actor: string;
  readonly type: string;
  readonly stage: string | null;
  readonly role: string | null;
  /** Whom a fallen decision was made by; null otherwise. */
  readonly person: string | null;
  /** Before whom overdue work was brought; empty otherwise. */
  readonly told: readonly string[];
}

// Subjects are ASCII and compared byte by byte, here and in `comparePlaces`. Ordered by the column, not by its text of
// the same name: as texts, 99 comes after 100.
const READ = `
select xact::text as xact, subject, seq, at, actor, type, payload::jsonb ->> 'stage' as stage,
       payload::jsonb ->> 'role' as role, payload::jsonb ->> 'person' as person,
       case type when 'TASK_ESCALATED' then payload::jsonb -> 'told' else '[]' end as told
  from journal_event
 where (xact, subject collate "C", seq) > ($1::xid8, $2::text collate "C", $3::int)
   and xact < pg_snapshot_xmin(pg_current_snapshot())
 order by journal_event.xact, subject collate "C", seq limit $4`;

interface Columns {
  readonly xact: string;
  readonly subject: string;
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly type: string;
  readonly stage: string | null;
  readonly role: string | null;
  readonly person: string | null;
  readonly told: readonly string[];
}

/** The next events behind a place, at most `limit`. */
export async function readFeed(
  db: pg.Pool | pg.ClientBase,
  after: FeedPlace,
  limit: number,
): Promise<FeedEvent[]> {
  const values = [after.xact.toString(), after.subject, after.seq, limit];
  const { rows } = await db.query<Columns>({ name: 'feed-read', text: READ, values });
  return rows.map(({ xact, at, ...event }) => ({
    ...event,
    at: at.toISOString(),
    place: { xact: BigInt(xact), subject: event.subject, seq: event.seq },
  }));
}

/** The place behind everything that is told by now. */
export async function feedEnd(db: pg.Pool | pg.ClientBase): Promise<FeedPlace> {
  const { rows } = await db.query<{ xact: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as xact',
  );
  return { xact: BigInt(rows[0]?.xact ?? '0'), subject: '', seq: 0 };
}
