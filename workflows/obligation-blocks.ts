import type { CaseSetup } from './case-setup.ts';
import type { StageMeta, TaskMeta } from './contract.ts';

/** What may happen wherever a case stands that carries conditions or incidents. */
export const OBLIGATIONS = {
  CONDITION_MET: { guard: 'isConditionMet', actions: ['cancelConditionTimer', 'recordMet'] },
  CONDITION_OVERDUE: {
    guard: 'isConditionOwed',
    actions: ['cancelFallenConditionTimers', 'recordOverdue'],
  },
  INCIDENT_DUTY_DONE: { guard: 'isDutyDone', actions: 'recordDutyDone' },
} as const;

/** A rejected case: the team may appeal for a while, and somebody else decides. */
export function rejection(parts: CaseSetup) {
  return parts.createStateConfig({
    id: 'rejection',
    initial: 'open',
    states: {
      open: {
        meta: appealMeta('Rejected: appeal, or let it stand', {
          kind: 'amend',
          role: 'requester',
          due: 'P30D',
        }),
        entry: 'startAppealTimer',
        exit: 'cancelAppealTimer',
        on: {
          APPEALED: { guard: 'isOfTeam', actions: 'recordAppeal', target: 'appealed' },
          APPEAL_LAPSED: { guard: 'isEngine', actions: 'clearVoided', target: '#rejected' },
        },
      },
      appealed: {
        meta: appealMeta('Appeal against the rejection', {
          kind: 'review',
          role: 'compliance_officer',
          due: 'P10D',
        }),
        on: {
          REJECTION_UPHELD: {
            guard: 'isAppealDecision',
            actions: 'clearVoided',
            target: '#rejected',
          },
          REJECTION_OVERTURNED: {
            guard: 'isAppealDecision',
            actions: 'recordOverturned',
            target: '#assessment',
          },
        },
      },
    },
  });
}

function appealMeta(title: string, task: TaskMeta): StageMeta {
  return { stage: 'approval', title, factor: 'regulation', task };
}
