import type { CaseEventType } from '../../workflows/contract.ts';
import type { CaseRow } from './case-row.ts';
import type { CaseView } from './case.views.ts';

/** What leaves of a case's row. */
export function toView(row: CaseRow, possible: readonly CaseEventType[]): CaseView {
  const { context } = row;
  return {
    id: row.id,
    requestId: row.requestId,
    region: row.region,
    model: row.model,
    requester: context.requester,
    team: context.team,
    manifestSha256: context.manifest,
    machine: { id: row.machineId, version: row.machineVersion },
    status: row.status,
    stages: row.stages,
    outcome: row.outcome,
    asOf: row.asOf,
    packs: row.packs,
    stageRecords: context.stages,
    seen: context.assessment?.seen ?? {},
    documents: context.documents,
    waivers: context.waivers,
    conditions: context.conditions ?? [],
    incidents: context.incidents ?? [],
    rejection: context.rejection ?? null,
    permit: context.permit,
    deployment: context.deployment,
    paused: row.paused,
    possible,
    seq: row.seq,
    tail: row.tail,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
