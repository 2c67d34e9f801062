import type { CaseSetup } from './case-setup.ts';
import type { MachineVersion } from './machine-version.ts';
import type { StageMeta, TaskMeta } from './contract.ts';

/** A live permit: deployed, reviewed at intervals, suspended, ended. Its expiry runs in all of them. */
export function live(parts: CaseSetup, version: MachineVersion) {
  const happens = version === 1 ? NOTHING : happenings;
  const suspendable = {
    on: {
      SUSPENDED: { guard: 'isOfficer', actions: 'clearVoided', target: 'suspended' },
      ...happens('suspended').INCIDENT,
    },
    always:
      version === 1
        ? ({ guard: 'isUnresolved', target: 'suspended' } as const)
        : ([
            { guard: 'isUnresolved', target: 'suspended' },
            { guard: 'isConditionOverdue', target: 'suspended' },
          ] as const),
  } as const;
  return parts.createStateConfig({
    id: 'live',
    initial: 'permitted',
    entry: 'startPermitTimer',
    exit: 'cancelPermitTimer',
    on: {
      PERMIT_EXPIRED: { guard: 'isEngine', actions: 'clearVoided', target: '#expired' },
      REVOKED: { guard: 'isOfficer', actions: 'clearVoided', target: '#revoked' },
      APPROVED: { guard: 'isLateApproval', actions: 'recordApproval' },
      RETIRED: { guard: 'isOfTeam', actions: 'clearVoided', target: '#retired' },
    },
    states: {
      permitted: {
        meta: liveMeta('permit', 'Permit given, not yet deployed', {
          kind: 'deploy',
          role: 'requester',
          due: 'P30D',
        }),
        always: suspendable.always,
        on: {
          ...suspendable.on,
          DEPLOYED: { guard: 'isPermitLive', actions: 'recordDeployment', target: 'deployed' },
          // Not by time, as nothing runs yet: by a change of the law that the permit rests on.
          REVIEW_DUE: { guard: 'isEngine', actions: 'clearVoided', target: 'review' },
        },
      },
      deployed: {
        meta: { stage: 'deployment', title: 'Deployed', factor: 'tools' },
        entry: 'startReviewTimer',
        exit: 'cancelReviewTimer',
        always: suspendable.always,
        on: {
          ...suspendable.on,
          REVIEW_DUE: { guard: 'isEngine', actions: 'clearVoided', target: 'review' },
          ...happens('review').DRIFT,
        },
      },
      review: {
        meta: liveMeta('review', 'Periodic review', {
          kind: 'review',
          role: 'signatories',
          due: 'P10D',
        }),
        entry: ['openReview', 'startGraceTimer'],
        exit: 'cancelGraceTimer',
        always: suspendable.always,
        on: {
          ...suspendable.on,
          APPROVED: [
            { guard: 'isReviewOfDeployed', actions: 'recordReview', target: 'deployed' },
            {
              guard: { type: 'isApproval', params: { stage: 'review' } },
              actions: 'recordReview',
              target: 'permitted',
            },
          ],
          REVIEW_MISSED: { guard: 'isEngine', actions: 'clearVoided', target: 'suspended' },
          ...happens().DRIFT,
        },
      },
      suspended: {
        meta: liveMeta('deployment', 'Suspended: resume or revoke', {
          kind: 'review',
          role: 'compliance_officer',
          due: 'P5D',
        }),
        on: {
          RESUMED: [
            resumeInto('isResumableToReview', 'review'),
            resumeInto('isResumableToDeployed', 'deployed'),
            resumeInto('isResumable', 'permitted'),
          ],
          ...happens().INCIDENT,
          ...happens().DRIFT,
        },
      },
    },
  });
}

/** What is told of a model that runs; without a target the case stays where it is. */
function happenings<T extends string>(target?: T) {
  const to = target === undefined ? {} : { target };
  return {
    INCIDENT: { INCIDENT_REPORTED: { guard: 'isNewIncident', actions: 'recordIncident', ...to } },
    DRIFT: { DRIFT_REPORTED: { guard: 'isOfTeam', actions: 'clearVoided', ...to } },
  } as const;
}

const NOTHING: typeof happenings = () => ({ INCIDENT: {}, DRIFT: {} }) as never;

function resumeInto<G extends string, T extends string>(guard: G, target: T) {
  return { guard, actions: 'clearVoided', target } as const;
}

function liveMeta(stage: string, title: string, task: TaskMeta): StageMeta {
  return { stage, title, factor: 'regulation', task };
}
