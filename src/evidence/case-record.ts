import type pg from 'pg';

import type { CaseContext } from '../../workflows/contract.ts';
import type { Assessment, Facts, Outcome, PackPin } from '../policy/policy.types.ts';
import { EvidenceNotFoundError } from './evidence.errors.ts';
import type { PackDecision } from './pack-model.ts';

/** The rows of one case that a pack is made from. */
export interface CaseRecord {
  readonly region: string;
  readonly status: string;
  readonly outcome: Outcome;
  readonly stages: readonly string[];
  readonly packs: readonly PackPin[];
  readonly as_of: string;
  readonly assessment: Assessment | null;
  readonly context: CaseContext;
  readonly machine_id: string;
  readonly machine_version: number;
  readonly seq: number;
  readonly tail: string;
  readonly manifest_sha256: string;
  readonly facts: Facts;
  readonly received_at: Date;
  readonly request_id: string;
  readonly regions: readonly string[];
  readonly submitted_by: string;
  readonly submitted_at: Date;
  readonly model_name: string;
  readonly model_version: string;
  readonly artifact_sha256: string | null;
}

/** @throws {EvidenceNotFoundError} there is no such case here */
export async function readCaseRecord(client: pg.ClientBase, caseId: string): Promise<CaseRecord> {
  const { rows } = await client.query<CaseRecord>(
    `select c.region, c.status, c.outcome, c.stages, c.packs, to_char(c.as_of, 'YYYY-MM-DD') as as_of,
            c.assessment, c.snapshot -> 'context' as context, c.machine_id, c.machine_version, c.seq,
            encode(c.tail_hash, 'hex') as tail, c.manifest_sha256, m.facts, m.received_at, r.id as request_id,
            r.regions, r.submitted_by, r.submitted_at, r.model_name, r.model_version, r.artifact_sha256
       from regulated_case c
       join request r on r.id = c.request_id
       join manifest m on m.sha256 = c.manifest_sha256
      where c.id = $1`,
    [caseId],
  );
  if (!rows[0]) throw new EvidenceNotFoundError(caseId);
  return rows[0];
}

/** Names of people of this cell by id. */
export async function readNames(client: pg.ClientBase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; name: string }>('select id, name from person');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type DecisionRow = Omit<PackDecision, 'by' | 'standsInFor' | 'at' | 'expires'> & {
  readonly stands_in_for: string | null;
  readonly person_id: string;
  readonly decided_at: Date;
  readonly expires_at: Date | null;
};

/** All decisions of a case in the order they were made. */
export async function readDecisions(
  client: pg.ClientBase,
  caseId: string,
  nameOf: (id: string) => string,
): Promise<PackDecision[]> {
  const { rows } = await client.query<DecisionRow>(
    `select id, seq, stage, role, kind, person_id, reason, seen_sha256 as seen, rule, decided_at, expires_at,
            voided_seq as "voidedSeq", stands_in_for
       from decision where case_id = $1 order by seq, id`,
    [caseId],
  );
  const ref = (id: string) => ({ id, name: nameOf(id) });
  return rows.map(
    ({ person_id: id, stands_in_for: other, decided_at: at, expires_at: expires, ...row }) => ({
      ...row,
      by: ref(id),
      standsInFor: other === null ? null : ref(other),
      at: at.toISOString(),
      expires: expires?.toISOString() ?? null,
    }),
  );
}
