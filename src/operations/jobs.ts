import type pg from 'pg';
import { appendEvent } from '../journal/journal.ts';
import { JobNotCancellableError, JobNotFoundError } from './operations.errors.ts';

const MOST = 200;

/** A job as an operator sees it; its payload stays home. */
export interface JobView {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly caseId: string | null;
  readonly state: 'waiting' | 'dead';
  readonly runAt: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly diedAt: string | null;
  /** A worker is at it. */
  readonly leased: boolean;
}

/** What an operator does, and why. */
export interface OperatorDeed {
  readonly by: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly reason: string;
}

/** A transaction that is open in a cell. */
export interface OpenCell {
  readonly region: string;
  readonly client: pg.ClientBase;
}

interface Columns {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly case_id: string | null;
  readonly state: 'waiting' | 'dead';
  readonly run_at: Date;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly died_at: Date | null;
  readonly leased: boolean;
}

/** Jobs of a cell: the oldest first, at most 200. */
export async function listJobs(
  pool: pg.Pool,
  { state }: { readonly state?: JobView['state'] | undefined },
): Promise<JobView[]> {
  const { rows } = await pool.query<Columns>(
    `select id, kind, key, case_id, state, run_at, attempts, last_error, died_at,
            coalesce(leased_until > clock_timestamp(), false) as leased
       from job where $1::text is null or state = $1 order by run_at, id limit ${MOST}`,
    [state ?? null],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    key: row.key,
    caseId: row.case_id,
    state: row.state,
    runAt: row.run_at.toISOString(),
    attempts: row.attempts,
    lastError: row.last_error,
    diedAt: row.died_at?.toISOString() ?? null,
    leased: row.leased,
  }));
}

/**
 * Has a job tried again now, with all its tries before it; journaled.
 *
 * @throws {JobNotFoundError} it is done, or never was
 */
export async function retryJob(cell: OpenCell, id: string, deed: OperatorDeed): Promise<void> {
  const { rows } = await cell.client.query<{ kind: string; key: string }>(
    `update job set state = 'waiting', attempts = 0, died_at = null, run_at = least($2::timestamptz, now())
      where id = $1 returning kind, key`,
    [id, deed.at],
  );
  const [job] = rows;
  if (!job) throw new JobNotFoundError(id, cell.region);
  await journal(cell, deed, { type: 'JOB_RETRIED', job: { id, ...job } });
}

/**
 * Takes a job off for good; journaled. What a case is owed can only end with the case.
 *
 * @throws {JobNotFoundError} it is done, or never was
 * @throws {JobNotCancellableError} a permit waits for it
 */
export async function cancelJobById(cell: OpenCell, id: string, deed: OperatorDeed): Promise<void> {
  const { rows } = await cell.client.query<{ kind: string; key: string; case_id: string | null }>(
    'delete from job where id = $1 returning kind, key, case_id',
    [id],
  );
  const [job] = rows;
  if (!job) throw new JobNotFoundError(id, cell.region);
  const { kind, key, case_id: caseId } = job;
  if (kind === 'issue-permit' && caseId !== null)
    throw new JobNotCancellableError(id, kind, caseId);
  await journal(cell, deed, { type: 'JOB_CANCELLED', job: { id, kind, key } });
}

async function journal(
  { client, region }: OpenCell,
  { by, at, reason }: OperatorDeed,
  done: {
    readonly type: 'JOB_RETRIED' | 'JOB_CANCELLED';
    readonly job: { readonly id: string; readonly kind: string; readonly key: string };
  },
): Promise<void> {
  const { id, kind, key } = done.job;
  const entry = { type: done.type, payload: { job: id, kind, key, reason } };
  await appendEvent(client, { subject: region, actor: by, at, entry });
}
