import type pg from 'pg';

/**
 * Where a reader of a cell's feed stands: behind this event.
 *
 * Events are told in the order of the transactions that wrote them, and only once no older transaction can still
 * commit. The order never changes afterwards, so a reader that goes on from its place misses nothing and gets nothing
 * twice, however late a commit lands.
 */
export interface FeedPlace {
  readonly xact: bigint;
  readonly subject: string;
  readonly seq: number;
}

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
}

// Subjects are ASCII and compared byte by byte, here and in `comparePlaces`.
const READ = `
select xact::text as xact, subject, seq, at, actor, type, payload::jsonb ->> 'stage' as stage,
       payload::jsonb ->> 'role' as role, payload::jsonb ->> 'person' as person
  from journal_event
 where (xact, subject collate "C", seq) > ($1::xid8, $2::text collate "C", $3::int)
   and xact < pg_snapshot_xmin(pg_current_snapshot())
 order by xact, subject collate "C", seq limit $4`;

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

/** Negative when `a` comes before `b`; pure. */
export function comparePlaces(a: FeedPlace, b: FeedPlace): number {
  if (a.xact !== b.xact) return a.xact < b.xact ? -1 : 1;
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.seq - b.seq;
}

/** `812.3.eu-…`: a place as text. */
export function formatPlace({ xact, subject, seq }: FeedPlace): string {
  return `${xact.toString()}.${String(seq)}.${subject}`;
}

/** The place a text names; null when it names none. */
export function parsePlace(text: string): FeedPlace | null {
  const [, xact, seq, subject] = /^(\d{1,19})\.(\d{1,9})\.([a-z0-9~-]{0,80})$/.exec(text) ?? [];
  if (xact === undefined || seq === undefined || subject === undefined) return null;
  return { xact: BigInt(xact), seq: Number(seq), subject };
}
