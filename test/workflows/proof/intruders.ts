import type { CaseContext, CaseEvent } from '../../../workflows/contract.ts';
import type { StepResult } from '../../../workflows/step-result.ts';
import { BEGIN, PERMIT_END, WAIVER_END } from '../case-world.ts';
import type { Offers } from '../exploration.ts';

/** The same world with people who try what they may not: another's part, a role that has no say, a date gone by. */
export function withIntruders(offers: Offers): Offers {
  return (def, law, node) => [
    ...offers(def, law, node),
    ...asEngine(node.now),
    ...asTeam(node.now),
    ...asValidator(node.now),
    ...tooLate(node.result.context),
    ...inTheirPlace(node.result),
  ];
}

function asEngine(at: string): CaseEvent[] {
  const by = 'cora';
  return [
    { type: 'REVIEW_DUE', by, at },
    { type: 'REVIEW_MISSED', by, at },
    { type: 'PERMIT_EXPIRED', by, at },
    { type: 'WAIVER_EXPIRED', by, at, rule: 'PAPER' },
    { type: 'CONDITION_OVERDUE', by, at, condition: 'cond-1' },
    { type: 'APPEAL_LAPSED', by, at },
  ];
}

function asTeam(at: string): CaseEvent[] {
  const by = 'cora';
  return [
    { type: 'RETIRED', by, at, reason: '' },
    { type: 'WITHDRAWN', by, at, reason: '' },
    { type: 'APPEALED', by, at, reason: '' },
    { type: 'DRIFT_REPORTED', by, at, metric: 'psi', value: 1, threshold: 0, reason: '' },
  ];
}

function asValidator(at: string): CaseEvent[] {
  const act = { by: 'vic', role: 'independent_validator', at, decision: 'v', reason: '' };
  return [
    { ...act, type: 'SUSPENDED' },
    { ...act, type: 'RESUMED' },
    { ...act, type: 'REVOKED' },
    { ...act, type: 'FINDING_WAIVED', rule: 'PAPER', expires: WAIVER_END },
    { ...act, type: 'REJECTION_UPHELD' },
    { ...act, type: 'REJECTION_OVERTURNED' },
  ];
}

/** Somebody who takes the place of one who counts already, or of one who may not decide at all. */
function inTheirPlace({ context, stages }: StepResult): CaseEvent[] {
  const act = { by: 'eva', role: 'compliance_officer', at: BEGIN, reason: '' };
  const standing = Object.entries(context.stages).flatMap(([stage, { approvals }]) =>
    approvals.map(({ by, role }) => ({ ...act, stage, role, standsInFor: by })),
  );
  const ofTeam = stages.map((stage) => ({ ...act, stage, standsInFor: 'ana' }));
  return [
    ...[...standing, ...ofTeam].map((event) => ({
      ...event,
      type: 'APPROVED' as const,
      decision: 'eva',
      seen: context.assessment?.seen[event.stage] ?? '',
    })),
    { ...act, type: 'SUSPENDED', decision: 'eva', standsInFor: 'tim' },
  ];
}

/** What nobody may do any more, or with dates that lie the wrong way round. */
function tooLate({ permit }: CaseContext): CaseEvent[] {
  const act = { by: 'cora', role: 'compliance_officer', reason: '', decision: 'late' };
  const expired = { id: 'p', sha256: 'p', issuedAt: BEGIN, expiresAt: BEGIN };
  return [
    { ...act, type: 'FINDING_WAIVED', at: BEGIN, rule: 'PAPER', expires: BEGIN },
    { type: 'PERMIT_ISSUED', by: 'carnet', at: BEGIN, permit: expired },
    ...(permit
      ? ([
          { ...act, type: 'RESUMED', at: PERMIT_END },
          { type: 'DEPLOYED', by: 'ana', at: PERMIT_END, cloudRegion: 'eu-central-1' },
        ] as const)
      : []),
  ];
}
