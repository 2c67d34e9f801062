import type pg from 'pg';
import { dayOf } from '../../workflows/duration.ts';
import { startCase } from '../../workflows/step.ts';
import type { Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';
import { GENESIS } from '../journal/journal.types.ts';
import type { CaseRow } from './case-row.ts';
import { writeCase } from './case-write.ts';
import type { CaseView } from './case.views.ts';
import type { EngineParts } from './engine-parts.ts';
import type { NewManifest } from './person-event.ts';
import { Progress } from './progress.ts';
import { settle } from './settle.ts';
import { owedJobs, viewAfter } from './what-follows.ts';

/** A request as each of its regions is told of it. */
export interface NewRequest {
  readonly id: string;
  /** All regions it names. */
  readonly regions: readonly string[];
  readonly submittedBy: string;
  readonly submittedAt: Instant;
  readonly manifest: NewManifest;
  /** Person ids that own or build the model: they decide nothing on it. */
  readonly team: readonly string[];
}

/**
 * Opens the case of one region inside the caller's transaction: request, manifest, case, and the journal's first
 * events, SUBMITTED and ASSESSED.
 *
 * The case is pinned to the law as it is loaded now.
 */
export async function openCase(
  client: pg.ClientBase,
  parts: EngineParts,
  request: NewRequest,
): Promise<CaseView> {
  const { manifest } = request;
  await keepRequest(client, request);
  const row = newRow(parts, request);
  const input = {
    caseId: row.id,
    region: parts.region,
    requester: request.submittedBy,
    team: request.team,
    manifest: manifest.sha256,
    documents: [],
    settings: parts.law.settings,
  };
  const progress = new Progress(row.id, { seq: 0, hash: GENESIS }, request.submittedAt);
  const payload = {
    request: request.id,
    machine: { id: row.machineId, version: row.machineVersion },
    input,
    packs: row.packs,
    asOf: row.asOf,
  };
  progress.record({
    actor: request.submittedBy,
    at: request.submittedAt,
    entry: { type: 'SUBMITTED', payload },
  });
  const started = startCase(parts.machine, input, request.submittedAt);
  progress.led(started);
  const result = await settle(client, parts, row, started, progress);
  const view = viewAfter(row, result, progress);
  await insertRow(client, row, manifest.sha256, request.team);
  await writeCase(client, {
    progress,
    result,
    before: row,
    manifest: manifest.sha256,
    outcome: view.outcome,
    decision: null,
    voided: [],
    jobs: owedJobs(result),
    revokedPermit: null,
    answer: null,
  });
  return view;
}

function newRow(parts: EngineParts, request: NewRequest): CaseRow {
  return {
    id: newId(parts.region),
    requestId: request.id,
    region: parts.region,
    model: request.manifest.model,
    machineId: parts.machine.id,
    machineVersion: parts.machine.version,
    snapshot: {},
    context: {} as CaseRow['context'],
    status: 'open',
    stages: [],
    outcome: 'unknown',
    packs: parts.law.pins,
    asOf: dayOf(request.submittedAt),
    seq: 0,
    tail: GENESIS,
    paused: null,
    createdAt: request.submittedAt,
    updatedAt: request.submittedAt,
  };
}

async function keepRequest(client: pg.ClientBase, request: NewRequest): Promise<void> {
  const { manifest } = request;
  await client.query(
    `insert into request (id, model_name, model_version, artifact_sha256, regions, submitted_by, submitted_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      request.id,
      manifest.model.name,
      manifest.model.version,
      manifest.model.artifactSha256,
      request.regions,
      request.submittedBy,
      request.submittedAt,
    ],
  );
  await client.query(
    `insert into manifest (sha256, facts, source, received_at) values ($1, $2, $3, $4)
     on conflict (sha256) do nothing`,
    [manifest.sha256, JSON.stringify(manifest.facts), manifest.source, request.submittedAt],
  );
}

/** The row stands at seq 0 until the same transaction writes the first events. */
async function insertRow(
  client: pg.ClientBase,
  row: CaseRow,
  manifest: string,
  team: readonly string[],
): Promise<void> {
  await client.query(
    `insert into regulated_case (id, request_id, region, team, manifest_sha256, machine_id, machine_version, snapshot,
       status, stages, outcome, packs, as_of, seq, tail_hash, created_at, updated_at)
     values ($1, $2, $3, $13, $4, $5, $6, '{}', $7, '{}', $8, $9, $10, 0, decode($11, 'hex'), $12, $12)`,
    [
      row.id,
      row.requestId,
      row.region,
      manifest,
      row.machineId,
      row.machineVersion,
      row.status,
      row.outcome,
      JSON.stringify(row.packs),
      row.asOf,
      GENESIS,
      row.createdAt,
      team,
    ],
  );
}
