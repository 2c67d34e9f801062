import { openNeeds } from '../../workflows/conditions.ts';
import type { CaseEventType } from '../../workflows/contract.ts';
import {
  EventRefusedError,
  NotIndependentError,
  NotOnTeamError,
  RoleMissingError,
  SeenChangedError,
} from './cases.errors.ts';
import type { CaseRow } from './case-row.ts';
import { PausedError } from '../operations/operations.errors.ts';
import { type Actor, type DecisionEvent, isDecision, type PersonEvent } from './person-event.ts';

/** What makes things safer, or ends them, is never stopped by an operator. */
const ALWAYS: readonly PersonEvent['type'][] = ['WITHDRAWN', 'RETIRED', 'SUSPENDED', 'REVOKED'];

/** Roles that look on and manage; whoever holds nothing else hands in nothing. */
const ONLOOKERS: readonly string[] = ['auditor', 'administrator'];

/**
 * Refuses what this person may not do to this case, whatever its stage; pure.
 *
 * The machine guards the same promises again: this says which one it was.
 *
 * @throws {RoleMissingError} the person does not hold the role in which they act
 * @throws {NotIndependentError} a decision on one's own request or model
 * @throws {NotOnTeamError} an act of the team by somebody else
 * @throws {PausedError} an operator has stopped the case or its stage
 */
export function assertMay(row: CaseRow, event: PersonEvent, actor: Actor): void {
  if (isDecision(event)) {
    assertRole(row, event.role, actor);
    assertIndependent(row, actor);
  } else if (event.type === 'EVIDENCE_ADDED') {
    if (actor.roles.every((role) => ONLOOKERS.includes(role))) {
      throw new RoleMissingError(actor.personId, 'requester', row.region);
    }
  } else {
    assertRole(row, 'requester', actor);
    if (!isOnTeam(row, actor)) throw new NotOnTeamError(actor.personId, event.type);
  }
  if (row.paused && !ALWAYS.includes(event.type)) throw new PausedError(row.paused);
}

/**
 * Refuses a decision on something else than what stands there now, and a second one by the same person; pure.
 *
 * @throws {EventRefusedError} the stage is not one the case is in
 * @throws {NotIndependentError} the person has approved this stage already
 * @throws {SeenChangedError} the stage changed since the person looked
 */
export function assertCurrent(
  row: CaseRow,
  event: PersonEvent,
  actor: Actor,
  possible: readonly CaseEventType[],
): void {
  if (!isDecision(event) || !('seen' in event)) return;
  if (!possible.includes(event.type) || !isDecidable(row, event)) {
    throw new EventRefusedError(event.type, row.stages, possible, row.status);
  }
  const current = row.context.assessment?.seen[event.stage];
  if (current !== event.seen) {
    throw new SeenChangedError(event.stage, event.seen, current ?? null);
  }
  if (event.type === 'APPROVED' && hasApproved(row, event.stage, actor)) {
    throw new NotIndependentError(actor.personId, 'counted');
  }
}

function hasApproved({ context }: CaseRow, stage: string, { personId }: Actor): boolean {
  return context.stages[stage]?.approvals.some(({ by }) => by === personId) ?? false;
}

/**
 * A duty may be waived wherever the case is, and a signature that a later law asks of a live permit is given where the
 * role signs; everything else is decided in a stage the case is in.
 */
function isDecidable({ context, stages }: CaseRow, event: DecisionEvent): boolean {
  const { type, stage, role } = event;
  const isLate =
    type === 'APPROVED' && context.permit !== null && openNeeds(context, stage).includes(role);
  return type === 'FINDING_WAIVED' || isLate || stages.includes(stage);
}

function assertRole(row: CaseRow, role: string, actor: Actor): void {
  if (!actor.roles.includes(role)) throw new RoleMissingError(actor.personId, role, row.region);
}

function assertIndependent({ context }: CaseRow, { personId }: Actor): void {
  if (personId === context.requester) throw new NotIndependentError(personId, 'requester');
  const team = [...context.team, ...context.formerTeam];
  if (team.includes(personId)) throw new NotIndependentError(personId, 'team');
}

function isOnTeam({ context }: CaseRow, { personId }: Actor): boolean {
  return personId === context.requester || context.team.includes(personId);
}
