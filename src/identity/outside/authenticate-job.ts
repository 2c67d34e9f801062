import type { Cell } from '../../database/cell.ts';
import type { Principal } from '../principal.ts';
import { hashOf } from '../secret.ts';
import { principalOf, WHO } from '../who.ts';
import type { Known, WhoColumns } from '../who.ts';
import { JobTokenError } from './outside.errors.ts';
import type { Workloads } from './workload.ts';

const LOOK_UP = `select ${WHO} from person p where p.id = $1 and p.kind = 'service'`;

/**
 * The service account that a job of a pipeline stands for, limited to what the identity file says.
 *
 * @throws {JobTokenError} the token does not hold, or no region knows the service account
 * @throws {IssuerUnreachableError} {PersonDisabledError}
 */
export async function authenticateJob(
  cells: readonly Cell[],
  workloads: Workloads,
  token: string,
  now: Date,
): Promise<Principal> {
  const { workload, account } = await workloads.jobOf(token, now);
  const { service, regions, actions = null } = account;
  const meant = cells.filter(({ region }) => regions?.includes(region) ?? true);
  const answers = await Promise.all(
    meant.map(async (cell): Promise<Known<WhoColumns & { actions: typeof actions }> | null> => {
      const { rows } = await cell.pool.query<WhoColumns>(LOOK_UP, [service, now]);
      return rows[0] ? { cell, row: { ...rows[0], actions } } : null;
    }),
  );
  const [first, ...rest] = answers.filter((answer) => answer !== null);
  if (!first) throw new JobTokenError(`no region has its service account \`${service}\``);
  // The same token is the same caller; what it holds stays out of whatever tells of callers.
  const name = hashOf(token).toString('hex').slice(0, 20);
  return principalOf(`job-${workload}-${name}`, [first, ...rest]);
}
