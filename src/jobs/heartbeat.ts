import type pg from 'pg';
import { HEARTBEAT_MS, renewLeases } from './job-queue.ts';

/** Renews the leases of the jobs at hand while `work` runs; a renewal that fails lets them run out. */
export async function whileRenewing<T>(
  pool: pg.Pool,
  held: { readonly worker: string; readonly ids: ReadonlySet<string> },
  work: () => Promise<T>,
): Promise<T> {
  const beat = setInterval(() => {
    void renewLeases(pool, held.worker, [...held.ids]).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
