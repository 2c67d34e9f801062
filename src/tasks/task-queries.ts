import type pg from 'pg';
import type { NewerLaw } from '../../workflows/contract.ts';
import type { Factor, TaskKind } from '../../workflows/words.ts';
import type { TaskView } from '../cases/case.views.ts';

interface TaskColumns {
  readonly id: string;
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
  readonly holders: readonly { person: string; since: string; assigned_by: string }[];
  readonly model_name: string;
  readonly model_version: string;
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly closed_at: Date | null;
  readonly because: NewerLaw | null;
  readonly escalated: TaskView['escalated'];
}

/** Of a holder `h` of a task `t`: their approval stands, so that they are no longer on it. */
export const APPROVAL_STANDS = `
exists (select from decision d
         where d.case_id = t.case_id and t.key = d.stage || ':' || t.role and d.person_id = h.person_id
           and d.kind = 'approve' and d.voided_seq is null and d.seq >= t.opened_seq)`;

const HOLDERS = `
coalesce((select json_agg(json_build_object('person', h.person_id, 'since', h.since, 'assigned_by', h.assigned_by)
                          order by h.since, h.person_id)
            from task_holder h
           where h.task_id = t.id and not (${APPROVAL_STANDS})), '[]')`;

// A review that was suspended and taken up again still has the reason it was first called for.
const BECAUSE = `
case when t.stage = 'review' then (
  select e.payload::jsonb -> 'because' from journal_event e
   where e.subject = t.case_id and e.type = 'REVIEW_DUE' and e.seq <= t.opened_seq order by e.seq desc limit 1) end`;

const SELECT = `
select t.id, t.case_id, c.region, t.key, t.stage, t.title, t.factor, t.kind, t.role, t.quorum, t.given,
       ${HOLDERS} as holders, r.model_name, r.model_version, t.opened_at, t.due_at, t.closed_at, t.escalated,
       ${BECAUSE} as because
  from task t join regulated_case c on c.id = t.case_id join request r on r.id = c.request_id`;

/** Every task a case ever had, in the order they were opened. */
export async function readTasks(db: pg.Pool | pg.ClientBase, caseId: string): Promise<TaskView[]> {
  const { rows } = await db.query<TaskColumns>(`${SELECT} where t.case_id = $1 order by t.id`, [
    caseId,
  ]);
  return rows.map(toTask);
}

/** Whose inbox, and in which roles. */
export interface InboxOwner {
  readonly personId: string;
  readonly roles: readonly string[];
}

/** What of an inbox is asked for; absent narrows nothing. */
export interface InboxFilter {
  /** `me`: what they took or were given; `nobody`: what nobody is on yet. */
  readonly held?: 'me' | 'nobody' | undefined;
  readonly role?: string | undefined;
  readonly stage?: string | undefined;
  readonly caseId?: string | undefined;
  /** Only what was due before this instant. */
  readonly dueBefore?: string | undefined;
  readonly after?: TaskPlace | undefined;
  readonly limit: number;
}

/** Behind which task to go on, in the order of due dates. */
export interface TaskPlace {
  readonly dueAt: string;
  /** Number in its region; zero stands before every task of that instant, 2^63 - 1 behind. */
  readonly id: string;
}

const WAITS_FOR = `
      where t.closed_at is null and t.role = any ($2::text[])
        and (t.role = 'requester') = (r.submitted_by = $1 or $1 = any (c.team))
        and $1 <> all (c.former_team)
        and not exists (
          select from decision d
           where d.case_id = t.case_id and t.key = d.stage || ':' || t.role and d.person_id = $1 and d.kind = 'approve'
             and d.voided_seq is null and d.seq >= t.opened_seq)`;

const IS_MINE = `exists (select from task_holder h where h.task_id = t.id and h.person_id = $1)`;
const IS_HELD = `exists (select from task_holder h where h.task_id = t.id)`;

const INBOX = `${SELECT} ${WAITS_FOR}
        and ($3::text is null or case $3 when 'me' then ${IS_MINE} else not ${IS_HELD} end)
        and ($4::text is null or t.role = $4) and ($5::text is null or t.stage = $5)
        and ($6::text is null or t.case_id = $6)
        and ($7::timestamptz is null or t.due_at < $7)
        and (t.due_at, t.id) > ($8::timestamptz, $9::bigint)
      order by t.due_at, t.id limit $10`;

/**
 * Open tasks of one cell that wait for this person, first due first.
 *
 * The team's work shows for its own cases only; decisions show for cases of others only (never those one helped to build), and not again to
 * somebody whose approval stands.
 */
export async function readInbox(
  db: pg.Pool | pg.ClientBase,
  { personId, roles }: InboxOwner,
  { held, role, stage, caseId, dueBefore, after, limit }: InboxFilter = { limit: 500 },
): Promise<TaskView[]> {
  const asked = [held, role, stage, caseId, dueBefore].map((one) => one ?? null);
  const place = [after?.dueAt ?? '-infinity', after?.id ?? '0'];
  const { rows } = await db.query<TaskColumns>({
    text: INBOX,
    values: [personId, roles, ...asked, ...place, limit],
  });
  return rows.map(toTask);
}

/** How much waits for somebody in one cell. */
export interface InboxCounts {
  readonly all: number;
  readonly mine: number;
  readonly unclaimed: number;
  readonly overdue: number;
}

/** Counts what `readInbox` would list. */
export async function countInbox(
  db: pg.Pool | pg.ClientBase,
  { personId, roles }: InboxOwner,
  now: string,
): Promise<InboxCounts> {
  const { rows } = await db.query<InboxCounts>(
    `select count(*)::int as all, count(*) filter (where ${IS_MINE})::int as mine,
            count(*) filter (where not ${IS_HELD})::int as unclaimed,
            count(*) filter (where t.due_at < $3)::int as overdue
       from task t join regulated_case c on c.id = t.case_id join request r on r.id = c.request_id ${WAITS_FOR}`,
    [personId, roles, now],
  );
  return rows[0] ?? { all: 0, mine: 0, unclaimed: 0, overdue: 0 };
}

function toTask(row: TaskColumns): TaskView {
  return {
    id: row.id,
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
    holders: row.holders.map(({ person, since, assigned_by: assignedBy }) => ({
      person,
      since: new Date(since).toISOString(),
      assignedBy,
    })),
    model: { name: row.model_name, version: row.model_version },
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    because: row.because,
    escalated: row.escalated,
  };
}
