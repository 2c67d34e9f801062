import type { Instant } from '../../workflows/words.ts';
import type { CaseStatus } from '../../workflows/step-result.ts';
import { type PermitQuestion, type PermitReason, refusalsOf } from '../permits/permit-question.ts';
import type { PermitStatement } from '../permits/permit.types.ts';

/** Why the gate says no; stable words. */
type GateReason =
  | PermitReason
  | 'no_permit'
  | 'permit_revoked'
  | 'permit_suspended'
  | 'permit_not_ours'
  | 'region_not_served'
  | 'cloud_region_unknown'
  | 'clock_off';

export interface GateRefusal {
  readonly code: GateReason;
  readonly detail: string;
}

/** A permit as the gate finds it in a cell. */
export interface Candidate {
  readonly id: string;
  readonly case: string;
  readonly statement: PermitStatement;
  readonly revokedAt: Instant | null;
  /** Where its case stands now. */
  readonly status: CaseStatus;
  /** Whether a key of the region has signed it: a row alone is no permit. */
  readonly isSigned: boolean;
}

export type Verdict =
  | { readonly decision: 'allow'; readonly permit: Candidate }
  | {
      readonly decision: 'deny';
      readonly reasons: readonly GateRefusal[];
      /** The permit that comes closest. */
      readonly permit: Candidate | null;
    };

/**
 * Whether an artifact may run there, now, by the permits that speak of it; pure.
 *
 * Some permit has to hold in everything that is asked. What is not known is no yes.
 */
export function verdictOf(question: PermitQuestion, candidates: readonly Candidate[]): Verdict {
  const judged = candidates.map((permit) => ({ permit, reasons: reasonsOf(question, permit) }));
  const good = judged.find(({ reasons }) => reasons.length === 0);
  if (good) return { decision: 'allow', permit: good.permit };
  const [nearest] = judged.toSorted((a, b) => a.reasons.length - b.reasons.length);
  if (nearest) return { decision: 'deny', ...nearest };
  const detail = 'no permit was ever issued for this artifact here';
  return { decision: 'deny', reasons: [{ code: 'no_permit', detail }], permit: null };
}

function reasonsOf(question: PermitQuestion, permit: Candidate): readonly GateRefusal[] {
  const taken = takenBack(permit);
  return [...(taken ? [taken] : []), ...refusalsOf(permit.statement, question)];
}

function takenBack({ isSigned, revokedAt, status, id }: Candidate): GateRefusal | null {
  if (!isSigned) {
    return { code: 'permit_not_ours', detail: `no key of the region has signed permit \`${id}\`` };
  }
  if (status === 'suspended') {
    return { code: 'permit_suspended', detail: `permit \`${id}\` is suspended` };
  }
  if (revokedAt !== null || (status !== 'permitted' && status !== 'deployed')) {
    return {
      code: 'permit_revoked',
      detail: `permit \`${id}\` does not hold: its case is ${status}`,
    };
  }
  return null;
}
