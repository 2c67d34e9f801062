import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import type { DeploymentView } from './deployments.ts';
import type { Elsewhere, StrayFact } from './stray.ts';

/** Something that runs although no permit covers it. */
export interface StrayView {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly artifact: string;
  readonly cloudRegion: string;
  readonly permit: string | null;
  readonly case: string | null;
  /** The incident of the case, where it took one. */
  readonly incident: string | null;
  readonly foundAt: Instant;
}

interface Columns {
  readonly deployment_id: string;
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly artifact_sha256: string;
  readonly cloud_region: string;
  readonly permit_id: string | null;
  readonly case_id: string | null;
  readonly incident: string | null;
  readonly found_at: Date;
}

/** How a stray came to an end: a permit covers it, it is another stray now, or nothing runs any more. */
export type StrayEnd = 'covered' | 'changed' | 'stopped';

type Db = pg.Pool | pg.ClientBase;

/** Open strays, by the deployment they are of; of one deployment or all. */
export async function openStrays(
  db: Db,
  deployment: string | null = null,
): Promise<ReadonlyMap<string, StrayView>> {
  const { rows } = await db.query<Columns>(
    `select deployment_id, id, code, detail, artifact_sha256, cloud_region, permit_id, case_id, incident, found_at
       from stray where resolved_at is null and ($1::text is null or deployment_id = $1)`,
    [deployment],
  );
  return new Map(rows.map((row) => [row.deployment_id, viewOf(row)]));
}

/** Where an artifact that no permit names belongs. */
export async function readElsewhere(
  db: Db,
  region: string,
  { id, model, artifact }: DeploymentView,
): Promise<Elsewhere> {
  const { rows } = await db.query<{
    permit: string | null;
    case: string | null;
    asked: string | null;
  }>(
    `select p.id as permit, p.case_id as case,
            (select c.id from request r join regulated_case c on c.request_id = r.id
              where r.artifact_sha256 = $4 order by c.created_at desc, c.id limit 1) as asked
       from (select 1) as one
       left join lateral (
         select p.id, p.case_id from permit p
           join regulated_case c on c.id = p.case_id join request r on r.id = c.request_id
          where r.model_name = $3 or p.artifact_sha256 in (
            select e.payload::jsonb ->> 'artifact' from journal_event e
             where e.payload::jsonb ->> 'deployment' = $2 and e.subject = $1
               and e.type in ('DEPLOYMENT_STARTED', 'DEPLOYMENT_MOVED'))
          order by p.issued_at desc, p.id limit 1) p on true`,
    [region, id, model, artifact],
  );
  const [row] = rows;
  const { permit = null, case: caseId = null, asked = null } = row ?? {};
  return { permit: permit === null || caseId === null ? null : { id: permit, caseId }, asked };
}

export interface NewStray extends StrayFact {
  readonly id: string;
  readonly deployment: DeploymentView;
  readonly incident: string | null;
  readonly at: Instant;
  readonly subject: string;
  readonly seq: number;
}

export async function insertStray(client: pg.ClientBase, stray: NewStray): Promise<void> {
  const { deployment } = stray;
  await client.query(
    `insert into stray (id, deployment_id, code, detail, artifact_sha256, cloud_region, permit_id, case_id, incident,
                        found_at, subject, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      stray.id,
      deployment.id,
      stray.code,
      stray.detail,
      deployment.artifact,
      deployment.cloudRegion,
      stray.permit,
      stray.caseId,
      stray.incident,
      stray.at,
      stray.subject,
      stray.seq,
    ],
  );
}

export async function endStray(
  client: pg.ClientBase,
  id: string,
  { at, how }: { readonly at: Instant; readonly how: StrayEnd },
): Promise<void> {
  await client.query('update stray set resolved_at = $2, resolved_how = $3 where id = $1', [
    id,
    at,
    how,
  ]);
}

function viewOf(row: Columns): StrayView {
  return {
    id: row.id,
    code: row.code,
    detail: row.detail,
    artifact: row.artifact_sha256,
    cloudRegion: row.cloud_region,
    permit: row.permit_id,
    case: row.case_id,
    incident: row.incident,
    foundAt: row.found_at.toISOString(),
  };
}
