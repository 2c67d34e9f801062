import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { appendAside } from '../cases/append-aside.ts';
import { lockCaseRow } from '../cases/case-row.ts';
import type { CaseTransaction } from '../cases/case-transaction.ts';
import { incidentEvent } from '../cases/incident-event.ts';
import { newId } from '../common/ids.ts';
import type { StrayEntry } from '../journal/deployment-entries.ts';
import { appendEvent } from '../journal/journal.ts';
import type { IncidentKind } from '../policy/load-incidents.ts';
import { endRegionTask, openRegionTask } from '../region-tasks/region-task-rows.ts';
import type { DeploymentView } from './deployments.ts';
import { endStray, insertStray, type StrayEnd, type StrayView } from './stray-rows.ts';
import type { StrayFact } from './stray.ts';

/** The kind of incident that something is which runs without a permit; `policies/incidents.yaml` says what is owed then. */
const INCIDENT = 'unpermitted_deployment';
const ROLE = 'compliance_officer';
const DUE = 'P1D';

interface Ground {
  readonly region: string;
  readonly incidents: readonly IncidentKind[];
}

interface Told {
  readonly wrong: StrayFact;
  readonly deployment: DeploymentView;
  readonly at: Instant;
}

/**
 * Tells that something runs although no permit covers it: in the journal of the case it belongs to, as an incident where
 * the case still takes one (its permit is suspended by it), else in the region's; and opens a task.
 */
export async function tellStray(tx: CaseTransaction, ground: Ground, told: Told): Promise<void> {
  const { region } = ground;
  const { wrong, deployment, at } = told;
  const id = newId('stray');
  const { caseId } = wrong;
  const { subject, seq } = await journal(tx, region, {
    caseId,
    at,
    entry: { type: 'STRAY_FOUND', payload: payloadOf(id, told) },
  });
  const incident = caseId === null ? null : await reportIncident(tx, ground, { caseId, told });
  await insertStray(tx.client, {
    ...wrong,
    id,
    deployment,
    incident: incident?.id ?? null,
    at,
    subject,
    seq,
  });
  // The duties of an incident are tasks of its case.
  if (incident && incident.duties > 0) return;
  const { name, environment } = deployment;
  await openRegionTask(tx.client, {
    kind: 'stray',
    about: id,
    caseId,
    title: `Stop \`${name}\` in ${environment}, or bring it under a permit`,
    role: ROLE,
    subject,
    seq,
    at,
    due: DUE,
  });
}

/**
 * Takes back what was told, and closes the region's task about it. An incident stays in the record of its case, and what
 * is owed because of it until a person says what was done: no machine takes that word from the engine.
 */
export async function resolveStray(
  tx: CaseTransaction,
  region: string,
  of: {
    readonly stray: StrayView;
    readonly deployment: DeploymentView;
    readonly how: StrayEnd;
    readonly at: Instant;
  },
): Promise<void> {
  const { stray, deployment, how, at } = of;
  // Case, task, then the region's journal: the order in which whoever closes the task takes them.
  if (stray.case !== null) await tx.lock(stray.case);
  const reason = REASONS[how];
  const about = { kind: 'stray', about: stray.id } as const;
  await endRegionTask(tx.client, about, { by: null, at, how, reason });
  await endStray(tx.client, stray.id, { at, how });
  const payload = { stray: stray.id, deployment: deployment.id, how };
  const entry = { type: 'STRAY_RESOLVED', payload } as const;
  await journal(tx, region, { caseId: stray.case, at, entry });
}

const REASONS: Readonly<Record<StrayEnd, string>> = {
  covered: 'a permit covers it now',
  changed: 'something else runs there now, or for another reason',
  stopped: 'it was stopped',
};

function payloadOf(stray: string, { wrong, deployment }: Told) {
  const { id, environment, name, artifact, cloudRegion } = deployment;
  const { code, permit, detail: reason } = wrong;
  return { stray, deployment: id, environment, name, artifact, cloudRegion, code, permit, reason };
}

async function journal(
  { client }: CaseTransaction,
  region: string,
  {
    caseId,
    at,
    entry,
  }: { readonly caseId: string | null; readonly at: Instant; readonly entry: StrayEntry },
): Promise<{ readonly subject: string; readonly seq: number }> {
  const row = caseId === null ? null : await lockCaseRow(client, caseId);
  if (row) return appendAside(client, row, { actor: ENGINE_ACTOR, at, entry });
  return appendEvent(client, { subject: region, actor: ENGINE_ACTOR, at, entry });
}

/** The incident that the case took, and how many duties came with it; null where it takes none any more. */
async function reportIncident(
  tx: CaseTransaction,
  { region, incidents }: Ground,
  { caseId, told }: { readonly caseId: string; readonly told: Told },
): Promise<{ readonly id: string; readonly duties: number } | null> {
  const { possible } = await tx.lock(caseId);
  if (!possible.includes('INCIDENT_REPORTED')) return null;
  const { wrong, deployment, at: now } = told;
  const known = incidents.some((one) => one.region === region && one.kind === INCIDENT);
  const kinds = known
    ? incidents
    : [...incidents, { region, kind: INCIDENT, title: '', duties: [] }];
  const event = incidentEvent(kinds, region, { kind: INCIDENT, reason: wrong.detail, now });
  if (event.type !== 'INCIDENT_REPORTED') return null;
  // Whoever reported that it runs has reported the incident: a case takes none from the engine itself.
  await tx.tell(caseId, (at) => ({ ...event, by: deployment.reportedBy, at }));
  return { id: event.incident, duties: event.duties.length };
}
