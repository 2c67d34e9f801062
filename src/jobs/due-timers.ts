import type pg from 'pg';
import { type CaseEvent, ENGINE_ACTOR, type Instant } from '../../workflows/contract.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { EventRefusedError } from '../cases/cases.errors.ts';

interface DueTimer {
  readonly caseId: string;
  readonly id: string;
}

const BATCH = 50;

/** Timers that have run out, oldest first; nothing is locked yet. */
export async function dueTimers(pool: pg.Pool, now: Instant): Promise<DueTimer[]> {
  const { rows } = await pool.query<{ case_id: string; id: string }>(
    `select case_id, id from timer where due_at <= $1 order by due_at limit ${BATCH}`,
    [now],
  );
  return rows.map(({ case_id: caseId, id }) => ({ caseId, id }));
}

/**
 * Fires one timer: its event is handled in the transaction that deletes it.
 *
 * The case is locked before the timer, in the order in which a step takes them: the other way round, a step that
 * stops this timer and this would wait for each other.
 */
export async function fireTimer(engine: CaseEngine, timer: DueTimer, now: Instant): Promise<void> {
  await engine.transact(async (tx) => {
    await tx.lock(timer.caseId);
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
