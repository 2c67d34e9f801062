import { assertEvent, setup } from 'xstate';
import { isAppealDecision } from './appeals.ts';
import {
  areNewConditions,
  isConditionMet,
  isConditionOverdue,
  isOwed,
} from './approval-conditions.ts';
import {
  isApproval,
  isDecision,
  isFit,
  isLateApproval,
  isLawDate,
  isMissingFacts,
  isOfficer,
  isOfTeam,
  isPassed,
  isPermitLive,
  isPermitReady,
  isResumable,
  isReviewOwed,
  isScoped,
  isSettled,
  isUnresolved,
  isWaiver,
  readinessOf,
} from './conditions.ts';
import {
  ENGINE_ACTOR,
  type CaseContext,
  type CaseEvent,
  type CaseInput,
  type StageMeta,
} from './contract.ts';
import { isDutyDone, isNewIncident } from './incidents.ts';
import type { Route } from './route.ts';

type OfStage = { readonly stage: string };
type OfStages = { readonly stages: readonly string[] };
type OfRoute = { readonly route: Route };

/** The guards every region's machine is made of; each only names a condition of `conditions.ts`. */
export const guarded = setup({
  types: {
    context: {} as CaseContext,
    events: {} as CaseEvent,
    input: {} as CaseInput,
    meta: {} as StageMeta,
  },
  guards: {
    isScoped: ({ context }) => isScoped(context),
    isMissingFacts: ({ context }) => isMissingFacts(context),
    isToAmend: ({ context }, { stage }: OfStage) => readinessOf(context, stage) === 'amend',
    isToSupply: ({ context }, { stage }: OfStage) => readinessOf(context, stage) === 'supply',
    isPassed: ({ context }, { stage }: OfStage) => isPassed(context, stage),
    isOver: ({ context }, { stage }: OfStage) =>
      isPassed(context, stage) || readinessOf(context, stage) !== 'ready',
    isNotPassed: ({ context }, { stage }: OfStage) => !isPassed(context, stage),
    isReopened: ({ context }, { stages }: OfStages) =>
      stages.some((stage) => !isPassed(context, stage)),
    isSettled: ({ context }, { stages }: OfStages) => isSettled(context, stages),
    isAuditAsked: ({ context }, { stages }: OfStages) =>
      isSettled(context, stages) && context.stages.audit?.skipped === false,
    isPermitReady: ({ context, event }, { stages }: OfStages) =>
      isPermitReady(context, event.at, stages),
    isNotPermitReady: ({ context, event }, { stages }: OfStages) =>
      !isPermitReady(context, event.at, stages),
    isUnresolved: ({ context, event }) => isUnresolved(context, event.at),
    isFit: ({ context, event }, { route }: OfRoute) => {
      assertEvent(event, 'ASSESSED');
      return event.by === ENGINE_ACTOR && isFit(context, event.assessment, route);
    },
    isApproval: ({ context, event }, { stage }: OfStage) => {
      assertEvent(event, 'APPROVED');
      return event.conditions === undefined && isApproval(context, event, stage);
    },
    isConditionalApproval: ({ context, event }, { stage }: OfStage) => {
      assertEvent(event, 'APPROVED');
      return isApproval(context, event, stage) && areNewConditions(context, event);
    },
    isLateApproval: ({ context, event }) => {
      assertEvent(event, 'APPROVED');
      return event.conditions === undefined && isLateApproval(context, event);
    },
    isReviewOfDeployed: ({ context, event }) => {
      assertEvent(event, 'APPROVED');
      return (
        context.deployment !== null &&
        event.conditions === undefined &&
        isApproval(context, event, 'review')
      );
    },
    isDecision: ({ context, event }, { stage }: OfStage) => {
      assertEvent(event, ['CHANGES_REQUESTED', 'REJECTED']);
      return isDecision(context, event, stage);
    },
    isConditionMet: ({ context, event }) => {
      assertEvent(event, 'CONDITION_MET');
      return isConditionMet(context, event);
    },
    isConditionOwed: ({ context, event }) => {
      assertEvent(event, 'CONDITION_OVERDUE');
      return event.by === ENGINE_ACTOR && isOwed(context, event.condition);
    },
    isConditionOverdue: ({ context }) => isConditionOverdue(context),
    isAppealDecision: ({ context, event }) => {
      assertEvent(event, ['REJECTION_UPHELD', 'REJECTION_OVERTURNED']);
      return isAppealDecision(context, event);
    },
    isNewIncident: ({ context, event }) => {
      assertEvent(event, 'INCIDENT_REPORTED');
      return event.by !== ENGINE_ACTOR && isNewIncident(context, event);
    },
    isDutyDone: ({ context, event }) => {
      assertEvent(event, 'INCIDENT_DUTY_DONE');
      return isDutyDone(context, event);
    },
    isWaiver: ({ context, event }) => {
      assertEvent(event, 'FINDING_WAIVED');
      return isWaiver(context, event);
    },
    isWaived: ({ context, event }) => {
      assertEvent(event, 'WAIVER_EXPIRED');
      return (
        event.by === ENGINE_ACTOR && context.waivers.some((waiver) => waiver.rule === event.rule)
      );
    },
    isLawDate: ({ context, event }) => event.by === ENGINE_ACTOR && isLawDate(context, event.at),
    isNewFailure: ({ context, event }) => {
      assertEvent(event, 'PERMIT_FAILED');
      return event.by === ENGINE_ACTOR && context.permitFailure !== event.error;
    },
    isEngine: ({ event }) => event.by === ENGINE_ACTOR,
    isOfTeam: ({ context, event }) => isOfTeam(context, event.by),
    isOfficer: ({ context, event }) => {
      assertEvent(event, ['SUSPENDED', 'REVOKED']);
      return isOfficer(context, event);
    },
    isPermitIssue: ({ context, event }, { stages }: OfStages) => {
      assertEvent(event, 'PERMIT_ISSUED');
      return (
        event.by === ENGINE_ACTOR &&
        isPermitReady(context, event.at, stages) &&
        isPermitLive({ ...context, permit: event.permit }, event.at)
      );
    },
    isPermitLive: ({ context, event }) => isPermitLive(context, event.at),
    isResumable: ({ context, event }) => {
      assertEvent(event, 'RESUMED');
      return isResumable(context, event);
    },
    isResumableToReview: ({ context, event }) => {
      assertEvent(event, 'RESUMED');
      return isReviewOwed(context, event.at) && isResumable(context, event);
    },
    isResumableToDeployed: ({ context, event }) => {
      assertEvent(event, 'RESUMED');
      return context.deployment !== null && isResumable(context, event);
    },
  },
});
