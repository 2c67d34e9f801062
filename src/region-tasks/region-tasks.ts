import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { appendAside } from '../cases/append-aside.ts';
import { lockCaseRow } from '../cases/case-row.ts';
import { RoleMissingError } from '../cases/cases.errors.ts';
import { appendEvent } from '../journal/journal.ts';
import {
  caseOfRegionTask,
  endRegionTask,
  lockRegionTask,
  type RegionTaskKind,
  type RegionTaskView,
} from './region-task-rows.ts';
import {
  RegionTaskBarredError,
  RegionTaskNotFoundError,
  RegionTaskOutcomeError,
} from './region-tasks.errors.ts';

/** Somebody who closes a task, in an open transaction of the cell. */
export interface ClosingDeed {
  readonly region: string;
  readonly client: pg.ClientBase;
  readonly by: string;
  readonly at: Instant;
  readonly roles: readonly string[];
  /** Per role that they hold only for somebody who is away: for whom. */
  readonly standsInFor?: ReadonlyMap<string, string> | undefined;
}

const OUTCOMES: Readonly<Record<RegionTaskKind, readonly string[]>> = {
  stray: ['answered'],
  break_glass: ['justified', 'not_justified'],
};

/**
 * Closes a task with an outcome and a reason, journaled with the case that it belongs to or with the region.
 *
 * Nobody closes what is about themselves, nor in the place of whom it is about.
 *
 * @throws {RegionTaskNotFoundError} {RoleMissingError} {RegionTaskBarredError} {RegionTaskOutcomeError}
 */
export async function closeRegionTask(
  deed: ClosingDeed,
  {
    id,
    outcome,
    reason,
  }: { readonly id: string; readonly outcome: string; readonly reason: string },
): Promise<RegionTaskView> {
  const { region, client, by, at } = deed;
  // The case before its task, as a sweep takes them: the other way round the two would wait for each other.
  const caseId = await caseOfRegionTask(client, id);
  const row = caseId === null ? null : await lockCaseRow(client, caseId);
  const task = await lockRegionTask(client, region, id);
  if (!task || task.closedAt !== null) throw new RegionTaskNotFoundError(id, region);
  assertMayClose(deed, task);
  const outcomes = OUTCOMES[task.kind];
  if (!outcomes.includes(outcome)) throw new RegionTaskOutcomeError(task.kind, outcomes);
  await endRegionTask(client, task, { by, at, how: outcome, reason });
  const payload = { task: id, about: task.about, how: outcome, reason };
  const entry = { type: 'REGION_TASK_CLOSED', payload } as const;
  if (row) await appendAside(client, row, { actor: by, at, entry });
  else await appendEvent(client, { subject: region, actor: by, at, entry });
  return { ...task, closedAt: at, closedBy: by, closedHow: outcome, closedReason: reason };
}

function assertMayClose(
  { region, by, roles, standsInFor }: ClosingDeed,
  task: RegionTaskView,
): void {
  if (!roles.includes(task.role)) throw new RoleMissingError(by, task.role, region);
  const inPlaceOf = standsInFor?.get(task.role);
  const closers = inPlaceOf === undefined ? [by] : [by, inPlaceOf];
  const barred = closers.find((person) => task.barred.includes(person));
  if (barred !== undefined) throw new RegionTaskBarredError(task.id, barred);
}
