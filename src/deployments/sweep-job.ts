import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { enqueueJob } from '../jobs/job-queue.ts';
import type { OutsideHandler } from '../jobs/job.types.ts';
import type { DeploymentSweep } from './sweep.ts';

export const SWEEP_JOB = 'sweep-deployments';

interface Rhythm {
  readonly pool: pg.Pool;
  readonly now: () => Instant;
  readonly everyMs: number;
}

/**
 * Puts the next sweep of a cell into its queue, once however many processes do so: time is cut into slots, and each slot
 * has one job.
 *
 * @param done the slot that is done, as its job's key names it: the next one comes after it, also where it was done early
 */
export async function queueSweep({ pool, now, everyMs }: Rhythm, done?: string): Promise<void> {
  const slots = [now(), done ?? now()].map((at) => Math.floor(Date.parse(at) / everyMs));
  const slot = Math.max(...slots) + 1;
  const runAt = new Date(slot * everyMs).toISOString();
  await enqueueJob(pool, { kind: SWEEP_JOB, key: runAt, payload: {}, runAt });
}

/** Queues a look at one deployment, in the transaction of the report on it. */
export async function queueCheck(
  client: pg.ClientBase,
  {
    id,
    seq,
    reportedAt,
  }: { readonly id: string; readonly seq: number; readonly reportedAt: Instant },
): Promise<void> {
  const key = `${id}.${seq}`;
  await enqueueJob(client, {
    kind: SWEEP_JOB,
    key,
    payload: { deployment: id },
    runAt: reportedAt,
  });
}

/** Does one sweep, having queued the next one first: a sweep that fails ends no other. */
export function sweepJob(sweep: DeploymentSweep, rhythm: Rhythm): OutsideHandler {
  return async ({ key, payload }) => {
    const { deployment } = payload;
    if (typeof deployment === 'string') {
      await sweep.one(deployment);
      return;
    }
    await queueSweep(rhythm, key);
    await sweep.all();
  };
}
