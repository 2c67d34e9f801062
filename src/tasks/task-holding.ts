import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { appendAside } from '../cases/append-aside.ts';
import { type CaseRow, lockCaseRow } from '../cases/case-row.ts';
import { CaseNotFoundError } from '../cases/cases.errors.ts';
import type { CaseEntry } from '../journal/journal.types.ts';
import { APPROVAL_STANDS } from './task-queries.ts';
import {
  NotYoursToAssignError,
  TaskNotForPersonError,
  TaskNotFoundError,
  TaskNotHeldError,
  TaskTakenError,
} from './tasks.errors.ts';

/** Who does it, with which rights. */
export interface TaskDeed {
  readonly by: string;
  readonly at: Instant;
  /** Whether they may move the tasks of others. */
  readonly operates: boolean;
}

export interface TaskOf {
  readonly caseId: string;
  /** `approval:compliance_officer` */
  readonly key: string;
}

interface OpenTaskRow {
  readonly id: string;
  readonly key: string;
  readonly stage: string;
  readonly role: string;
  readonly quorum: number;
  readonly given: number;
  readonly holders: readonly string[];
}

/**
 * Takes a task: says to everybody else of the role that somebody is on it. Who may decide does not change by it.
 *
 * Taken already by the same person, nothing changes.
 *
 * @throws {CaseNotFoundError} {TaskNotFoundError} {TaskTakenError} {TaskNotForPersonError}
 */
export async function claimTask(client: pg.ClientBase, of: TaskOf, deed: TaskDeed): Promise<void> {
  const { row, task } = await opened(client, of);
  if (task.holders.includes(deed.by)) return;
  await assertFits(client, { row, task, person: deed.by, at: deed.at });
  assertRoom(task, task.holders);
  await hold(client, task, { person: deed.by, deed });
  await journal(client, row, { deed, entry: { type: 'TASK_CLAIMED', payload: named(task) } });
}

/**
 * Gives a task back: one's own, or, for an administrator with a reason, somebody else's.
 *
 * @throws {CaseNotFoundError} {TaskNotFoundError} {TaskNotHeldError} {NotYoursToAssignError}
 */
export async function releaseTask(
  client: pg.ClientBase,
  of: TaskOf,
  deed: TaskDeed & { readonly person: string; readonly reason: string },
): Promise<void> {
  const { row, task } = await opened(client, of);
  const { person, reason } = deed;
  if (person !== deed.by && !deed.operates) throw new NotYoursToAssignError(of.key, deed.by);
  if (!task.holders.includes(person)) throw new TaskNotHeldError(of.key, person);
  await letGo(client, task, person);
  const payload = { ...named(task), person, reason };
  await journal(client, row, { deed, entry: { type: 'TASK_RELEASED', payload } });
}

/**
 * Gives a task to somebody: whoever holds it hands it over, an administrator gives any. It has to fit them: the role,
 * and for decisions not having worked on the model.
 *
 * @throws {CaseNotFoundError} {TaskNotFoundError} {TaskTakenError} {TaskNotForPersonError} {NotYoursToAssignError}
 */
export async function assignTask(
  client: pg.ClientBase,
  of: TaskOf,
  deed: TaskDeed & { readonly person: string; readonly reason: string },
): Promise<void> {
  const { row, task } = await opened(client, of);
  const { by, person, reason } = deed;
  const isHandedOver = task.holders.includes(by);
  if (!isHandedOver && !deed.operates) throw new NotYoursToAssignError(of.key, by);
  if (task.holders.includes(person)) return;
  await assertFits(client, { row, task, person, at: deed.at });
  // An administrator's word replaces everybody on it where there is no more room.
  const leaving = isHandedOver ? [by] : leavers(task);
  for (const one of leaving) {
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    await letGo(client, task, one);
  }
  assertRoom(
    task,
    task.holders.filter((one) => !leaving.includes(one)),
  );
  await hold(client, task, { person, deed });
  const payload = { ...named(task), person, reason };
  await journal(client, row, { deed, entry: { type: 'TASK_ASSIGNED', payload } });
}

/**
 * Puts somebody on a task beside whoever is on it already, in the caller's transaction, which has locked the case.
 *
 * @returns false when it is not theirs to do, or they are on it
 */
export async function putOnTask(
  client: pg.ClientBase,
  caseId: string,
  put: {
    readonly taskId: string;
    readonly person: string;
    readonly by: string;
    readonly at: Instant;
  },
): Promise<boolean> {
  const { row, tasks } = await openTasksOf(client, caseId);
  const { person, at } = put;
  const task = tasks.find(({ id }) => id === put.taskId);
  if (!task || task.holders.includes(person)) return false;
  if ((await misfit(client, { row, task, person, at })) !== null) return false;
  await hold(client, task, { person, deed: { by: put.by, at, operates: true } });
  return true;
}

async function opened(
  client: pg.ClientBase,
  { caseId, key }: TaskOf,
): Promise<{ row: CaseRow; task: OpenTaskRow }> {
  const { row, tasks } = await openTasksOf(client, caseId);
  const task = tasks.find((one) => one.key === key);
  if (!task) {
    const keys = tasks.map((one) => one.key);
    throw new TaskNotFoundError(caseId, key, keys);
  }
  return { row, task };
}

async function openTasksOf(
  client: pg.ClientBase,
  caseId: string,
): Promise<{ row: CaseRow; tasks: readonly OpenTaskRow[] }> {
  const row = await lockCaseRow(client, caseId);
  if (!row) throw new CaseNotFoundError(caseId);
  const { rows } = await client.query<OpenTaskRow>(
    `select t.id, t.key, t.stage, t.role, t.quorum, t.given,
            array(select h.person_id from task_holder h
                   where h.task_id = t.id and not (${APPROVAL_STANDS}) order by h.since, h.person_id) as holders
       from task t where t.case_id = $1 and t.closed_at is null and t.role <> 'carnet' order by t.id`,
    [caseId],
  );
  return { row, tasks: rows };
}

interface Fit {
  readonly row: CaseRow;
  readonly task: OpenTaskRow;
  readonly person: string;
  readonly at: Instant;
}

async function assertFits(client: pg.ClientBase, fit: Fit): Promise<void> {
  const why = await misfit(client, fit);
  if (why !== null) throw new TaskNotForPersonError(fit.task.key, fit.person, why);
}

/** Why a task is not somebody's to do; null when it is. */
async function misfit(
  client: pg.ClientBase,
  { row, task, person, at }: Fit,
): Promise<string | null> {
  const { requester, team, formerTeam } = row.context;
  const isOfTeam = person === requester || team.includes(person);
  const { rows } = await client.query<{ role: string }>(
    `select r.role from person_role r join person p on p.id = r.person_id
      where p.id = $1 and p.disabled_at is null and (r.expires_at is null or r.expires_at > $2)
     union
     select r.role from stand_in s join person_role r on r.person_id = s.person_id
      where s.stand_in_id = $1 and s.ended_at is null and s.from_at <= $2 and s.until_at > $2
        and (s.roles = '{}' or r.role = any (s.roles)) and (r.expires_at is null or r.expires_at > $2)`,
    [person, at],
  );
  if (!rows.some(({ role }) => role === task.role)) {
    return `they are no \`${task.role}\` in \`${row.region}\``;
  }
  if (task.role === 'requester') return isOfTeam ? null : 'they are not of the model’s team';
  return isOfTeam || formerTeam.includes(person)
    ? 'nobody decides on a model that they requested or worked on'
    : null;
}

/** Approvals that stand fill a quorum as much as people who are on it. */
function assertRoom(task: OpenTaskRow, holders: readonly string[]): void {
  if (holders.length >= Math.max(task.quorum - task.given, 1)) {
    throw new TaskTakenError(task.key, holders);
  }
}

function leavers(task: OpenTaskRow): readonly string[] {
  const isFull = task.holders.length >= Math.max(task.quorum - task.given, 1);
  return isFull ? task.holders.slice(0, 1) : [];
}

async function hold(
  client: pg.ClientBase,
  task: OpenTaskRow,
  { person, deed }: { readonly person: string; readonly deed: TaskDeed },
): Promise<void> {
  await client.query(
    'insert into task_holder (task_id, person_id, since, assigned_by) values ($1, $2, $3, $4)',
    [task.id, person, deed.at, deed.by],
  );
}

async function letGo(client: pg.ClientBase, task: OpenTaskRow, person: string): Promise<void> {
  await client.query('delete from task_holder where task_id = $1 and person_id = $2', [
    task.id,
    person,
  ]);
}

function named({ key, stage, role }: OpenTaskRow) {
  return { task: key, stage, role };
}

async function journal(
  client: pg.ClientBase,
  row: CaseRow,
  { deed, entry }: { readonly deed: TaskDeed; readonly entry: CaseEntry },
): Promise<void> {
  await appendAside(client, row, { actor: deed.by, at: deed.at, entry });
}
