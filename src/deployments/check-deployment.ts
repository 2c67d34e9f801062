import type { Instant } from '../../workflows/words.ts';
import type { CaseTransaction } from '../cases/case-transaction.ts';
import { readOpening } from '../break-glass/break-glass-rows.ts';
import { readCandidates } from '../gate/gate-queries.ts';
import { verdictOf } from '../gate/gate.ts';
import type { IncidentKind } from '../policy/load-incidents.ts';
import type { DeploymentView } from './deployments.ts';
import { lockDeployment } from './deployments.ts';
import { openStrays, readElsewhere, type StrayEnd, type StrayView } from './stray-rows.ts';
import { type StrayFact, strayFact } from './stray.ts';
import { resolveStray, tellStray } from './tell-stray.ts';

/** What a check of deployments knows of its region. */
export interface CheckGround {
  readonly region: string;
  readonly incidents: readonly IncidentKind[];
}

export interface Checked {
  readonly found: boolean;
  readonly resolved: boolean;
}

type Db = Parameters<typeof openStrays>[0];

/** What is wrong with a deployment as it is reported now; null when a permit covers it, or it has stopped. */
export async function wrongWith(
  db: Db,
  deployment: DeploymentView,
  at: Instant,
): Promise<StrayFact | null> {
  if (deployment.stoppedAt !== null) return null;
  const { region, artifact, cloudRegion } = deployment;
  const question = { artifact, cloudRegion, jurisdictions: [], useCase: null, at };
  const verdict = verdictOf(question, await readCandidates({ region, db }, artifact));
  if (verdict.decision === 'allow') return null;
  // Somebody answers for it, and somebody else looks at that.
  if (await readOpening({ region, db }, question)) return null;
  return strayFact(deployment, verdict, await readElsewhere(db, region, deployment));
}

/** Whether what is told of a deployment already is what is wrong with it. */
export function isTold(
  deployment: DeploymentView,
  wrong: StrayFact | null,
  told: StrayView | undefined,
): boolean {
  if (!wrong || !told) return !wrong && !told;
  const { artifact, cloudRegion } = deployment;
  return wrong.code === told.code && artifact === told.artifact && cloudRegion === told.cloudRegion;
}

/**
 * Holds one deployment against the permits, in a transaction: tells what is wrong with it once, and takes back what no
 * longer is. Whoever reports on it, or looks as well, waits.
 */
export async function checkDeployment(
  tx: CaseTransaction,
  ground: CheckGround,
  { id, at }: { readonly id: string; readonly at: Instant },
): Promise<Checked> {
  const { client } = tx;
  const deployment = await lockDeployment(client, ground.region, id);
  if (!deployment) return { found: false, resolved: false };
  const [wrong, strays] = [
    await wrongWith(client, deployment, at),
    await openStrays(client, deployment.id),
  ];
  const told = strays.get(deployment.id);
  if (isTold(deployment, wrong, told)) return { found: false, resolved: false };
  if (told)
    await resolveStray(tx, ground.region, {
      stray: told,
      deployment,
      how: endOf(deployment, wrong),
      at,
    });
  if (wrong) await tellStray(tx, ground, { wrong, deployment, at });
  return { found: wrong !== null, resolved: told !== undefined };
}

function endOf({ stoppedAt }: DeploymentView, wrong: StrayFact | null): StrayEnd {
  if (wrong) return 'changed';
  return stoppedAt === null ? 'covered' : 'stopped';
}
