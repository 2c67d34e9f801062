import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import type {
  OpenTask,
  StepResult,
  StoredSnapshot,
  TimerStart,
} from '../../workflows/step-result.ts';
import { addDuration } from '../../workflows/duration.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import type { JournalEvent } from '../journal/journal.types.ts';
import type { Assessment, Outcome } from '../policy/policy.types.ts';
import type { DecisionKind } from './case.views.ts';
import type { Progress } from './progress.ts';

/** Everything one handled event changes; it is written by one statement or not at all. */
export interface CaseChange {
  readonly progress: Progress;
  readonly result: StepResult;
  readonly before: { readonly seq: number };
  readonly manifest: string;
  readonly outcome: Outcome;
  readonly decision: NewDecision | null;
  /** Decisions made void, with the journal event that says so. */
  readonly voided: readonly { readonly id: string; readonly seq: number }[];
  readonly jobs: readonly { readonly kind: string; readonly payload: object }[];
  /** A permit that no longer holds. */
  readonly revokedPermit: string | null;
  readonly answer:
    (IdempotentCall & { readonly status: number; readonly response: unknown }) | null;
}

export interface NewDecision {
  readonly id: string;
  readonly seq: number;
  readonly stage: string;
  readonly role: string;
  readonly kind: DecisionKind;
  readonly person: string;
  /** Whose place the person took. */
  readonly standsInFor: string | null;
  readonly reason: string;
  readonly rule: string | null;
  readonly expires: Instant | null;
  readonly seen: string | null;
}

// Task rows are compared here and not in the program: this statement's own snapshot, taken after the case's row
// was locked, is the first that surely shows what the transaction before us did.
const WRITE = `
with moved as (
  update regulated_case
     set manifest_sha256 = $3, snapshot = $4::jsonb, status = $5, stages = $6::text[], outcome = $7,
         assessment = coalesce($8::jsonb, assessment), seq = $9, tail_hash = decode($10, 'hex'), updated_at = $11,
         as_of = coalesce($22::date, as_of), team = $23::text[],
         former_team = $24::text[]
   where id = $1 and seq = $2
  returning 1
), journaled as (
  insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash)
  select $1, e.seq, e.at, e.actor, e.type, e.schema, e.payload, decode(e.prev, 'hex'), decode(e.hash, 'hex')
    from json_to_recordset($12::json)
      as e (seq int, at timestamptz, actor text, type text, schema int, payload text, prev text, hash text)
), closed as (
  update task set closed_seq = $9, closed_at = $11
   where case_id = $1 and closed_at is null and key <> all ($13::text[])
), wanted as (
  select * from json_to_recordset($14::json)
    as n (key text, stage text, title text, factor text, kind text, role text, quorum int, given int, due timestamptz)
), kept as (
  update task t set given = n.given, quorum = n.quorum, title = n.title
    from wanted n
   where t.case_id = $1 and t.closed_at is null and t.key = n.key
     and (t.given, t.quorum, t.title) is distinct from (n.given, n.quorum, n.title)
), opened as (
  insert into task (case_id, key, stage, title, factor, kind, role, quorum, given, opened_seq, opened_at, due_at)
  select $1, n.key, n.stage, n.title, n.factor, n.kind, n.role, n.quorum, n.given, $9, $11, n.due
    from wanted n
   where not exists (select from task t where t.case_id = $1 and t.key = n.key and t.closed_at is null)
), cancelled as (
  delete from timer where case_id = $1 and id = any ($15::text[])
), started as (
  insert into timer (case_id, id, due_at, run_at, event)
  select $1, n.id, n.due, n.due, n.event
    from json_to_recordset($16::json) as n (id text, due timestamptz, event jsonb)
  on conflict (case_id, id) do update
    set due_at = excluded.due_at, run_at = excluded.run_at, event = excluded.event, attempts = 0, last_error = null
), queued as (
  insert into job (kind, key, case_id, payload, run_at)
  -- Owed at once, also where a clock that ran ahead has dated the case into the future.
  select n.kind, $1, $1, n.payload, least($11::timestamptz, now())
    from json_to_recordset($17::json) as n (kind text, payload jsonb)
  -- What made it fail before may be what was put right just now.
  on conflict (kind, key) do update
    set run_at = excluded.run_at, attempts = 0, state = 'waiting', died_at = null
), decided as (
  insert into decision (id, case_id, seq, stage, role, kind, person_id, reason, rule, expires_at, seen_sha256, decided_at,
                        stands_in_for)
  select n.id, $1, n.seq, n.stage, n.role, n.kind, n.person, n.reason, n.rule, n.expires, n.seen, $11, n."standsInFor"
    from json_to_recordset($18::json)
      as n (id text, seq int, stage text, role text, kind text, person text, reason text, rule text,
            expires timestamptz, seen text, "standsInFor" text)
), voided as (
  update decision d set voided_seq = n.seq
    from json_to_recordset($19::json) as n (id text, seq int)
   where d.id = n.id and d.case_id = $1 and d.voided_seq is null
), revoked as (
  update permit set revoked_at = $11 where case_id = $1 and id = $20 and revoked_at is null
), answered as (
  insert into idempotency (person_id, key, method, path, body_sha256, status, response, created_at)
  select n.person, n.key, n.method, n.path, decode(n.body, 'hex'), n.status, n.response, $11
    from json_to_recordset($21::json)
      as n (person text, key text, method text, path text, body text, status int, response jsonb)
)
-- Nothing of this stands if the row moved under us, which its lock forbids.
select 1 / count(*) as moved from moved`;

/** Sends the one statement that writes a change; resolves when the server has run it, commit not included. */
export async function writeCase(client: pg.ClientBase, change: CaseChange): Promise<void> {
  const { progress, result } = change;
  const { cancel, start } = progress.timers;
  await client.query({
    name: 'case-write',
    text: WRITE,
    values: [
      progress.caseId,
      change.before.seq,
      change.manifest,
      snapshotText(result.snapshot),
      result.status,
      result.stages,
      change.outcome,
      assessmentText(progress.assessed?.assessment),
      progress.tail.seq,
      progress.tail.hash,
      progress.at,
      JSON.stringify(progress.events.map(eventRow)),
      result.tasks.map(({ key }) => key),
      JSON.stringify(result.tasks.map((task) => taskRow(task, progress.at))),
      cancel,
      JSON.stringify(start.map((timer) => timerRow(timer, progress.at))),
      JSON.stringify(change.jobs),
      JSON.stringify(change.decision ? [change.decision] : []),
      JSON.stringify(change.voided),
      change.revokedPermit,
      JSON.stringify(change.answer ? [answerRow(change.answer)] : []),
      progress.assessed?.assessment.asOf ?? null,
      result.context.team,
      result.context.formerTeam,
    ],
  });
}

function snapshotText(snapshot: StoredSnapshot): string {
  return JSON.stringify(snapshot);
}

function assessmentText(assessment: Assessment | undefined): string | null {
  return assessment ? JSON.stringify(assessment) : null;
}

function eventRow(event: JournalEvent): object {
  const { seq, at, actor, type, schemaVersion, payload, prev, hash } = event;
  return {
    seq,
    at,
    actor,
    type,
    schema: schemaVersion,
    payload: canonicalJson(payload),
    prev,
    hash,
  };
}

function taskRow({ due, ...task }: OpenTask, at: Instant): object {
  return { ...task, due: addDuration(at, due) };
}

function timerRow({ id, delayMs, event }: TimerStart, at: Instant): object {
  return { id, event, due: new Date(Date.parse(at) + delayMs).toISOString() };
}

function answerRow(answer: NonNullable<CaseChange['answer']>): object {
  const { personId, key, method, path, bodySha256, status, response } = answer;
  return { person: personId, key, method, path, body: bodySha256, status, response };
}
