import { assertEvent, enqueueActions } from 'xstate';
import { ENGINE_ACTOR, type CaseContext, type CaseEvent } from './contract.ts';
import { delayUntil } from './duration.ts';
import { appealEnds, recordAppeal, recordOverturned, recordRejection } from './appeals.ts';
import { conditionsOf, fallenConditions, recordMet, recordOverdue } from './approval-conditions.ts';
import { guarded } from './guards.ts';
import { recordDutyDone, recordIncident } from './incidents.ts';
import {
  barredWaivers,
  dropWaiver,
  fallenWaivers,
  openReview,
  recordApproval,
  recordAssessment,
  recordChanges,
  recordDeployment,
  recordDocument,
  recordLawDay,
  recordManifest,
  recordPermit,
  recordReview,
  recordWaiver,
  reviewMissedAt,
} from './records.ts';
import type { Route } from './route.ts';

/** Timers of a case: one id runs at most once at a time. */
const TIMER_IDS = {
  permit: 'permit-expired',
  review: 'review-due',
  grace: 'review-missed',
  law: 'law-date',
  appeal: 'appeal-lapsed',
  waiver: (rule: string) => `waiver-expired:${rule}`,
  condition: (id: string) => `condition-overdue:${id}`,
} as const;

/**
 * Everything a region's machine is made of: typed context and events, guards, actions.
 *
 * Events only record facts in the context; which state a case is in then follows from the context by
 * eventless transitions, so that a fallen approval takes the case back without an event of its own.
 */
export function caseSetup(route: Route) {
  return guarded.extend({
    actions: {
      clearVoided: guarded.assign({ voided: [] }),
      recordAssessment: guarded.assign(({ context, event }) => {
        assertEvent(event, 'ASSESSED');
        return recordAssessment(context, event.assessment, route);
      }),
      recordManifest: guarded.assign(({ context, event }) => {
        assertEvent(event, 'AMENDED');
        return recordManifest(context, event, route);
      }),
      recordLawDay: guarded.assign(({ event }) => recordLawDay(event.at)),
      recordLaw: guarded.assign(({ event }) => {
        assertEvent(event, 'PACK_CHANGED');
        return { law: event.law, settings: event.settings, voided: [] };
      }),
      recordDocument: guarded.assign(({ context, event }) => {
        assertEvent(event, 'EVIDENCE_ADDED');
        return recordDocument(context, event.document);
      }),
      recordApproval: guarded.assign(({ context, event }) => {
        assertEvent(event, 'APPROVED');
        return recordApproval(context, event);
      }),
      recordChanges: guarded.assign(({ context, event }) => {
        assertEvent(event, 'CHANGES_REQUESTED');
        return recordChanges(context, event, route);
      }),
      recordWaiver: guarded.assign(({ context, event }) => {
        assertEvent(event, 'FINDING_WAIVED');
        return recordWaiver(context, event, route);
      }),
      dropWaiver: guarded.assign(({ context, event }) => {
        assertEvent(event, 'WAIVER_EXPIRED');
        return dropWaiver(context, event.rule, route);
      }),
      recordPermit: guarded.assign(({ context, event }) => {
        assertEvent(event, 'PERMIT_ISSUED');
        return recordPermit(context, event.permit, route);
      }),
      recordPermitFailure: guarded.assign(({ event }) => {
        assertEvent(event, 'PERMIT_FAILED');
        return { permitFailure: event.error, voided: [] };
      }),
      clearPermitFailure: guarded.assign({ permitFailure: null }),
      recordDeployment: guarded.assign(({ context, event }) => {
        assertEvent(event, 'DEPLOYED');
        return recordDeployment(context, event);
      }),
      openReview: guarded.assign(({ context, event }) => openReview(context, event.at)),
      recordReview: guarded.assign(({ context, event }) => {
        assertEvent(event, 'APPROVED');
        return recordReview(context, event);
      }),
      startPermitTimer: guarded.raise(
        ({ context }) => ({
          type: 'PERMIT_EXPIRED',
          by: ENGINE_ACTOR,
          at: permitEnd(context),
        }),
        {
          id: TIMER_IDS.permit,
          delay: ({ context, event }) => delayUntil(permitEnd(context), event.at),
        },
      ),
      cancelPermitTimer: guarded.cancel(TIMER_IDS.permit),
      startReviewTimer: guarded.raise(
        ({ context, event }) => ({
          type: 'REVIEW_DUE',
          by: ENGINE_ACTOR,
          at: context.reviewDue ?? event.at,
        }),
        {
          id: TIMER_IDS.review,
          delay: ({ context, event }) => delayUntil(context.reviewDue ?? event.at, event.at),
        },
      ),
      cancelReviewTimer: guarded.cancel(TIMER_IDS.review),
      startGraceTimer: guarded.raise(
        ({ context, event }) => ({
          type: 'REVIEW_MISSED',
          by: ENGINE_ACTOR,
          at: reviewMissedAt(context, event.at),
        }),
        {
          id: TIMER_IDS.grace,
          delay: ({ context, event }) => delayUntil(reviewMissedAt(context, event.at), event.at),
        },
      ),
      cancelGraceTimer: guarded.cancel(TIMER_IDS.grace),
      cancelFallenWaiverTimers: enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'ASSESSED');
        for (const { rule } of fallenWaivers(context, event.assessment)) {
          enqueue.cancel(TIMER_IDS.waiver(rule));
        }
      }),
      cancelBarredWaiverTimers: enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'AMENDED');
        for (const { rule } of barredWaivers(context, event.team)) {
          enqueue.cancel(TIMER_IDS.waiver(rule));
        }
      }),
      renewLawTimer: enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'ASSESSED');
        const { nextChange } = event.assessment;
        if (isLawTimed(context)) enqueue.cancel(TIMER_IDS.law);
        if (nextChange === null) return;
        const at = `${nextChange}T00:00:00.000Z`;
        enqueue.raise(
          { type: 'LAW_DATE', by: ENGINE_ACTOR, at },
          { id: TIMER_IDS.law, delay: delayUntil(at, event.at) },
        );
      }),
      cancelLawTimer: enqueueActions(({ context, enqueue }) => {
        if (isLawTimed(context)) enqueue.cancel(TIMER_IDS.law);
      }),
      startWaiverTimer: enqueueActions(({ event, enqueue }) => {
        assertEvent(event, 'FINDING_WAIVED');
        const { rule, expires, at } = event;
        enqueue.raise(
          { type: 'WAIVER_EXPIRED', rule, by: ENGINE_ACTOR, at: expires },
          { id: TIMER_IDS.waiver(rule), delay: delayUntil(expires, at) },
        );
      }),
      startConditionTimers: enqueueActions(({ event, enqueue }) => {
        assertEvent(event, 'APPROVED');
        for (const { id, due } of event.conditions ?? []) {
          enqueue.raise(
            { type: 'CONDITION_OVERDUE', condition: id, by: ENGINE_ACTOR, at: due },
            { id: TIMER_IDS.condition(id), delay: delayUntil(due, event.at) },
          );
        }
      }),
      cancelFallenConditionTimers: enqueueActions(({ context, event, enqueue }) => {
        for (const { id, met } of fallenConditions(context, voidedBy(context, event, route))) {
          if (met === null) enqueue.cancel(TIMER_IDS.condition(id));
        }
      }),
      cancelConditionTimer: enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'CONDITION_MET');
        const { overdue } = conditionsOf(context).find(({ id }) => id === event.condition) ?? {};
        if (overdue !== true) enqueue.cancel(TIMER_IDS.condition(event.condition));
      }),
      cancelConditionTimers: enqueueActions(({ context, enqueue }) => {
        for (const { id, met, overdue } of conditionsOf(context)) {
          if (met === null && !overdue) enqueue.cancel(TIMER_IDS.condition(id));
        }
      }),
      recordMet: guarded.assign(({ context, event }) => {
        assertEvent(event, 'CONDITION_MET');
        return recordMet(context, event);
      }),
      recordOverdue: guarded.assign(({ context, event }) => {
        assertEvent(event, 'CONDITION_OVERDUE');
        return recordOverdue(context, event.condition);
      }),
      recordIncident: guarded.assign(({ context, event }) => {
        assertEvent(event, 'INCIDENT_REPORTED');
        return recordIncident(context, event);
      }),
      recordDutyDone: guarded.assign(({ context, event }) => {
        assertEvent(event, 'INCIDENT_DUTY_DONE');
        return recordDutyDone(context, event);
      }),
      recordRejection: guarded.assign(({ event }) => {
        assertEvent(event, 'REJECTED');
        return recordRejection(event);
      }),
      recordAppeal: guarded.assign(({ context, event }) => {
        assertEvent(event, 'APPEALED');
        return recordAppeal(context, event);
      }),
      recordOverturned: guarded.assign(({ context }) => recordOverturned(context)),
      startAppealTimer: guarded.raise(
        ({ event }) => ({ type: 'APPEAL_LAPSED', by: ENGINE_ACTOR, at: appealEnds(event.at) }),
        {
          id: TIMER_IDS.appeal,
          delay: ({ event }) => delayUntil(appealEnds(event.at), event.at),
        },
      ),
      cancelAppealTimer: guarded.cancel(TIMER_IDS.appeal),
      cancelWaiverTimers: enqueueActions(({ context, enqueue }) => {
        for (const { rule } of context.waivers) enqueue.cancel(TIMER_IDS.waiver(rule));
      }),
    },
  });
}

export type CaseSetup = ReturnType<typeof caseSetup>;

/** The decisions that this event is about to make void. */
function voidedBy(context: CaseContext, event: CaseEvent, route: Route): CaseContext['voided'] {
  const patch = patchOf(context, event, route);
  return patch.voided ?? [];
}

function patchOf(context: CaseContext, event: CaseEvent, route: Route): Partial<CaseContext> {
  if (event.type === 'ASSESSED') return recordAssessment(context, event.assessment, route);
  if (event.type === 'AMENDED') return recordManifest(context, event, route);
  if (event.type === 'CHANGES_REQUESTED') return recordChanges(context, event, route);
  return event.type === 'CONDITION_OVERDUE' ? recordOverdue(context, event.condition) : {};
}

function isLawTimed({ assessment }: CaseContext): boolean {
  return assessment !== null && assessment.nextChange !== null;
}

function permitEnd({ permit }: CaseContext): string {
  if (!permit) throw new Error('a case without a permit has no permit to expire');
  return permit.expiresAt;
}
