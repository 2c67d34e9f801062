import type pg from 'pg';
import type { CaseTempo } from './tempo.types.ts';

const CASES = `
insert into tempo_case (case_id, request_id, model, use_case, algorithm, team, seq, status, started_at, permit_at,
                        deployed_at, ended_at, lead_ms, lead_working_ms, rework, warnings, rules, waived, blocked_by,
                        version)
select c.*, $2::bigint from json_to_recordset($1::json) as c (
  case_id text, request_id text, model text, use_case text, algorithm text, team text, seq int, status text,
  started_at timestamptz, permit_at timestamptz, deployed_at timestamptz, ended_at timestamptz, lead_ms bigint,
  lead_working_ms bigint, rework int, warnings text[], rules text[], waived text[], blocked_by text[])`;

const TURNS = `
insert into tempo_turn (case_id, n, seq, key, stage, kind, role, waits_on, factor, began_at, ended_at, due_at, round,
                        touched_ms, touched_working_ms, held_since, ended_by, person, ms, working_ms, rules, documents)
select * from json_to_recordset($1::json) as t (
  case_id text, n int, seq int, key text, stage text, kind text, role text, waits_on text, factor text,
  began_at timestamptz, ended_at timestamptz, due_at timestamptz, round int, touched_ms bigint,
  touched_working_ms bigint, held_since timestamptz, ended_by text, person text, ms bigint, working_ms bigint,
  rules text[], documents json)`;

const VISITS = `
insert into tempo_visit (case_id, n, stage, factor, visit, began_at, ended_at, ms, working_ms)
select * from json_to_recordset($1::json) as v (
  case_id text, n int, stage text, factor text, visit int, began_at timestamptz, ended_at timestamptz, ms bigint,
  working_ms bigint)`;

/** Puts the tempo of these cases in the place of what was there of them, as of a version; in the caller's transaction. */
export async function writeTempo(
  client: pg.ClientBase,
  tempi: readonly CaseTempo[],
  version: string,
): Promise<void> {
  if (tempi.length === 0) return;
  const ids = tempi.map(({ caseId }) => caseId);
  await client.query('delete from tempo_case where case_id = any ($1)', [ids]);
  await client.query(CASES, [JSON.stringify(tempi.map(caseRow)), version]);
  await client.query(TURNS, [JSON.stringify(tempi.flatMap(turnRows))]);
  await client.query(VISITS, [JSON.stringify(tempi.flatMap(visitRows))]);
}

/** Empties the projection, in the caller's transaction. */
export async function clearTempo(client: pg.ClientBase): Promise<void> {
  await client.query('delete from tempo_case');
}

function caseRow(tempo: CaseTempo): Record<string, unknown> {
  return {
    case_id: tempo.caseId,
    request_id: tempo.request,
    model: tempo.model,
    use_case: tempo.useCase,
    algorithm: tempo.algorithm,
    team: tempo.team,
    seq: tempo.seq,
    status: tempo.status,
    started_at: tempo.startedAt,
    permit_at: tempo.permitAt,
    deployed_at: tempo.deployedAt,
    ended_at: tempo.endedAt,
    lead_ms: tempo.leadMs,
    lead_working_ms: tempo.leadWorkingMs,
    rework: tempo.rework,
    warnings: tempo.warnings,
    rules: tempo.rules,
    waived: tempo.waived,
    blocked_by: tempo.blockedBy,
  };
}

function turnRows({ caseId, turns }: CaseTempo): Record<string, unknown>[] {
  return turns.map((turn, n) => ({
    case_id: caseId,
    n,
    seq: turn.seq,
    key: turn.key,
    stage: turn.stage,
    kind: turn.kind,
    role: turn.role,
    waits_on: turn.waitsOn,
    factor: turn.factor,
    began_at: turn.from,
    ended_at: turn.until,
    due_at: turn.due,
    round: turn.round,
    touched_ms: turn.touched?.ms ?? null,
    touched_working_ms: turn.touched?.workingMs ?? null,
    held_since: turn.heldSince,
    ended_by: turn.endedBy,
    person: turn.person,
    ms: turn.ms,
    working_ms: turn.workingMs,
    rules: turn.rules,
    documents: turn.documents,
  }));
}

function visitRows({ caseId, visits }: CaseTempo): Record<string, unknown>[] {
  return visits.map((visit, n) => ({
    case_id: caseId,
    n,
    stage: visit.stage,
    factor: visit.factor,
    visit: visit.visit,
    began_at: visit.from,
    ended_at: visit.until,
    ms: visit.ms,
    working_ms: visit.workingMs,
  }));
}
