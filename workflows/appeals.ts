/** Rejections, and appeals against them to another person. Pure. */

import { actorsOf, isOfficer, isSamePerson, type StageDecision } from './conditions.ts';
import type { CaseContext, CaseEvent } from './contract.ts';
import { addDuration } from './duration.ts';

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** How long a team may appeal; then the rejection is final. */
const APPEAL_WITHIN = 'P30D';

export function recordRejection(event: StageDecision): Partial<CaseContext> {
  const { decision, stage, at } = event;
  return { rejection: { decision, stage, ...actorsOf(event), at, appealed: null }, voided: [] };
}

export function recordAppeal(
  { rejection }: CaseContext,
  { at }: EventOf<'APPEALED'>,
): Partial<CaseContext> {
  return rejection ? { rejection: { ...rejection, appealed: at }, voided: [] } : { voided: [] };
}

/** Nobody decides on an appeal against their own decision. */
export function isAppealDecision(
  context: CaseContext,
  event: EventOf<'REJECTION_UPHELD' | 'REJECTION_OVERTURNED'>,
): boolean {
  const { rejection } = context;
  return isOfficer(context, event) && (!rejection || !isSamePerson(rejection, event));
}

/** The rejection is void, as a decision that fell. */
export function recordOverturned({ rejection }: CaseContext): Partial<CaseContext> {
  if (!rejection) return { voided: [] };
  const { decision, stage, by } = rejection;
  return { rejection: null, voided: [{ decision, stage, by }] };
}

/** When a rejection of this instant becomes final. */
export function appealEnds(rejectedAt: string): string {
  return addDuration(rejectedAt, APPEAL_WITHIN);
}
