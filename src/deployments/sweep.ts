import type { CaseEngine } from '../cases/engine.ts';
import { type IncidentKind } from '../policy/load-incidents.ts';
import { type Checked, checkDeployment, isTold, wrongWith } from './check-deployment.ts';
import { deploymentsToCheck } from './deployments.ts';
import { openStrays } from './stray-rows.ts';

/** What a sweep came to. */
export interface Swept {
  /** Deployments looked at. */
  readonly looked: number;
  /** Strays told now; those told before are not counted. */
  readonly found: number;
  readonly resolved: number;
}

/**
 * Holds everything that runs in a region against its permits.
 *
 * Most of it is in order: it is looked at without a lock, and only what differs from what was told is looked at again
 * under one. Any number of sweeps may run beside each other; a fact is told once.
 */
export class DeploymentSweep {
  constructor(
    private readonly engine: CaseEngine,
    private readonly incidents: readonly IncidentKind[],
  ) {}

  async all(): Promise<Swept> {
    const { region, parts } = this.engine;
    const { pool } = parts;
    const [deployments, told] = await Promise.all([
      deploymentsToCheck({ region, pool }),
      openStrays(pool),
    ]);
    const swept = { looked: deployments.length, found: 0, resolved: 0 };
    for (const deployment of deployments) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: a sweep must not take all connections
      const wrong = await wrongWith(pool, deployment, parts.now());
      if (isTold(deployment, wrong, told.get(deployment.id))) continue;
      // oxlint-disable-next-line no-await-in-loop -- as above
      const { found, resolved } = await this.one(deployment.id);
      swept.found += found ? 1 : 0;
      swept.resolved += resolved ? 1 : 0;
    }
    await pool.query(
      `insert into deployment_sweep (swept_at, looked_at) values ($1, $2)
       on conflict (singleton) do update set swept_at = excluded.swept_at, looked_at = excluded.looked_at`,
      [parts.now(), swept.looked],
    );
    return swept;
  }

  /** One deployment alone, for who has just reported on it. */
  async one(id: string): Promise<Checked> {
    const { region, parts } = this.engine;
    const ground = { region, incidents: this.incidents };
    return this.engine.transact(async (tx) => checkDeployment(tx, ground, { id, at: parts.now() }));
  }
}
