import type {
  AssessmentSummary,
  CaseContext,
  CaseEvent,
  CaseInput,
  HeldDocument,
  PermitSummary,
  StageRecord,
  StandingApproval,
  Waiver,
} from './contract.ts';
import type { Instant } from './words.ts';
import { withConditions, withoutFallen } from './approval-conditions.ts';
import { actorsOf, actsIndependently } from './conditions.ts';
import { addDuration, dayOf, isBefore } from './duration.ts';
import { materialKey } from './inputs.ts';
import { checkSettings, graceOf } from './settings.ts';
import {
  AMENDING_STAGE,
  decisionStages,
  needsOf,
  notWaived,
  sightOfWaiver,
  workStage,
  type Route,
} from './route.ts';

/** What one event changes in a case's context. Every event clears what the one before it made void. */
type Patch = Partial<CaseContext>;
type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/**
 * The context of a new case.
 *
 * @throws {RangeError} a setting of the route is no duration or no quorum: better now than when a permit is due
 */
export function openContext(route: Route, input: CaseInput): CaseContext {
  checkSettings(input.settings);
  const { caseId, region, requester, team, manifest, documents, settings } = input;
  const empty: CaseContext = {
    caseId,
    region,
    requester,
    team,
    manifest,
    documents,
    settings,
    formerTeam: [],
    assessment: null,
    lawDay: null,
    stages: {},
    waivers: [],
    voided: [],
    permitFailure: null,
    permit: null,
    deployment: null,
    reviewDue: null,
  };
  return { ...empty, stages: stagesOf(route, empty) };
}

/**
 * Takes in an assessment: asks anew for whom each stage needs, drops the decisions that saw something else,
 * and closes requests for changes once something was handed in.
 *
 * A live permit's approvals stay as they were given: later evidence is judged by the next review. Who else has to
 * sign by a law that has come, or will come, is asked for beside them.
 */
export function recordAssessment(
  context: CaseContext,
  assessment: AssessmentSummary,
  route: Route,
): Patch {
  if (context.permit) {
    const stages = stagesOf(route, { ...context, assessment });
    return { assessment, lawDay: null, stages, voided: [] };
  }
  const material = materialKey(context);
  const voided: { decision: string; stage: string; by: string }[] = [];
  const kept = mapStages(context.stages, (stage, record) => {
    const stands = ({ seen }: StandingApproval) => seen === assessment.seen[stage];
    const dropped = record.approvals.filter((approval) => !stands(approval));
    voided.push(...dropped.map(({ decision, by }) => ({ decision, stage, by })));
    return {
      ...record,
      approvals: record.approvals.filter(stands),
      changes: record.changes?.material === material ? record.changes : null,
    };
  });
  const fallen = fallenWaivers(context, assessment);
  voided.push(...fallen.map(({ decision, stage, by }) => ({ decision, stage, by })));
  const waivers = context.waivers.filter((waiver) => !fallen.includes(waiver));
  const next = { ...context, assessment, waivers, stages: kept };
  return {
    ...withoutFallen(context, voided),
    assessment,
    lawDay: null,
    waivers,
    stages: stagesOf(route, next),
    voided,
  };
}

/** The law of this event's day has to be read before anything is decided. */
export function recordLawDay(at: Instant): Patch {
  return { lawDay: dayOf(at), voided: [] };
}

/**
 * Takes in another manifest and the team it names: what somebody decided who is of the team now was no decision of
 * an independent person. Who leaves the team stays barred.
 */
export function recordManifest(
  context: CaseContext,
  { manifest, team }: EventOf<'AMENDED'>,
  route: Route,
): Patch {
  const former = [...context.formerTeam, ...context.team].filter((id) => !team.includes(id));
  const amended = { ...context, manifest, team, formerTeam: [...new Set(former)].toSorted() };
  const fallen = barredWaivers(context, team);
  const voided: { decision: string; stage: string; by: string }[] = [];
  const stages = mapStages(context.stages, (stage, record) => {
    const barred = record.approvals.filter((approval) => !actsIndependently(amended, approval));
    voided.push(...barred.map(({ decision, by }) => ({ decision, stage, by })));
    return { ...record, approvals: record.approvals.filter((held) => !barred.includes(held)) };
  });
  voided.push(...fallen.map(({ decision, stage, by }) => ({ decision, stage, by })));
  const waivers = context.waivers.filter((waiver) => !fallen.includes(waiver));
  const next = { ...amended, waivers, stages };
  const { formerTeam } = amended;
  return {
    ...withoutFallen(context, voided),
    manifest,
    team,
    formerTeam,
    waivers,
    stages: stagesOf(route, next),
    voided,
  };
}

/** Waivers of people whom an amendment brings into the team. */
export function barredWaivers(context: CaseContext, team: readonly string[]): readonly Waiver[] {
  return context.waivers.filter((waiver) =>
    [waiver.by, waiver.standsInFor ?? waiver.by].some((person) => team.includes(person)),
  );
}

/** Waivers given on something else than what stands there now; none once a permit is given. */
export function fallenWaivers(
  context: CaseContext,
  assessment: AssessmentSummary,
): readonly Waiver[] {
  if (context.permit) return [];
  return context.waivers.filter(
    ({ stage, seen }) => assessment.seen[sightOfWaiver(stage)] !== seen,
  );
}

export function recordApproval(context: CaseContext, event: EventOf<'APPROVED'>): Patch {
  const { decision, role, seen, at } = event;
  const approval = { decision, ...actorsOf(event), role, seen, at };
  return {
    ...withConditions(context, event),
    stages: changeStage(context, event.stage, (record) => ({
      ...record,
      approvals: [...record.approvals, approval],
    })),
    voided: [],
  };
}

/** Whoever asks for changes takes back an approval of their own in this stage. */
export function recordChanges(
  context: CaseContext,
  event: EventOf<'CHANGES_REQUESTED'>,
  route: Route,
): Patch {
  const { decision, stage, by, role, at, findings } = event;
  const material = materialKey(context);
  const changes = { decision, stage, by, role, at, material, ...(findings && { findings }) };
  const workedIn = route.assessment.includes(stage) ? stage : AMENDING_STAGE;
  const own = context.stages[stage]?.approvals.filter((approval) => approval.by === by) ?? [];
  const withdrawn = changeStage(context, stage, (record) => ({
    ...record,
    approvals: record.approvals.filter((approval) => approval.by !== by),
  }));
  const voided = own.map((approval) => ({ decision: approval.decision, stage, by }));
  return {
    ...withoutFallen(context, voided),
    stages: changeStage({ ...context, stages: withdrawn }, workedIn, (record) => ({
      ...record,
      changes,
    })),
    voided,
  };
}

/** A newer paper of the same kind takes the place of the older one. */
export function recordDocument(context: CaseContext, document: HeldDocument): Patch {
  const others = context.documents.filter((held) => held.document !== document.document);
  return { documents: [...others, document], voided: [] };
}

/** A second waiver of the same rule takes the place of the first. */
export function recordWaiver(
  context: CaseContext,
  event: EventOf<'FINDING_WAIVED'>,
  route: Route,
): Patch {
  const { rule, decision, role, expires } = event;
  const { assessment } = context;
  const finding = assessment?.findings.find((one) => one.rule === rule);
  const seen = finding && assessment?.seen[sightOfWaiver(workStage(finding))];
  if (!finding || seen === undefined) throw new Error(`no finding of rule \`${rule}\` to waive`);
  const others = context.waivers.filter((waiver) => waiver.rule !== rule);
  const waiver = {
    rule,
    decision,
    ...actorsOf(event),
    role,
    expires,
    stage: workStage(finding),
    seen,
  };
  return changeWaivers(context, [...others, waiver], route);
}

export function dropWaiver(context: CaseContext, rule: string, route: Route): Patch {
  return changeWaivers(
    context,
    context.waivers.filter((waiver) => waiver.rule !== rule),
    route,
  );
}

/** From now on also those may sign whom only a duty yet to come asks for: it must not find the permit unsigned. */
export function recordPermit(context: CaseContext, permit: PermitSummary, route: Route): Patch {
  return { permit, stages: stagesOf(route, { ...context, permit }), voided: [] };
}

export function recordDeployment(context: CaseContext, event: EventOf<'DEPLOYED'>): Patch {
  return {
    deployment: { cloudRegion: event.cloudRegion, at: event.at },
    reviewDue: addDuration(event.at, context.settings.reviewEvery),
    voided: [],
  };
}

/** Every review is decided afresh; one that is asked for early is owed from then on. */
export function openReview(context: CaseContext, at: Instant): Patch {
  const { reviewDue } = context;
  return {
    reviewDue: reviewDue !== null && isBefore(reviewDue, at) ? reviewDue : at,
    stages: changeStage(context, 'review', (record) => ({ ...record, approvals: [] })),
  };
}

export function recordReview(context: CaseContext, event: EventOf<'APPROVED'>): Patch {
  return {
    ...recordApproval(context, event),
    reviewDue: addDuration(event.at, context.settings.reviewEvery),
  };
}

/** When a review that opened at this instant counts as missed. */
export function reviewMissedAt(context: CaseContext, opened: Instant): Instant {
  return addDuration(opened, graceOf(context.settings));
}

function changeWaivers(context: CaseContext, waivers: readonly Waiver[], route: Route): Patch {
  if (context.permit) return { waivers, voided: [] };
  return { waivers, stages: stagesOf(route, { ...context, waivers }), voided: [] };
}

function stagesOf(route: Route, context: CaseContext): CaseContext['stages'] {
  const findings = notWaived(context.assessment?.findings ?? [], context.waivers);
  return Object.fromEntries(
    decisionStages(route).map((stage): [string, StageRecord] => {
      const needs = needsOf(route, stage, findings, context.settings, context.permit !== null);
      const held = context.stages[stage] ?? { approvals: [], changes: null };
      return [stage, { ...held, needs, skipped: needs.length === 0 }];
    }),
  );
}

function mapStages(
  stages: CaseContext['stages'],
  change: (stage: string, record: StageRecord) => StageRecord,
): CaseContext['stages'] {
  return Object.fromEntries(
    Object.entries(stages).map(([stage, record]) => [stage, change(stage, record)]),
  );
}

function changeStage(
  context: CaseContext,
  changed: string,
  change: (record: StageRecord) => StageRecord,
): CaseContext['stages'] {
  return mapStages(context.stages, (stage, record) =>
    stage === changed ? change(record) : record,
  );
}
