import type pg from 'pg';
import { appendEvent } from '../journal/journal.ts';
import type { OpenCell, OperatorDeed } from './jobs.ts';
import { NotPausedError, PauseTargetError } from './operations.errors.ts';
import type { Pause, PauseScope } from './pause.types.ts';

/** Names of stages and of kinds of jobs that can be paused. */
export type Pausable = Readonly<Record<'stage' | 'queue', readonly string[]>>;

export interface Stop {
  readonly scope: PauseScope;
  readonly target: string;
}

/** Everything that is paused in a cell, newest first. */
export async function listPauses(pool: pg.Pool): Promise<Pause[]> {
  const { rows } = await pool.query<Stop & { reason: string; paused_by: string; paused_at: Date }>(
    'select scope, target, reason, paused_by, paused_at from pause order by paused_at desc, scope, target',
  );
  return rows.map(({ scope, target, reason, paused_by: by, paused_at: at }) => ({
    scope,
    target,
    reason,
    by,
    at: at.toISOString(),
  }));
}

/**
 * Stops a case, a stage or a kind of jobs until it is resumed; journaled. What is paused already stays as it is.
 *
 * A case is locked for it: a decision under way is either done before, or refused. Withdrawing, suspending and
 * revoking go on, and so does every timer that a permit rests on.
 *
 * @throws {PauseTargetError} there is no such case, stage or queue
 */
export async function pauseWork(
  cell: OpenCell,
  { known, ...stop }: Stop & { readonly known: Pausable },
  deed: OperatorDeed,
): Promise<void> {
  await mustExist(cell.client, stop, known);
  const { rowCount } = await cell.client.query(
    `insert into pause (scope, target, reason, paused_by, paused_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [stop.scope, stop.target, deed.reason, deed.by, deed.at],
  );
  if (rowCount === 1) await journal(cell, deed, { type: 'WORK_PAUSED', ...stop });
}

/**
 * Lets go on what was paused; journaled. What fell due meanwhile is done at the next look.
 *
 * @throws {NotPausedError}
 */
export async function resumeWork(
  cell: OpenCell,
  { scope, target }: Stop,
  deed: OperatorDeed,
): Promise<void> {
  const { rowCount } = await cell.client.query(
    'delete from pause where scope = $1 and target = $2',
    [scope, target],
  );
  if (rowCount !== 1) throw new NotPausedError(scope, target);
  await journal(cell, deed, { type: 'WORK_RESUMED', scope, target });
}

async function mustExist(
  client: pg.ClientBase,
  { scope, target }: Stop,
  known: Pausable,
): Promise<void> {
  if (scope !== 'case') {
    if (!known[scope].includes(target)) throw new PauseTargetError(scope, target, known[scope]);
    return;
  }
  const { rowCount } = await client.query('select from regulated_case where id = $1 for update', [
    target,
  ]);
  if (rowCount !== 1) throw new PauseTargetError(scope, target, []);
}

async function journal(
  { client, region }: OpenCell,
  { by, at, reason }: OperatorDeed,
  { type, ...stop }: Stop & { readonly type: 'WORK_PAUSED' | 'WORK_RESUMED' },
): Promise<void> {
  const entry = { type, payload: { ...stop, reason } };
  await appendEvent(client, { subject: region, actor: by, at, entry });
}
