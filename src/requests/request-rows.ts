import type { ClientBase, Pool } from 'pg';
import { inScopes, scopesParameter } from '../identity/scope.ts';
import type { Scope } from '../identity/scope.ts';
import type { CaseListItem } from '../cases/case.views.ts';
import type { RequestView } from './request.views.ts';

interface Row {
  readonly id: string;
  readonly model_name: string;
  readonly model_version: string;
  readonly regions: string[];
  readonly submitted_by: string;
  readonly submitted_at: Date;
  readonly case_id: string;
  readonly region: string;
  readonly status: CaseListItem['status'];
  readonly stages: string[];
  readonly outcome: CaseListItem['outcome'];
  readonly created_at: Date;
  readonly updated_at: Date;
}

const COLUMNS = `r.id, r.model_name, r.model_version, r.regions, r.submitted_by, r.submitted_at,
       c.id as case_id, c.region, c.status, c.stages, c.outcome, c.created_at, c.updated_at`;

/** What one cell knows of a request whose case lies in the scopes; null when it knows nothing. */
export async function readRequest(
  db: ClientBase | Pool,
  id: string,
  scopes: readonly Scope[] | null = null,
): Promise<RequestView | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from request r join regulated_case c on c.request_id = r.id
      where r.id = $1 and ${inScopes('$2')}`,
    [id, scopesParameter(scopes)],
  );
  return rows[0] ? viewOf(rows[0]) : null;
}

/** The manifest that a request stands on now, as it was handed in; null when the cell knows no such request. */
export async function readManifestText(
  db: Pool,
  requestId: string,
  scopes: readonly Scope[] | null,
): Promise<string | null> {
  const { rows } = await db.query<{ source: string }>(
    `select m.source from regulated_case c join manifest m on m.sha256 = c.manifest_sha256
      where c.request_id = $1 and ${inScopes('$2')} order by c.updated_at desc limit 1`,
    [requestId, scopesParameter(scopes)],
  );
  return rows[0]?.source ?? null;
}

/** The requests one cell knows, newest first, those before `before` (exclusive) when it is given. */
export async function listRequests(
  db: ClientBase | Pool,
  page: {
    readonly limit: number;
    readonly before: { at: string; id: string } | null;
    readonly scopes: readonly Scope[] | null;
  },
): Promise<RequestView[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from request r join regulated_case c on c.request_id = r.id
      where ($2::timestamptz is null or (r.submitted_at, r.id) < ($2::timestamptz, $3::text))
        and ${inScopes('$4')}
      order by r.submitted_at desc, r.id desc limit $1`,
    [page.limit, page.before?.at ?? null, page.before?.id ?? null, scopesParameter(page.scopes)],
  );
  return rows.map(viewOf);
}

/** One request as told by several cells: the same head, every cell's own case. */
export function merged(parts: readonly RequestView[]): RequestView[] {
  const byId = new Map<string, RequestView>();
  for (const part of parts) {
    const known = byId.get(part.id);
    byId.set(part.id, known ? { ...known, cases: [...known.cases, ...part.cases] } : part);
  }
  return [...byId.values()].toSorted(
    (a, b) => b.submittedAt.localeCompare(a.submittedAt) || b.id.localeCompare(a.id),
  );
}

function viewOf(row: Row): RequestView {
  const model = { name: row.model_name, version: row.model_version };
  const item: CaseListItem = {
    id: row.case_id,
    requestId: row.id,
    region: row.region,
    model,
    requester: row.submitted_by,
    status: row.status,
    stages: row.stages,
    outcome: row.outcome,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
  return {
    id: row.id,
    model,
    requester: row.submitted_by,
    regions: row.regions,
    submittedAt: row.submitted_at.toISOString(),
    cases: [item],
  };
}
