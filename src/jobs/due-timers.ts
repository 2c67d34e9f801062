import type pg from 'pg';
import { type CaseEvent, ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { EventRefusedError } from '../cases/cases.errors.ts';
import { messageOf, nextTry } from './backoff.ts';
import { SAFETY_EVENTS, waitsWhilePaused } from './safety.ts';

export interface DueTimer {
  readonly caseId: string;
  readonly id: string;
  /** How often its event has failed. */
  readonly attempts: number;
}

const BATCH = 50;

/** Timers that have run out, oldest first, but for those that failed lately or are paused; nothing is locked yet. */
export async function dueTimers(pool: pg.Pool, now: Instant): Promise<DueTimer[]> {
  const { rows } = await pool.query<{ case_id: string; id: string; attempts: number }>(
    `select t.case_id, t.id, t.attempts from timer t
      where t.run_at <= $1
        and (t.event ->> 'type' = any ($2::text[]) or not exists (
          select from pause p, regulated_case c
           where c.id = t.case_id and c.status = 'open'
             and ((p.scope = 'case' and p.target = c.id) or (p.scope = 'stage' and p.target = any (c.stages)))))
      order by t.run_at limit ${BATCH}`,
    [now, SAFETY_EVENTS],
  );
  return rows.map(({ case_id: caseId, id, attempts }) => ({ caseId, id, attempts }));
}

/**
 * Fires one timer: its event is handled in the transaction that deletes it.
 *
 * The case is locked before the timer, in the order in which a step takes them: the other way round, a step that
 * stops this timer and this would wait for each other.
 */
export async function fireTimer(engine: CaseEngine, timer: DueTimer, now: Instant): Promise<void> {
  await engine.transact(async (tx) => {
    const view = await tx.lock(timer.caseId);
    const { rows: waiting } = await tx.client.query<{ type: string }>(
      `select event ->> 'type' as type from timer where case_id = $1 and id = $2`,
      [timer.caseId, timer.id],
    );
    // Paused while we waited for the case.
    if (waitsWhilePaused(view, waiting[0]?.type)) return;
    const { rows } = await tx.client.query<{ event: Partial<CaseEvent> }>(
      'delete from timer where case_id = $1 and id = $2 and due_at <= $3 returning event',
      [timer.caseId, timer.id, now],
    );
    // A step stopped it, or moved it on, while we waited for the case.
    if (!rows[0]) return;
    const { event } = rows[0];
    try {
      await tx.tell(timer.caseId, (at) => ({ ...event, by: ENGINE_ACTOR, at }) as CaseEvent);
    } catch (error) {
      // The case has gone past what the timer was for: then its end is all there is to do.
      if (!(error instanceof EventRefusedError)) throw error;
    }
  });
}

/** Puts off a timer whose event could not be handled, so that it holds no other back, and says why. */
export async function postponeTimer(
  pool: pg.Pool,
  { caseId, id, attempts }: DueTimer,
  failure: { readonly error: unknown; readonly now: Instant },
): Promise<void> {
  await pool.query(
    `update timer set attempts = $3, run_at = $4, last_error = $5
      where case_id = $1 and id = $2 and run_at <= $6`,
    [
      caseId,
      id,
      attempts + 1,
      nextTry(attempts + 1, failure.now),
      messageOf(failure.error),
      failure.now,
    ],
  );
}
