import type pg from 'pg';
import type { Instant } from '../../workflows/contract.ts';
import type { JobClaim } from './job.types.ts';

/** A worker that died gives its jobs back after this long. */
const LEASE_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 5 * 60_000;
const BATCH = 10;

/** Takes due jobs for a while; jobs another worker is at are passed over. */
export async function claimJobs(pool: pg.Pool, now: Instant): Promise<JobClaim[]> {
  const { rows } = await pool.query<{
    id: string;
    kind: string;
    case_id: string;
    attempts: number;
  }>(
    `update job set leased_until = $2, attempts = attempts + 1
      where id in (select id from job
                    where run_at <= $1 and (leased_until is null or leased_until < $1)
                    order by run_at, id limit ${BATCH} for update skip locked)
     returning id, kind, case_id, attempts`,
    [now, later(now, LEASE_MS)],
  );
  return rows.map(({ id, kind, case_id: caseId, attempts }) => ({ id, kind, caseId, attempts }));
}

/** Takes a job off the queue inside a transaction; false when somebody else has done so. */
export async function endJob(client: pg.ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from job where id = $1', [id]);
  return rowCount === 1;
}

/** Gives a failed job back, to be tried again after 1 s, 2 s, 4 s … at most 5 minutes, and says why. */
export async function postponeJob(
  pool: pg.Pool,
  { id, attempts }: JobClaim,
  failure: { readonly error: unknown; readonly now: Instant },
): Promise<void> {
  await pool.query(
    'update job set leased_until = null, run_at = $2, last_error = $3 where id = $1',
    [id, nextTry(attempts, failure.now), messageOf(failure.error)],
  );
}

/** When to try again what failed for the n-th time: after 1 s, 2 s, 4 s … at most 5 minutes. */
export function nextTry(attempts: number, now: Instant): Instant {
  return later(now, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20)));
}

/** What is kept of an error for whoever looks at the queue. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2000);
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
