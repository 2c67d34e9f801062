import { may } from '../identity/permissions.ts';
import { isSamePerson, isWithinTerms, openNeeds } from '../../workflows/conditions.ts';
import type { CaseEventType } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import {
  EventRefusedError,
  NotIndependentError,
  NotOnTeamError,
  RoleMissingError,
  SeenChangedError,
  WaiverNotAllowedError,
} from './cases.errors.ts';
import type { CaseRow } from './case-row.ts';
import { PausedError } from '../operations/operations.errors.ts';
import { type Actor, type DecisionEvent, isDecision, type PersonEvent } from './person-event.ts';

/** What makes things safer, or ends them, is never stopped by an operator. */
const ALWAYS: readonly PersonEvent['type'][] = [
  'WITHDRAWN',
  'RETIRED',
  'SUSPENDED',
  'REVOKED',
  'INCIDENT_REPORTED',
  'INCIDENT_DUTY_DONE',
];

/** What whoever works in the region may hand in, of the team or not. */
const OPEN_TO_ALL: readonly PersonEvent['type'][] = ['EVIDENCE_ADDED', 'INCIDENT_REPORTED'];

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
    for (const person of decidersOf(event, actor)) assertIndependent(row, person);
  } else if (OPEN_TO_ALL.includes(event.type)) {
    if (!may(actor.roles, 'upload')) {
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
 * @throws {WaiverNotAllowedError} the rule lets others waive its finding, or for a shorter time
 */
export function assertCurrent(
  row: CaseRow,
  event: PersonEvent,
  actor: Actor,
  { possible, at }: { readonly possible: readonly CaseEventType[]; readonly at: Instant },
): void {
  if (!isDecision(event) || !('seen' in event)) return;
  assertTerms(row, event, at);
  if (!possible.includes(event.type) || !isDecidable(row, event)) {
    throw new EventRefusedError(event.type, row.stages, possible, row.status);
  }
  assertSeen(row, event);
  if (event.type === 'APPROVED' && hasApproved(row, event, actor)) {
    throw new NotIndependentError(actor.personId, 'counted');
  }
}

function assertSeen({ context }: CaseRow, { stage, seen }: SeenDecision): void {
  const current = context.assessment?.seen[stage];
  if (current !== seen) throw new SeenChangedError(stage, seen, current ?? null);
}

type SeenDecision = Extract<DecisionEvent, { seen: string }>;

/** The machine holds the same; this says what the rule allows. */
function assertTerms({ context }: CaseRow, event: SeenDecision, at: Instant): void {
  if (event.type !== 'FINDING_WAIVED') return;
  const { rule, role, expires } = event;
  const waiver = context.assessment?.findings.find((finding) => finding.rule === rule)?.waiver;
  const terms = waiver ?? { by: ['compliance_officer'], atMost: null };
  if (!isWithinTerms({ waiver: terms }, { role, at, expires })) {
    throw new WaiverNotAllowedError(rule, terms);
  }
}

function hasApproved({ context }: CaseRow, event: DecisionEvent, actor: Actor): boolean {
  const acting = { by: actor.personId, standsInFor: actor.standsInFor?.get(event.role) };
  const approvals = context.stages[event.stage]?.approvals ?? [];
  return approvals.some((approval) => isSamePerson(approval, acting));
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

/** Who decides, and whose place they take in this role. */
function decidersOf({ role }: DecisionEvent, actor: Actor): readonly string[] {
  const standsInFor = actor.standsInFor?.get(role);
  return standsInFor === undefined ? [actor.personId] : [actor.personId, standsInFor];
}

function assertIndependent({ context }: CaseRow, personId: string): void {
  if (personId === context.requester) throw new NotIndependentError(personId, 'requester');
  const team = [...context.team, ...context.formerTeam];
  if (team.includes(personId)) throw new NotIndependentError(personId, 'team');
}

function isOnTeam({ context }: CaseRow, { personId }: Actor): boolean {
  return personId === context.requester || context.team.includes(personId);
}
