import type pg from 'pg';

/** An event that has no place in the log yet. */
export interface PendingEvent {
  readonly subject: string;
  readonly seq: number;
  readonly hash: Buffer;
  /** The transaction that wrote it. */
  readonly xact: bigint;
}

export interface Pending {
  /** In the order in which they get their places. */
  readonly events: readonly PendingEvent[];
  /** Every event of a transaction before this one has its place once these have. */
  readonly settled: bigint;
  readonly more: boolean;
}

/**
 * Where to look: behind the transactions that are settled, up to those that have begun. A mark from the future was
 * written by another server, whose backup this is: then everything is looked through, once.
 */
const WINDOW = `
window_ as materialized (
  select pg_snapshot_xmin(s) as oldest,
         case when $1::xid8 > pg_snapshot_xmin(s) then '0'::xid8 else $1::xid8 end as low,
         case when $1::xid8 > pg_snapshot_xmin(s) then '18446744073709551615'::xid8 else pg_snapshot_xmax(s) end as high
    from pg_current_snapshot() s)`;

const UNPLACED = `
  from journal_event e
 where e.xact >= (select low from window_) and e.xact < (select high from window_)
   and not exists (select from log_entry l where l.subject = e.subject and l.seq = e.seq)`;

const ANY = `with ${WINDOW} select exists (select ${UNPLACED}) as found`;

// Of a subject that is among the first, all that comes before: no event gets its place before its predecessor.
const FIRST = `
with ${WINDOW},
ready as materialized (select e.subject, e.seq ${UNPLACED} order by e.xact, e.subject collate "C", e.seq limit $2),
upto as (
  select r.subject, max(r.seq) as last,
         (select coalesce(max(l.seq), 0) from log_entry l where l.subject = r.subject) as placed
    from ready r group by r.subject)
select e.subject, e.seq, e.hash, e.xact::text as xact, r.seq is not null as ready,
       (select oldest from window_)::text as oldest
  from upto u
  join journal_event e on e.subject = u.subject and e.seq > u.placed and e.seq <= u.last
  left join ready r on r.subject = e.subject and r.seq = e.seq`;

/**
 * Whether there is any, without taking a lock or a transaction number.
 *
 * @param settled as `readPending` told it the last time
 */
export async function hasPending(pool: pg.Pool, settled: bigint): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(ANY, [settled.toString()]);
  return rows[0]?.found === true;
}

/** The next events without a place, about `limit` of them. */
export async function readPending(
  client: pg.ClientBase,
  settled: bigint,
  limit: number,
): Promise<Pending> {
  const { rows } = await client.query<{
    subject: string;
    seq: number;
    hash: Buffer;
    xact: string;
    ready: boolean;
    oldest: string;
  }>(FIRST, [settled.toString(), limit]);
  const events = rows.map(({ subject, seq, hash, xact }) => ({
    subject,
    seq,
    hash,
    xact: BigInt(xact),
  }));
  const oldest = BigInt(rows[0]?.oldest ?? settled);
  const ready = rows.filter((row) => row.ready).map(({ xact }) => BigInt(xact));
  const more = ready.length >= limit;
  const reached = ready.reduce((last, xact) => (xact > last ? xact : last), 0n);
  return {
    events: inLogOrder(events),
    settled: more ? settledBy(settled, oldest, reached) : oldest,
    more,
  };
}

/** A mark from the future stays until everything was looked through. */
function settledBy(settled: bigint, oldest: bigint, reached: bigint): bigint {
  if (settled > oldest) return settled;
  return reached < oldest ? reached : oldest;
}

/**
 * In the order of the transactions that wrote them, but none before its predecessor: a transaction may have begun
 * before another and still have written behind it. Pure.
 */
export function inLogOrder(events: readonly PendingEvent[]): PendingEvent[] {
  const bySubject = events.toSorted((a, b) => compare(a.subject, b.subject) || a.seq - b.seq);
  let subject = '';
  let latest = 0n;
  const placed = bySubject.map((event) => {
    latest = event.subject === subject && latest > event.xact ? latest : event.xact;
    ({ subject } = event);
    return { event, latest };
  });
  // Sorting is stable: what is equal here stays in the order of its subject.
  return placed.toSorted((a, b) => compare(a.latest, b.latest)).map(({ event }) => event);
}

function compare<T extends string | bigint>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
