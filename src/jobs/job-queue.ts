import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { messageOf, nextTryApart } from './backoff.ts';
import type { JobClaim } from './job.types.ts';

/**
 * How long a process that died keeps its jobs. Short, because who is alive renews it (`HEARTBEAT_MS`); measured by the
 * clock of the database, which is one for all processes.
 */
const LEASE = `interval '5 seconds'`;
export const HEARTBEAT_MS = 1_500;
/** Per kind and look, so that a flood of one kind leaves room for the others. */
const BATCH = 10;

interface JobColumns {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly case_id: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
}

// A lease that reaches further than a lease can was given by a clock that has been put back since: it counts as over.
const CLAIM = `
update job set leased_until = clock_timestamp() + ${LEASE}, leased_by = $2, attempts = attempts + 1
 where id in (
   select due.id from unnest($3::text[]) as k (kind)
    cross join lateral (
      select j.id from job j
       where j.kind = k.kind and j.state = 'waiting' and j.run_at <= $1
         and (j.leased_until is null or j.leased_until < clock_timestamp()
              or j.leased_until > clock_timestamp() + 2 * ${LEASE})
         and not exists (
           select from pause p
            where (p.scope = 'queue' and p.target = j.kind) or (p.scope = 'case' and p.target = j.case_id)
               or (p.scope = 'stage' and p.target in
                     (select unnest(c.stages) from regulated_case c where c.id = j.case_id)))
       order by j.run_at, j.id limit $4 for update of j skip locked) due)
returning id, kind, key, case_id, payload, attempts`;

/** Takes due jobs of these kinds for a while; what another worker is at, or an operator has paused, is passed over. */
export async function claimJobs(
  pool: pg.Pool,
  now: Instant,
  by: { readonly worker: string; readonly kinds: readonly string[]; readonly atMost?: number },
): Promise<JobClaim[]> {
  const { rows } = await pool.query<JobColumns>(CLAIM, [
    now,
    by.worker,
    by.kinds,
    by.atMost ?? BATCH,
  ]);
  return rows.map(({ case_id: caseId, ...job }) => ({ ...job, caseId }));
}

/** Keeps jobs that are still being worked at. */
export async function renewLeases(
  pool: pg.Pool,
  worker: string,
  ids: readonly string[],
): Promise<void> {
  await pool.query(
    `update job set leased_until = clock_timestamp() + ${LEASE} where leased_by = $1 and id = any ($2::bigint[])`,
    [worker, ids],
  );
}

/** Puts a job into the queue within the caller's transaction; one that waits there under the same key is left alone. */
export async function enqueueJob(
  client: pg.ClientBase | pg.Pool,
  job: {
    readonly kind: string;
    readonly key: string;
    readonly caseId?: string;
    readonly payload: object;
    readonly runAt: Instant;
  },
): Promise<void> {
  await client.query(
    `insert into job (kind, key, case_id, payload, run_at) values ($1, $2, $3, $4, $5)
     on conflict (kind, key) do nothing`,
    [job.kind, job.key, job.caseId ?? null, JSON.stringify(job.payload), job.runAt],
  );
}

/** Moves a waiting job to another time, within the caller's transaction; false when none waits under the key. */
export async function rescheduleJob(
  client: pg.ClientBase | pg.Pool,
  { kind, key, runAt }: { readonly kind: string; readonly key: string; readonly runAt: Instant },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update job set run_at = $3, attempts = 0 where kind = $1 and key = $2 and state = 'waiting'`,
    [kind, key, runAt],
  );
  return rowCount === 1;
}

/** Takes a job off by its key, within the caller's transaction; false when none waits under it. */
export async function cancelJob(
  client: pg.ClientBase | pg.Pool,
  { kind, key }: { readonly kind: string; readonly key: string },
): Promise<boolean> {
  const { rowCount } = await client.query('delete from job where kind = $1 and key = $2', [
    kind,
    key,
  ]);
  return rowCount === 1;
}

/** Takes a job off the queue; false when it is no longer this worker's, so that nothing of it may be done. */
export async function endJob(
  client: pg.ClientBase | pg.Pool,
  id: string,
  worker: string,
): Promise<boolean> {
  const { rowCount } = await client.query('delete from job where id = $1 and leased_by = $2', [
    id,
    worker,
  ]);
  return rowCount === 1;
}

/** Gives a job back as if it had not been taken. */
export async function releaseJob(pool: pg.Pool, id: string, worker: string): Promise<void> {
  await pool.query(
    `update job set leased_until = null, leased_by = null, attempts = attempts - 1
      where id = $1 and leased_by = $2`,
    [id, worker],
  );
}

/** Gives a failed job back, to be tried again after 1 s, 2 s, 4 s … at most 5 minutes, and says why. */
export async function postponeJob(
  pool: pg.Pool,
  { id, attempts }: JobClaim,
  failure: { readonly error: unknown; readonly now: Instant; readonly worker: string },
): Promise<void> {
  await pool.query(
    `update job set leased_until = null, leased_by = null, run_at = $2, last_error = $3
      where id = $1 and leased_by = $4`,
    [
      id,
      nextTryApart(attempts, failure.now, Math.random()),
      messageOf(failure.error),
      failure.worker,
    ],
  );
}

/** Leaves a failed job to a person: it is kept, and not tried again until somebody says so. */
export async function buryJob(
  pool: pg.Pool,
  { id }: JobClaim,
  failure: { readonly error: unknown; readonly now: Instant; readonly worker: string },
): Promise<void> {
  await pool.query(
    `update job set leased_until = null, leased_by = null, state = 'dead', died_at = $2, last_error = $3
      where id = $1 and leased_by = $4`,
    [id, failure.now, messageOf(failure.error), failure.worker],
  );
}
