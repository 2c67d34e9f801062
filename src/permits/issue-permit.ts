import type pg from 'pg';

import type { CaseContext, PermitSummary } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { sha256Of } from '../common/canonical-json.ts';
import { newId } from '../common/ids.ts';
import type { Assessment, Facts, PackPin } from '../policy/policy.types.ts';
import { addDuration } from '../../workflows/duration.ts';
import { journalKey } from './journaled-keys.ts';
import { conditionsOf, placesOf, textAt } from './permit-terms.ts';
import { buildStatement, signStatement } from './permit.ts';
import type { Envelope, PermitStatement, PermitView, SigningKey } from './permit.types.ts';
import { PermitNotPossibleError } from './permits.errors.ts';

export interface IssuePermitInput {
  /** Inside the caller's transaction. */
  readonly client: pg.ClientBase;
  readonly key: SigningKey;
  readonly caseId: string;
  readonly now: Instant;
  /** Top jurisdictions the region governs (`EU`; `US`, `CA`): the permit speaks of no other. */
  readonly jurisdictions: readonly string[];
}

interface CaseRow {
  readonly region: string;
  readonly manifest_sha256: string;
  readonly packs: readonly PackPin[];
  readonly assessment: Assessment | null;
  readonly context: CaseContext;
  readonly seq: number;
  readonly tail: string;
  readonly facts: Facts;
  readonly model_name: string;
  readonly model_version: string;
  readonly artifact_sha256: string | null;
}

/**
 * Writes the permit of a case, once: asked again while it lives, the same permit comes back.
 *
 * What it says is read from the case's own rows, so that nobody can ask for a permit that says more than was
 * approved. Whether the case may have one is the machine's business, not decided here.
 *
 * @throws {PermitNotPossibleError} no such case, or its manifest names no artifact digest
 */
export async function issuePermit(input: IssuePermitInput): Promise<PermitSummary> {
  const { client, caseId, now } = input;
  // Two workers on one job: the second waits here and finds the first one's permit.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`permit:${caseId}`]);
  const living = await findPermit(client, caseId);
  if (living && living.revokedAt === null && living.expiresAt > now) return summaryOf(living);

  const row = await readCase(client, caseId);
  if (!row) throw new PermitNotPossibleError(caseId, 'there is no such case');
  if (row.artifact_sha256 === null) {
    throw new PermitNotPossibleError(caseId, 'its manifest states no `model.artifact.digest`');
  }
  await journalKey(client, input.key, now);
  const statement = statementFor(input, row, row.artifact_sha256);
  const envelope = await signStatement(statement, input.key);
  const permit: PermitView = {
    id: statement.predicate.permit,
    caseId,
    artifactSha256: row.artifact_sha256,
    envelope,
    issuedAt: now,
    expiresAt: statement.predicate.expiresAt,
    revokedAt: null,
  };
  await client.query(
    `insert into permit (id, case_id, artifact_sha256, envelope, issued_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [permit.id, caseId, permit.artifactSha256, JSON.stringify(envelope), now, permit.expiresAt],
  );
  return summaryOf(permit);
}

/** The newest permit of a case, or `null`. */
export async function findPermit(
  client: pg.ClientBase | pg.Pool,
  caseId: string,
): Promise<PermitView | null> {
  const { rows } = await client.query<{
    id: string;
    artifact_sha256: string;
    envelope: Envelope;
    issued_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
  }>(
    `select id, artifact_sha256, envelope, issued_at, expires_at, revoked_at
       from permit where case_id = $1 order by issued_at desc, id limit 1`,
    [caseId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    id: row.id,
    caseId,
    artifactSha256: row.artifact_sha256,
    envelope: row.envelope,
    issuedAt: row.issued_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

async function readCase(client: pg.ClientBase, caseId: string): Promise<CaseRow | undefined> {
  const { rows } = await client.query<CaseRow>(
    `select c.region, c.manifest_sha256, c.packs, c.assessment, c.snapshot -> 'context' as context, c.seq,
            encode(c.tail_hash, 'hex') as tail, m.facts, r.model_name, r.model_version, r.artifact_sha256
       from regulated_case c
       join request r on r.id = c.request_id
       join manifest m on m.sha256 = c.manifest_sha256
      where c.id = $1`,
    [caseId],
  );
  return rows[0];
}

function statementFor(input: IssuePermitInput, row: CaseRow, sha256: string): PermitStatement {
  const { caseId, now } = input;
  const { settings, waivers, conditions = [] } = row.context;
  const { jurisdictions, cloudRegions } = placesOf(row.facts, input.jurisdictions);
  return buildStatement(
    { name: `${row.model_name}@${row.model_version}`, sha256 },
    {
      permit: newId('permit'),
      case: caseId,
      region: row.region,
      jurisdictions,
      cloudRegions,
      useCase: textAt(row.facts, 'model', 'use_case'),
      purpose: textAt(row.facts, 'purpose', 'goal') || textAt(row.facts, 'purpose', 'why'),
      conditions: conditionsOf({
        assessment: row.assessment,
        waivers,
        conditions,
        reviewEvery: settings.reviewEvery,
      }),
      manifest: row.manifest_sha256,
      packs: row.packs,
      journal: { seq: row.seq, tail: row.tail },
      issuedAt: now,
      expiresAt: addDuration(now, settings.permitValidity),
    },
  );
}

function summaryOf(permit: PermitView): PermitSummary {
  return {
    id: permit.id,
    sha256: sha256Of(permit.envelope),
    issuedAt: permit.issuedAt,
    expiresAt: permit.expiresAt,
  };
}
