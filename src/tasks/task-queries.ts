import type pg from 'pg';
import type { Factor, TaskKind } from '../../workflows/contract.ts';
import type { TaskView } from '../cases/case.views.ts';

interface TaskColumns {
  readonly case_id: string;
  readonly region: string;
  readonly key: string;
  readonly stage: string;
  readonly title: string;
  readonly factor: Factor;
  readonly kind: TaskKind;
  readonly role: string;
  readonly quorum: number;
  readonly given: number;
  readonly model_name: string;
  readonly model_version: string;
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly closed_at: Date | null;
}

const SELECT = `
select t.case_id, c.region, t.key, t.stage, t.title, t.factor, t.kind, t.role, t.quorum, t.given, r.model_name,
       r.model_version, t.opened_at, t.due_at, t.closed_at
  from task t join regulated_case c on c.id = t.case_id join request r on r.id = c.request_id`;

/** Every task a case ever had, in the order they were opened. */
export async function readTasks(db: pg.Pool | pg.ClientBase, caseId: string): Promise<TaskView[]> {
  const { rows } = await db.query<TaskColumns>(`${SELECT} where t.case_id = $1 order by t.id`, [
    caseId,
  ]);
  return rows.map(toTask);
}

const MOST_TASKS = 500;

/**
 * Open tasks of one cell that wait for this person, first due first, at most 500.
 *
 * The team's work shows for its own cases only; decisions show for cases of others only (never those one helped to build), and not again to
 * somebody whose approval stands.
 */
export async function readInbox(
  db: pg.Pool | pg.ClientBase,
  person: { readonly personId: string; readonly roles: readonly string[] },
): Promise<TaskView[]> {
  const { rows } = await db.query<TaskColumns>(
    `${SELECT}
      where t.closed_at is null and t.role = any ($2::text[])
        and (t.role = 'requester') = (r.submitted_by = $1 or $1 = any (c.team))
        and $1 <> all (c.former_team)
        and not exists (
          select from decision d
           where d.case_id = t.case_id and d.stage = t.stage and d.person_id = $1 and d.kind = 'approve'
             and d.voided_seq is null and d.seq >= t.opened_seq)
      order by t.due_at, t.id limit ${MOST_TASKS}`,
    [person.personId, person.roles],
  );
  return rows.map(toTask);
}

function toTask(row: TaskColumns): TaskView {
  return {
    caseId: row.case_id,
    region: row.region,
    key: row.key,
    stage: row.stage,
    title: row.title,
    factor: row.factor,
    kind: row.kind,
    role: row.role,
    quorum: row.quorum,
    given: row.given,
    model: { name: row.model_name, version: row.model_version },
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}
