import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';
import { appendEvent } from '../journal/journal.ts';
import type { DeploymentEntry } from '../journal/deployment-entries.ts';
import { DeploymentNotRunningError, DeploymentRunningError } from './deployments.errors.ts';

/** Something that runs, as its pipeline last reported it. */
export interface DeploymentView {
  readonly id: string;
  readonly region: string;
  readonly environment: string;
  readonly name: string;
  /** The model as manifests name it, where the pipeline said so. */
  readonly model: string | null;
  /** SHA-256, hex. */
  readonly artifact: string;
  readonly cloudRegion: string;
  readonly instances: number;
  readonly startedAt: Instant;
  /** Since when it runs this artifact in this cloud region. */
  readonly since: Instant;
  readonly reportedBy: string;
  readonly reportedAt: Instant;
  /** The event of the region's journal that holds the newest report. */
  readonly seq: number;
  readonly stoppedAt: Instant | null;
}

/** Which deployment: one runs under a name in an environment. */
interface Which {
  readonly environment: string;
  readonly name: string;
}

interface HowItRuns {
  readonly model: string | null;
  readonly artifact: string;
  readonly cloudRegion: string;
  readonly instances: number;
}

/** What a pipeline reports. Of one that moved, what is left out is as before. */
export type DeploymentReport =
  | (Which & HowItRuns & { readonly event: 'started' })
  | (Which & Partial<HowItRuns> & { readonly event: 'moved' })
  | (Which & { readonly event: 'stopped' });

/** Somebody's report, in an open transaction of the cell. */
export interface ReportDeed {
  readonly region: string;
  readonly client: pg.ClientBase;
  readonly by: string;
  readonly at: Instant;
}

interface DeploymentColumns {
  readonly id: string;
  readonly environment: string;
  readonly name: string;
  readonly model: string | null;
  readonly artifact_sha256: string;
  readonly cloud_region: string;
  readonly instances: number;
  readonly started_at: Date;
  readonly since: Date;
  readonly reported_by: string;
  readonly reported_at: Date;
  readonly seq: number;
  readonly stopped_at: Date | null;
}

/**
 * Writes down what a pipeline reports, whether a permit covers it or not: what is denied and runs all the same has to be
 * known. The row and its event in the region's journal commit together.
 *
 * @throws {DeploymentRunningError} it started, and runs already
 * @throws {DeploymentNotRunningError} it moved or stopped, and nothing runs under that name
 */
export async function reportDeployment(
  deed: ReportDeed,
  report: DeploymentReport,
): Promise<DeploymentView> {
  if (report.event === 'started') return start(deed, report);
  const running = await lockRunning(deed, report);
  return report.event === 'moved' ? move(deed, running, report) : stop(deed, running);
}

async function start(
  deed: ReportDeed,
  { environment, name, model, artifact, cloudRegion, instances }: Which & HowItRuns,
): Promise<DeploymentView> {
  const { client, by, at } = deed;
  const id = newId('deployment');
  const { rowCount } = await client.query(
    `insert into deployment (id, environment, name, model, artifact_sha256, cloud_region, instances,
                             started_at, since, reported_by, reported_at, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $8, 0)
     on conflict (environment, name) where stopped_at is null do nothing`,
    [id, environment, name, model, artifact, cloudRegion, instances, at, by],
  );
  if (rowCount !== 1) throw new DeploymentRunningError(environment, name);
  const payload = {
    deployment: id,
    environment,
    name,
    model,
    artifact,
    cloudRegion,
    instances,
  };
  return journaled(deed, id, { type: 'DEPLOYMENT_STARTED', payload });
}

async function move(
  deed: ReportDeed,
  before: DeploymentView,
  report: Partial<HowItRuns>,
): Promise<DeploymentView> {
  const { id, environment, name } = before;
  const artifact = report.artifact ?? before.artifact;
  const cloudRegion = report.cloudRegion ?? before.cloudRegion;
  const instances = report.instances ?? before.instances;
  const model = report.model ?? before.model;
  const isSame = artifact === before.artifact && cloudRegion === before.cloudRegion;
  await deed.client.query(
    `update deployment set artifact_sha256 = $2, cloud_region = $3, instances = $4, model = $5, since = $6 where id = $1`,
    [id, artifact, cloudRegion, instances, model, isSame ? before.since : deed.at],
  );
  const payload = {
    deployment: id,
    environment,
    name,
    model,
    artifact,
    cloudRegion,
    instances,
  };
  return journaled(deed, id, { type: 'DEPLOYMENT_MOVED', payload });
}

async function stop(deed: ReportDeed, running: DeploymentView): Promise<DeploymentView> {
  const { id, environment, name } = running;
  await deed.client.query('update deployment set stopped_at = $2 where id = $1', [id, deed.at]);
  const payload = { deployment: id, environment, name };
  return journaled(deed, id, { type: 'DEPLOYMENT_STOPPED', payload });
}

async function journaled(
  { region, client, by, at }: ReportDeed,
  id: string,
  entry: DeploymentEntry,
): Promise<DeploymentView> {
  const { seq } = await appendEvent(client, { subject: region, actor: by, at, entry });
  const { rows } = await client.query<DeploymentColumns>(
    `update deployment set seq = $2, reported_by = $3, reported_at = $4 where id = $1 returning *`,
    [id, seq, by, at],
  );
  const [row] = rows;
  if (!row) throw new Error(`the deployment \`${id}\` is gone although its row was locked`);
  return viewOf(row, region);
}

async function lockRunning(
  { region, client }: ReportDeed,
  { environment, name }: Which,
): Promise<DeploymentView> {
  const { rows } = await client.query<DeploymentColumns>(
    `select * from deployment where environment = $1 and name = $2 and stopped_at is null for update`,
    [environment, name],
  );
  const [row] = rows;
  if (!row) throw new DeploymentNotRunningError(environment, name);
  return viewOf(row, region);
}

/** One deployment, kept from others until the transaction ends; null when there is none. */
export async function lockDeployment(
  client: pg.ClientBase,
  region: string,
  id: string,
): Promise<DeploymentView | null> {
  const { rows } = await client.query<DeploymentColumns>(
    'select * from deployment where id = $1 for update',
    [id],
  );
  return rows[0] ? viewOf(rows[0], region) : null;
}

/** What a sweep looks at: what runs, and what has stopped since something was wrong with it. */
export async function deploymentsToCheck(cell: {
  readonly region: string;
  readonly pool: pg.Pool;
}): Promise<DeploymentView[]> {
  const { rows } = await cell.pool.query<DeploymentColumns>(
    `select d.* from deployment d
      where d.stopped_at is null
         or exists (select from stray s where s.deployment_id = d.id and s.resolved_at is null)
      order by d.id`,
  );
  return rows.map((row) => viewOf(row, cell.region));
}

/** What is known to run in a cell, by environment and name. */
export async function listDeployments(cell: {
  readonly region: string;
  readonly pool: pg.Pool;
}): Promise<DeploymentView[]> {
  const { rows } = await cell.pool.query<DeploymentColumns>(
    `select * from deployment where stopped_at is null order by environment, name`,
  );
  return rows.map((row) => viewOf(row, cell.region));
}

function viewOf(row: DeploymentColumns, region: string): DeploymentView {
  return {
    id: row.id,
    region,
    environment: row.environment,
    name: row.name,
    model: row.model,
    artifact: row.artifact_sha256,
    cloudRegion: row.cloud_region,
    instances: row.instances,
    startedAt: row.started_at.toISOString(),
    since: row.since.toISOString(),
    reportedBy: row.reported_by,
    reportedAt: row.reported_at.toISOString(),
    seq: row.seq,
    stoppedAt: row.stopped_at?.toISOString() ?? null,
  };
}
