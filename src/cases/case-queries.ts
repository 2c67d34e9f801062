import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import type { CaseStatus } from '../../workflows/step-result.ts';
import type { Assessment, Outcome } from '../policy/policy.types.ts';
import { inScopes, scopesParameter } from '../identity/scope.ts';
import type { Scope } from '../identity/scope.ts';
import type { CaseListItem, DecisionKind, DecisionView, Page } from './case.views.ts';
import { CaseNotFoundError, CursorUnreadableError } from './cases.errors.ts';

const PAGE = 50;

interface ItemColumns {
  readonly id: string;
  readonly request_id: string;
  readonly region: string;
  readonly model_name: string;
  readonly model_version: string;
  readonly submitted_by: string;
  readonly status: CaseStatus;
  readonly stages: readonly string[];
  readonly outcome: Outcome;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** What narrows a list of cases; `limit` is 50 unless said, 200 at most. */
export interface CaseFilter {
  readonly status?: CaseStatus | undefined;
  readonly requestId?: string | undefined;
  /** Only cases this person asked for or whose model they work on. */
  readonly of?: string | undefined;
  /** Only cases that lie in one of these; null and absent mean all. */
  readonly scopes?: readonly Scope[] | null | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * Cases of one cell, newest first.
 *
 * @throws {CursorUnreadableError} the cursor is none that a page gave
 */
export async function listCases(
  pool: pg.Pool,
  filter: CaseFilter = {},
): Promise<Page<CaseListItem>> {
  const limit = Math.min(filter.limit ?? PAGE, 200);
  const [at, id] = readCursor(filter.cursor);
  const { rows } = await pool.query<ItemColumns>(
    `select c.id, c.request_id, c.region, r.model_name, r.model_version, r.submitted_by, c.status, c.stages,
            c.outcome, c.created_at, c.updated_at
       from regulated_case c join request r on r.id = c.request_id
      where ($1::text is null or c.status = $1)
        and ($2::text is null or c.request_id = $2)
        and ($3::text is null or r.submitted_by = $3 or $3 = any (c.team))
        and ($4::timestamptz is null or c.created_at < $4 or (c.created_at = $4 and c.id > $5))
        and ${inScopes('$7')}
      order by c.created_at desc, c.id limit $6`,
    [
      filter.status ?? null,
      filter.requestId ?? null,
      filter.of ?? null,
      at,
      id,
      limit + 1,
      scopesParameter(filter.scopes ?? null),
    ],
  );
  const items = rows.slice(0, limit).map(toItem);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? cursorOf(last) : null };
}

function toItem(row: ItemColumns): CaseListItem {
  return {
    id: row.id,
    requestId: row.request_id,
    region: row.region,
    model: { name: row.model_name, version: row.model_version },
    requester: row.submitted_by,
    status: row.status,
    stages: row.stages,
    outcome: row.outcome,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Hand it back to read on after this item; it sorts the same in every cell, so that pages of several merge. */
export function cursorOf(item: CaseListItem): string {
  return Buffer.from(JSON.stringify([item.createdAt, item.id])).toString('base64url');
}

function readCursor(cursor: string | undefined): readonly [Instant | null, string | null] {
  if (cursor === undefined) return [null, null];
  const read = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(read)) throw new CursorUnreadableError(cursor);
  const [at, id] = read as readonly unknown[];
  if (typeof at !== 'string' || typeof id !== 'string' || Number.isNaN(Date.parse(at))) {
    throw new CursorUnreadableError(cursor);
  }
  return [at, id];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * What the law said of a case when it was last read.
 *
 * @throws {CaseNotFoundError} no such case in this region
 */
export async function readAssessment(pool: pg.Pool, caseId: string): Promise<Assessment> {
  const { rows } = await pool.query<{ assessment: Assessment | null }>(
    'select assessment from regulated_case where id = $1',
    [caseId],
  );
  if (!rows[0]?.assessment) throw new CaseNotFoundError(caseId);
  return rows[0].assessment;
}

/** Every decision on a case in the order they were made, fallen ones too. */
export async function readDecisions(
  db: pg.Pool | pg.ClientBase,
  caseId: string,
): Promise<DecisionView[]> {
  const { rows } = await db.query<{
    id: string;
    seq: number;
    stage: string;
    role: string;
    kind: DecisionKind;
    person_id: string;
    name: string;
    reason: string;
    rule: string | null;
    expires_at: Date | null;
    seen_sha256: string | null;
    decided_at: Date;
    voided_seq: number | null;
    stands_in_for: string | null;
  }>(
    `select d.id, d.seq, d.stage, d.role, d.kind, d.person_id, p.name, d.reason, d.rule, d.expires_at,
            d.seen_sha256, d.decided_at, d.voided_seq, d.stands_in_for
       from decision d join person p on p.id = d.person_id
      where d.case_id = $1 order by d.seq`,
    [caseId],
  );
  return rows.map((row) => ({
    id: row.id,
    caseId,
    seq: row.seq,
    stage: row.stage,
    role: row.role,
    kind: row.kind,
    person: { id: row.person_id, name: row.name },
    reason: row.reason,
    rule: row.rule,
    expiresAt: row.expires_at?.toISOString() ?? null,
    seen: row.seen_sha256,
    decidedAt: row.decided_at.toISOString(),
    standsInFor: row.stands_in_for,
    voidedSeq: row.voided_seq,
  }));
}
