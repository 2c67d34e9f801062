import {
  ENGINE_ACTOR,
  type AssessmentSummary,
  type CaseContext,
  type CaseEvent,
  type FindingSummary,
} from './contract.ts';
import type { Instant } from './words.ts';
import { addDuration, dayOf, isBefore } from './duration.ts';
import { inputsKey, needsAssessment } from './inputs.ts';
import { decisionStages, isWaived, workStage, type Route } from './route.ts';

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;
export type StageDecision = EventOf<'APPROVED' | 'CHANGES_REQUESTED' | 'REJECTED'>;
type ByRole = Extract<CaseEvent, { role: string }>;

/** Whose turn a stage is before anybody may decide: `amend` the facts, `supply` papers, or nobody's: `ready`. */
export type Readiness = 'amend' | 'supply' | 'ready';

export function readinessOf(context: CaseContext, stage: string): Readiness {
  if (context.stages[stage]?.changes) return 'amend';
  const findings = (context.assessment?.findings ?? []).filter((f) => workStage(f) === stage);
  if (findings.some(({ finding }) => finding === 'blocked' || finding === 'unknown'))
    return 'amend';
  return findings.some((finding) => lacksPapers(context, finding)) ? 'supply' : 'ready';
}

/** True when everybody needed has approved what is ready, or nothing asks for the stage. */
export function isPassed(context: CaseContext, stage: string): boolean {
  const record = context.stages[stage];
  if (!record || readinessOf(context, stage) !== 'ready') return false;
  return record.skipped || (record.needs.length > 0 && openNeeds(context, stage).length === 0);
}

/** Roles of which somebody is still missing in a stage. */
export function openNeeds(context: CaseContext, stage: string): readonly string[] {
  const record = context.stages[stage];
  if (!record) return [];
  return record.needs
    .filter(({ role, quorum }) => record.approvals.filter((a) => a.role === role).length < quorum)
    .map(({ role }) => role);
}

/** True when every one of these stages has passed and the assessment speaks of the case as it is. */
export function isSettled(context: CaseContext, stages: readonly string[]): boolean {
  return !needsAssessment(context) && stages.every((stage) => isPassed(context, stage));
}

/** True when every fact that decides was stated. */
export function isScoped(context: CaseContext): boolean {
  if (context.assessment === null || needsAssessment(context)) return false;
  return context.assessment.findings.every(({ finding }) => finding !== 'unknown');
}

/** True when the case waits for facts, not for its first assessment. */
export function isMissingFacts(context: CaseContext): boolean {
  return context.assessment?.findings.some(({ finding }) => finding === 'unknown') ?? false;
}

/** True when, at this instant, some duty is neither fulfilled, exempt, waived, nor yet to come. */
export function isUnresolved(context: CaseContext, at: Instant): boolean {
  const standing = context.waivers.filter(({ expires }) => isBefore(at, expires));
  return (context.assessment?.findings ?? []).some(
    (finding) => isUnfulfilled(finding) && !isWaived(finding, standing),
  );
}

/** The one condition under which a permit may be given. */
export function isPermitReady(
  context: CaseContext,
  at: Instant,
  stages: readonly string[],
): boolean {
  return context.permit === null && isSettled(context, stages) && !isUnresolved(context, at);
}

/** Four eyes: who asked for the permit or built the model decides nothing about it. */
export function isIndependent(context: CaseContext, person: string): boolean {
  const wasOfTeam = context.formerTeam.includes(person);
  return !isOfTeam(context, person) && !wasOfTeam && person !== ENGINE_ACTOR;
}

/** Whoever decides, and whoever's place they take: neither may be of the team, and neither counts twice. */
interface Actors {
  readonly by: string;
  readonly standsInFor?: string | undefined;
}

export function actsIndependently(context: CaseContext, actors: Actors): boolean {
  return namesOf(actors).every((person) => isIndependent(context, person));
}

/** True when some person acts, or is acted for, in both. */
export function isSamePerson(one: Actors, other: Actors): boolean {
  return namesOf(one).some((person) => namesOf(other).includes(person));
}

/** Who a record says acted, without members that say nothing. */
export function actorsOf({ by, standsInFor }: Actors): Pick<ByRole, 'by' | 'standsInFor'> {
  return standsInFor === undefined ? { by } : { by, standsInFor };
}

function namesOf({ by, standsInFor }: Actors): readonly string[] {
  return standsInFor === undefined ? [by] : [by, standsInFor];
}

export function isOfTeam(context: CaseContext, person: string): boolean {
  return person === context.requester || context.team.includes(person);
}

export function isOfficer(context: CaseContext, event: ByRole): boolean {
  return event.role === 'compliance_officer' && actsIndependently(context, event);
}

/** A decision counts only from a role that is asked, by somebody independent, on what stands there now. */
export function isDecision(context: CaseContext, event: StageDecision, stage: string): boolean {
  const asked = context.stages[stage]?.needs.some(({ role }) => role === event.role) ?? false;
  return (
    namesItsFindings(context, event) &&
    event.stage === stage &&
    asked &&
    actsIndependently(context, event) &&
    !needsAssessment(context) &&
    context.assessment?.seen[stage] === event.seen
  );
}

/** A request for changes may name findings, but only such as the case has. */
function namesItsFindings({ assessment }: CaseContext, event: StageDecision): boolean {
  if (event.type !== 'CHANGES_REQUESTED' || event.findings === undefined) return true;
  const known = assessment?.findings.map(({ rule }) => rule) ?? [];
  return event.findings.length > 0 && event.findings.every((rule) => known.includes(rule));
}

/** Nobody counts twice in a stage, whatever their roles, and nobody beyond the quorum is asked. */
export function isApproval(context: CaseContext, event: StageDecision, stage: string): boolean {
  const approvals = context.stages[stage]?.approvals;
  const counted = approvals?.some((approval) => isSamePerson(approval, event)) ?? true;
  return (
    isDecision(context, event, stage) && !counted && openNeeds(context, stage).includes(event.role)
  );
}

/** On a live permit a role signs that only a later law asks for; the review has a stage of its own. */
export function isLateApproval(context: CaseContext, event: StageDecision): boolean {
  return event.stage !== 'review' && isApproval(context, event, event.stage);
}

/**
 * Only an open duty can be waived, by whom its rule lets and for no longer than it lets: what is blocked or unknown has
 * to change.
 */
export function isWaiver(context: CaseContext, event: EventOf<'FINDING_WAIVED'>): boolean {
  const open = context.assessment?.findings.find(
    ({ rule, finding }) => rule === event.rule && finding === 'open',
  );
  return (
    open !== undefined &&
    isWithinTerms(open, event) &&
    actsIndependently(context, event) &&
    !needsAssessment(context) &&
    isBefore(event.at, event.expires)
  );
}

/** Whether a role may waive a finding until then. */
export function isWithinTerms(
  { waiver }: Pick<FindingSummary, 'waiver'>,
  { role, at, expires }: Pick<EventOf<'FINDING_WAIVED'>, 'role' | 'at' | 'expires'>,
): boolean {
  const { by, atMost } = waiver ?? { by: ['compliance_officer'], atMost: null };
  return by.includes(role) && (atMost === null || !isBefore(addDuration(at, atMost), expires));
}

/**
 * An assessment is taken only when it speaks of the case as it is, of no earlier day than is asked for, and leaves
 * no decision without its sight.
 */
export function isFit(context: CaseContext, assessment: AssessmentSummary, route: Route): boolean {
  return (
    assessment.inputs === inputsKey(context) &&
    assessment.asOf >= (context.lawDay ?? context.assessment?.asOf ?? '') &&
    assessment.findings.every((finding) => route.stages.includes(workStage(finding))) &&
    decisionStages(route).every((stage) => typeof assessment.seen[stage] === 'string')
  );
}

/** The law is read again only on a later day than it was read on. */
export function isLawDate({ assessment }: CaseContext, at: Instant): boolean {
  return assessment !== null && assessment.asOf < dayOf(at);
}

/** True while a permit that has not run out is held. */
export function isPermitLive(context: CaseContext, at: Instant): boolean {
  return context.permit !== null && isBefore(at, context.permit.expiresAt);
}

export function isReviewOwed(context: CaseContext, at: Instant): boolean {
  return context.reviewDue !== null && !isBefore(at, context.reviewDue);
}

/** A suspension ends only on a live permit whose conditions hold again. */
export function isResumable(context: CaseContext, event: EventOf<'RESUMED'>): boolean {
  return (
    isOfficer(context, event) &&
    isPermitLive(context, event.at) &&
    !needsAssessment(context) &&
    !isUnresolved(context, event.at) &&
    (context.conditions ?? []).every(({ overdue, met }) => !overdue || met !== null)
  );
}

function lacksPapers(context: CaseContext, finding: FindingSummary): boolean {
  return (
    finding.finding === 'open' &&
    !finding.awaitsOnlyApprovals &&
    !isWaived(finding, context.waivers)
  );
}

function isUnfulfilled({ finding }: FindingSummary): boolean {
  return finding === 'blocked' || finding === 'unknown' || finding === 'open';
}
