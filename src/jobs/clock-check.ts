import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';

/** How far a process's clock may be from its database's. */
const MOST_MS = 60_000;

/** This process's clock is so far from the database's that nothing that waits for a time may be done here. */
class ClockAstrayError extends Error {
  constructor(aheadMs: number) {
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    super(
      `the clock of this process is ${String(seconds)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} its database's: timers and jobs wait until it is right`,
    );
  }
}

/**
 * Refuses to go by a clock that is more than a minute off the database's: a permit must not run out because somebody's
 * machine believes that it is next year.
 *
 * @throws {ClockAstrayError}
 */
export async function assertClock(pool: pg.Pool, now: () => Instant): Promise<void> {
  const { rows } = await pool.query<{ at: Date }>('select clock_timestamp() as at');
  const ahead = Date.parse(now()) - (rows[0]?.at.getTime() ?? 0);
  if (Math.abs(ahead) > MOST_MS) throw new ClockAstrayError(ahead);
}
