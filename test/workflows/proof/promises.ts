import type { CaseEventType } from '../../../workflows/contract.ts';
import type { Edge } from '../exploration.ts';
import { isListed } from './events-table.ts';
import { isBy, isEnded, isInForce, TEAM, type Promised } from './promise.ts';
import { isAhead, isLoose, isUnnamed, unfulfilled, unsignedStages } from './standing.ts';
import { timersOwed } from './timers-owed.ts';

/** What no step and no situation may ever break. */
export const SAFETY: readonly Promised[] = [
  {
    text: 'no permit without every finding fulfilled, or waived by the role that may',
    isBrokenBy: (edge, { world }) =>
      isBy(edge, 'PERMIT_ISSUED') &&
      unfulfilled(world.law, edge.from.result.context, edge.event.at).length > 0,
  },
  {
    text: 'no permit without everybody owed having signed what stands there',
    isBrokenBy: (edge, scene) =>
      isBy(edge, 'PERMIT_ISSUED') && unsignedStages(edge, scene).length > 0,
  },
  {
    text: 'a permit runs out after it was issued, and nothing is deployed or resumed after it did',
    isBrokenBy: (edge) =>
      (isBy(edge, 'PERMIT_ISSUED') && edge.event.permit.expiresAt <= edge.event.at) ||
      (isBy(edge, 'DEPLOYED', 'RESUMED') &&
        (edge.from.result.context.permit?.expiresAt ?? '') <= edge.event.at),
  },
  {
    text: 'nobody decides on their own request or through a stand-in, and nobody counts twice',
    isBrokenAt: ({ result: { context } }) =>
      Object.values(context.stages).some(({ approvals }) => {
        const people = approvals.flatMap(({ by, standsInFor }) =>
          standsInFor === undefined ? [by] : [by, standsInFor],
        );
        return new Set(people).size < people.length || people.some((by) => TEAM.includes(by));
      }),
  },
  {
    text: 'a decision counts only on what its maker was shown, in a role that is asked',
    isBrokenBy: (edge, { world }) => {
      if (!isBy(edge, 'APPROVED', 'CHANGES_REQUESTED', 'REJECTED')) return false;
      const { from, event } = edge;
      const asked = from.result.context.stages[event.stage]?.needs.map(({ role }) => role) ?? [];
      const shown = world.law.seen(from.result.context, event.stage, '2026-11-23');
      return event.seen !== shown || !asked.includes(event.role);
    },
  },
  {
    text: 'exactly the decisions that saw something else fall, and each is named',
    isBrokenBy: isUnnamed,
  },
  {
    text: 'no event is taken that the table of possible events does not list, from nobody else',
    isBrokenBy: (edge) => !isListed(edge),
  },
  {
    text: 'a stage is open only while everything before it is signed',
    isBrokenAt: (node, { def }) => isAhead(node, def.id),
  },
  {
    text: 'a withdrawal ends the case',
    isBrokenBy: (edge) => isBy(edge, 'WITHDRAWN') && edge.to.result.status !== 'withdrawn',
  },
  {
    text: 'it is never in doubt whose turn it is',
    isBrokenAt: ({ result: { tasks, status, states } }) =>
      tasks.length === 0 && status === 'open' && states.some((at) => !at.endsWith('.passed')),
  },
  {
    text: 'exactly the timers of the states it is in are running, and of what it owes',
    isBrokenAt: (node) =>
      JSON.stringify([...node.timers.keys()].toSorted()) !== JSON.stringify(timersOwed(node)),
  },
  {
    text: 'no permit is in force on a finding that is not fulfilled, or on a waiver that ran out',
    isBrokenAt: (node, { world }) =>
      isInForce(node) && unfulfilled(world.law, node.result.context, null).length > 0,
  },
  {
    text: 'what a permit stands on and loses suspends it or ends it',
    isBrokenBy: isKeptInForce,
  },
  {
    text: 'an approval falls with its condition where that runs out before the permit',
    isBrokenBy: (edge) =>
      isBy(edge, 'CONDITION_OVERDUE') &&
      edge.from.result.context.permit === null &&
      edge.voided.length !== 1,
  },
  {
    text: 'no condition stands without the approval that it was set by',
    isBrokenAt: ({ result: { context } }) => isLoose(context),
  },
  {
    text: 'nobody says of their own condition that it is met',
    isBrokenBy: ({ from, event }) =>
      event.type === 'CONDITION_MET' &&
      from.result.context.conditions?.find(({ id }) => id === event.condition)?.owner === event.by,
  },
  {
    text: 'somebody else than who rejected decides on the appeal, after one',
    isBrokenBy: (edge) => {
      if (!isBy(edge, 'REJECTION_UPHELD', 'REJECTION_OVERTURNED')) return false;
      const { rejection } = edge.from.result.context;
      return !rejection?.appealed || rejection.by === edge.event.by;
    },
  },
  {
    text: 'a rejection waits for its appeal, and is final only when none came or it was upheld',
    isBrokenBy: ({ event, to }) => {
      const into = AFTER_REJECTION[event.type];
      return into !== undefined && !to.result.states.every((state) => into.test(state));
    },
  },
  {
    text: 'a report to an authority is a task until somebody has made it, and once',
    isBrokenAt: (node) => {
      const { context, tasks } = node.result;
      const owed = (context.incidents ?? []).flatMap(({ id, duties }) =>
        duties.filter(({ done }) => done === null).map((duty) => `incident:${id}:${duty.id}`),
      );
      const asked = tasks.map(({ key }) => key).filter((key) => key.startsWith('incident:'));
      return !isEnded(node) && JSON.stringify(owed) !== JSON.stringify(asked);
    },
  },
  {
    text: 'nobody reports one incident twice, and nobody knew of one after reporting it',
    isBrokenAt: ({ result }) => {
      const ids = (result.context.incidents ?? []).map(({ id }) => id);
      return new Set(ids).size < ids.length;
    },
  },
];

/** Where a case is after these. */
const AFTER_REJECTION: Readonly<Record<string, RegExp>> = {
  REJECTED: /^rejection\.open$/,
  APPEALED: /^rejection\.appealed$/,
  APPEAL_LAPSED: /^rejected$/,
  REJECTION_UPHELD: /^rejected$/,
  REJECTION_OVERTURNED: /^(assessment|opinion|approval|audit|permit)\b/,
};

type Kept = (edge: Edge) => boolean;
const keeps =
  (status: string): Kept =>
  ({ to }) =>
    to.result.status !== status;
const isNotReviewed = ({ to }: Edge): boolean => !to.result.states.includes('live.review');

/** Per step: whether a permit is in force as before although the step takes from it what it stands on. */
const IN_FORCE_AFTER: Readonly<Partial<Record<CaseEventType, Kept>>> = {
  WAIVER_EXPIRED: keeps('suspended'),
  REVIEW_MISSED: keeps('suspended'),
  SUSPENDED: keeps('suspended'),
  INCIDENT_REPORTED: keeps('suspended'),
  CONDITION_OVERDUE: keeps('suspended'),
  PERMIT_EXPIRED: keeps('expired'),
  REVOKED: keeps('revoked'),
  RETIRED: keeps('retired'),
  REVIEW_DUE: (edge) => isNotReviewed(edge) && edge.to.result.status !== 'suspended',
  DRIFT_REPORTED: (edge) => edge.from.result.status === 'deployed' && isNotReviewed(edge),
  RESUMED: isReviewForgotten,
};

function isKeptInForce(edge: Edge): boolean {
  if (edge.from.result.context.permit === null || isEnded(edge.from)) return false;
  return IN_FORCE_AFTER[edge.event.type]?.(edge) ?? false;
}

/** Resumed past the day of its review, it goes into the review. */
function isReviewForgotten({ from, event, to }: Edge): boolean {
  const { reviewDue } = from.result.context;
  const isOwed = reviewDue !== null && reviewDue <= event.at;
  return isOwed && !to.result.states.includes('live.review');
}
