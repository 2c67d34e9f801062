/** Conditions on approvals: what they do to a case, and who may say that one is met. Pure. */

import { isBefore, durationBetween } from './duration.ts';
import type { CaseContext, CaseEvent } from './contract.ts';
import { actsIndependently, isSamePerson } from './conditions.ts';
import type { StandingCondition } from './obligations.ts';

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;
type Voided = CaseContext['voided'];

export function conditionsOf({ conditions }: CaseContext): readonly StandingCondition[] {
  return conditions ?? [];
}

/** The conditions with those of an approval that was just given. */
export function withConditions(
  context: CaseContext,
  event: EventOf<'APPROVED'>,
): Pick<CaseContext, 'conditions'> {
  if (!event.conditions || event.conditions.length === 0) return {};
  const { decision, stage, role, at } = event;
  const added = event.conditions.map((condition) => ({
    ...condition,
    decision,
    stage,
    role,
    within: durationBetween(at, condition.due),
    met: null,
    overdue: false,
  }));
  return { conditions: [...conditionsOf(context), ...added] };
}

/** Conditions whose approval falls with them. */
export function fallenConditions(
  context: CaseContext,
  voided: Voided,
): readonly StandingCondition[] {
  const fallen = new Set(voided.map(({ decision }) => decision));
  return conditionsOf(context).filter(({ decision }) => fallen.has(decision));
}

/** What stands of the conditions once these decisions are void; nothing where there never were any. */
export function withoutFallen(
  context: CaseContext,
  voided: Voided,
): Pick<CaseContext, 'conditions'> {
  const fallen = fallenConditions(context, voided);
  if (fallen.length === 0) return {};
  return { conditions: conditionsOf(context).filter((condition) => !fallen.includes(condition)) };
}

/** Each is due in the future, and no two of the case are called the same. */
export function areNewConditions(context: CaseContext, event: EventOf<'APPROVED'>): boolean {
  const { conditions = [], at } = event;
  const ids = [...conditionsOf(context), ...conditions].map(({ id }) => id);
  return (
    new Set(ids).size === ids.length &&
    conditions.every(({ due, text }) => isBefore(at, due) && text !== '')
  );
}

/** True when a condition stands that is neither met nor void. */
export function isOwed(context: CaseContext, id: string): boolean {
  return conditionsOf(context).some((condition) => condition.id === id && condition.met === null);
}

/** Whoever gave the approval's role, or a compliance officer, says that it is met; nobody on their own work. */
export function isConditionMet(context: CaseContext, event: EventOf<'CONDITION_MET'>): boolean {
  const condition = conditionsOf(context).find(({ id }) => id === event.condition);
  return (
    condition?.met === null &&
    [condition.role, 'compliance_officer'].includes(event.role) &&
    !isSamePerson({ by: condition.owner }, event) &&
    actsIndependently(context, event)
  );
}

export function recordMet(
  context: CaseContext,
  { condition, by, at, decision }: EventOf<'CONDITION_MET'>,
): Partial<CaseContext> {
  return {
    conditions: conditionsOf(context).map((one) =>
      one.id === condition ? { ...one, met: { by, at, decision }, overdue: false } : one,
    ),
    voided: [],
  };
}

/**
 * A condition has run out: before the permit its approval is void, with the other conditions of that approval; after it
 * the condition is overdue, which suspends.
 */
export function recordOverdue(context: CaseContext, id: string): Partial<CaseContext> {
  const condition = conditionsOf(context).find((one) => one.id === id);
  if (!condition) return { voided: [] };
  if (context.permit) {
    return {
      conditions: conditionsOf(context).map((one) =>
        one.id === id ? { ...one, overdue: true } : one,
      ),
      voided: [],
    };
  }
  const { decision, stage } = condition;
  const record = context.stages[stage];
  const approval = record?.approvals.find((one) => one.decision === decision);
  const voided = approval ? [{ decision, stage, by: approval.by }] : [];
  const approvals = record?.approvals.filter((one) => one !== approval) ?? [];
  return {
    ...withoutFallen(context, voided),
    ...(record && { stages: { ...context.stages, [stage]: { ...record, approvals } } }),
    voided,
  };
}

/** What keeps a live permit suspended. */
export function isConditionOverdue(context: CaseContext): boolean {
  return conditionsOf(context).some(({ overdue, met }) => overdue && met === null);
}
