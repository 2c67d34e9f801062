import type { Pool } from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { inTransaction } from '../common/in-transaction.ts';
import {
  type NamedPermit,
  type Period,
  type PermitProof,
  readLastSweep,
  readNamedPermits,
  readPermitProofs,
  readRuns,
  type RunRow,
} from './completeness-rows.ts';

/** Something that should be there and is not. */
interface Hole {
  readonly code: string;
  readonly detail: string;
  readonly deployment: string | null;
  readonly permit: string | null;
}

/** Whether every deployment has an answer of the gate, every answer a permit, and every permit its decisions. */
export interface Completeness {
  readonly region: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly at: Instant;
  /** When everything that runs was last held against its permits. */
  readonly sweptAt: Instant | null;
  readonly counts: {
    readonly runs: number;
    readonly answers: number;
    readonly permits: number;
    readonly holes: number;
  };
  readonly runs: readonly (RunRow & { readonly permit: PermitProof | null })[];
  readonly permits: readonly PermitProof[];
  readonly holes: readonly Hole[];
}

/** Reads a cell as it stands at one instant, and says what is missing. */
export async function completenessOf(
  cell: { readonly region: string; readonly pool: Pool },
  period: Period,
  at: Instant,
): Promise<Completeness> {
  return inTransaction(cell, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    const rows = await readRuns(client, cell.region, period);
    const permits = await readPermitProofs(client, period);
    const named = await readNamedPermits(client, period);
    const byId = new Map(permits.map((permit) => [permit.id, permit]));
    const runs = rows.map((row) => ({ ...row, permit: byId.get(row.permitNamed ?? '') ?? null }));
    const holes = [
      ...runs.flatMap(ofRun),
      ...named.flatMap(ofAnswer),
      ...permits.flatMap(ofPermit),
    ];
    return {
      region: cell.region,
      ...period,
      at,
      sweptAt: await readLastSweep(client),
      counts: {
        runs: runs.length,
        answers: named.reduce((sum, { calls }) => sum + calls, 0),
        permits: permits.length,
        holes: holes.length,
      },
      runs,
      permits,
      holes,
    };
  });
}

function ofRun(run: RunRow): Hole[] {
  const { name, environment, artifact, cloudRegion, from, deployment } = run;
  const what = `\`${name}\` in ${environment} ran sha256:${artifact.slice(0, 12)}… in ${cloudRegion} from ${from} on`;
  const hole = (code: string, why: string): Hole => ({
    code,
    detail: `${what}: ${why}`,
    deployment,
    permit: run.permitNamed,
  });
  return [
    ...(run.answer === null ? [hole('gate_not_asked', 'the gate was not asked before')] : []),
    ...(run.answer === 'deny' ? [hole('gate_denied', 'the gate had said no')] : []),
    ...(run.stray === null ? [] : [hole('stray', `no permit covers it now (${run.stray})`)]),
  ];
}

function ofAnswer({ artifact, permit, known, calls }: NamedPermit): Hole[] {
  if (known) return [];
  const named =
    permit === null ? 'names no permit' : `names permit \`${permit}\`, which is not there`;
  const detail = `the gate let sha256:${artifact.slice(0, 12)}… run ${calls} times by an answer that ${named}`;
  return [{ code: 'answer_without_permit', detail, deployment: null, permit }];
}

function ofPermit({ id, caseId, issuedSeq, decisions, journaled }: PermitProof): Hole[] {
  const hole = (code: string, why: string): Hole[] => [
    { code, detail: `permit \`${id}\` of ${caseId} ${why}`, deployment: null, permit: id },
  ];
  if (issuedSeq === null) return hole('permit_not_journaled', 'is not in the journal of its case');
  if (decisions === 0) return hole('permit_without_decisions', 'rests on no decision that stood');
  if (journaled === decisions) return [];
  return hole('decision_not_journaled', 'rests on a decision that the journal does not hold');
}
