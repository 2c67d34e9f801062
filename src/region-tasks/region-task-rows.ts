import type pg from 'pg';
import { addDuration } from '../../workflows/duration.ts';
import type { Duration, Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';

export type RegionTaskKind = 'stray' | 'break_glass';

/** Work that no machine of a case asks for. */
export interface RegionTaskView {
  readonly id: string;
  readonly region: string;
  readonly kind: RegionTaskKind;
  /** The stray, or what was opened by break-glass. */
  readonly about: string;
  readonly case: string | null;
  readonly title: string;
  readonly role: string;
  /** People who may not close it. */
  readonly barred: readonly string[];
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly closedAt: Instant | null;
  /** Null while it is open, and where the engine closed it. */
  readonly closedBy: string | null;
  readonly closedHow: string | null;
  readonly closedReason: string | null;
}

export interface NewRegionTask {
  readonly kind: RegionTaskKind;
  readonly about: string;
  readonly caseId: string | null;
  readonly title: string;
  readonly role: string;
  readonly barred?: readonly string[];
  /** The event that asks for it. */
  readonly subject: string;
  readonly seq: number;
  readonly at: Instant;
  readonly due: Duration;
}

interface Columns {
  readonly id: string;
  readonly kind: RegionTaskKind;
  readonly about: string;
  readonly case_id: string | null;
  readonly title: string;
  readonly role: string;
  readonly barred: readonly string[];
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly closed_how: string | null;
  readonly closed_reason: string | null;
}

const MOST = 500;

/** Opens a task, in the caller's transaction; gives its id. */
export async function openRegionTask(client: pg.ClientBase, task: NewRegionTask): Promise<string> {
  const id = newId('task');
  const { kind, about, caseId, title, role, barred = [], subject, seq, at, due } = task;
  await client.query(
    `insert into region_task (id, kind, about, case_id, title, role, barred, subject, seq, opened_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, kind, about, caseId, title, role, barred, subject, seq, at, addDuration(at, due)],
  );
  return id;
}

/** How a task was brought to its end; `by` is null where the engine did. */
export interface RegionTaskEnd {
  readonly by: string | null;
  readonly at: Instant;
  readonly how: string;
  readonly reason: string;
}

/** Closes what is open about something, in the caller's transaction; null when nothing was. */
export async function endRegionTask(
  client: pg.ClientBase,
  { kind, about }: Pick<NewRegionTask, 'kind' | 'about'>,
  { by, at, how, reason }: RegionTaskEnd,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `update region_task set closed_at = $3, closed_by = $4, closed_how = $5, closed_reason = $6
      where kind = $1 and about = $2 and closed_at is null returning id`,
    [kind, about, at, by, how, reason],
  );
  return rows[0]?.id ?? null;
}

/** Tasks of a cell, first due first, at most 500; the open ones unless told. */
export async function readRegionTasks(
  cell: { readonly region: string; readonly pool: pg.Pool },
  asked: { readonly state: 'open' | 'closed'; readonly roles?: readonly string[] },
): Promise<RegionTaskView[]> {
  const { rows } = await cell.pool.query<Columns>(
    `select * from region_task
      where (closed_at is null) = ($1 = 'open') and ($2::text[] is null or role = any ($2))
      order by due_at, id limit ${MOST}`,
    [asked.state, asked.roles ?? null],
  );
  return rows.map((row) => viewOf(row, cell.region));
}

/** The case that a task belongs to; it never changes. Null also where there is no such task. */
export async function caseOfRegionTask(client: pg.ClientBase, id: string): Promise<string | null> {
  const { rows } = await client.query<{ case_id: string | null }>(
    'select case_id from region_task where id = $1',
    [id],
  );
  return rows[0]?.case_id ?? null;
}

/** One task, kept from others until the transaction ends; null when there is none. */
export async function lockRegionTask(
  client: pg.ClientBase,
  region: string,
  id: string,
): Promise<RegionTaskView | null> {
  const { rows } = await client.query<Columns>(
    'select * from region_task where id = $1 for update',
    [id],
  );
  return rows[0] ? viewOf(rows[0], region) : null;
}

function viewOf(row: Columns, region: string): RegionTaskView {
  return {
    id: row.id,
    region,
    kind: row.kind,
    about: row.about,
    case: row.case_id,
    title: row.title,
    role: row.role,
    barred: row.barred,
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by,
    closedHow: row.closed_how,
    closedReason: row.closed_reason,
  };
}
