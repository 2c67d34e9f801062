import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';

const AT_ONCE = 200;

// Nothing of a task or a case is locked here, as a step locks the case before its tasks; the job is one per task, and
// what it does is decided under the case's lock.
const QUEUE = `
insert into job (kind, key, case_id, payload, run_at)
select 'escalate', t.id::text, t.case_id, '{}', $1
  from task t
 where t.closed_at is null and t.role <> 'carnet' and coalesce(t.escalate_at, t.due_at) <= $1
   and not exists (select from job j where j.kind = 'escalate' and j.key = t.id::text)
 order by coalesce(t.escalate_at, t.due_at) limit ${String(AT_ONCE)}
on conflict (kind, key) do nothing`;

/** Queues a job for every overdue task that is to be brought before somebody by now. */
export async function queueOverdue(pool: pg.Pool, now: Instant): Promise<void> {
  await pool.query({ name: 'queue-overdue', text: QUEUE, values: [now] });
}
