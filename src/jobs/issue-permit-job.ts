import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { issuePermit } from '../permits/issue-permit.ts';
import type { SigningKey } from '../permits/permit.types.ts';
import type { CaseView } from '../cases/case.views.ts';
import type { JobHandler } from './job.types.ts';

/**
 * Signs the permit of a case that has earned one, and tells the case: row, event and the job's end commit together.
 *
 * @param jurisdictions top jurisdictions the region governs
 */
export function issuePermitJob(
  key: SigningKey,
  jurisdictions: readonly string[],
  now: () => string,
): JobHandler {
  return async (tx, { id }) => {
    // A permit given today rests on the law of today, not of the day on which the last person signed.
    const view = await tx.readLaw(id);
    // The case may have moved on while the job waited: nothing is owed any more.
    if (!isOwed(view)) return;
    const { client } = tx;
    const input = { client, key, caseId: view.id, now: now(), jurisdictions };
    const permit = await issuePermit(input);
    await tx.tell(view.id, (at) => ({ type: 'PERMIT_ISSUED', by: ENGINE_ACTOR, at, permit }));
  };
}

function isOwed({ stages, permit }: CaseView): boolean {
  return stages.includes('permit') && permit === null;
}
