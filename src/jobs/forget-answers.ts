import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';

/** How long a call may come again and get its first answer. */
const KEPT_MS = 7 * 86_400_000;
/** Few at a time, so that nobody waits for it. */
const BATCH = 500;

/**
 * Removes answers kept for calls that came more than seven days ago, at most 500 of them.
 *
 * @returns true when there may be more
 */
export async function forgetAnswers(pool: pg.Pool, now: Instant): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from idempotency where (person_id, key) in
       (select person_id, key from idempotency where created_at < $1
         order by created_at limit ${BATCH} for update skip locked)`,
    [new Date(Date.parse(now) - KEPT_MS).toISOString()],
  );
  return rowCount === BATCH;
}
