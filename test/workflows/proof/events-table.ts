import { ENGINE_ACTOR, type CaseEventType } from '../../../workflows/contract.ts';
import type { Edge } from '../exploration.ts';
import { TEAM } from './promise.ts';

/** Written by hand, not taken from the machines: what may happen to a case wherever it stands. */
const ANYWHERE: readonly CaseEventType[] = [
  'ASSESSED',
  'LAW_DATE',
  'EVIDENCE_ADDED',
  'FINDING_WAIVED',
  'WAIVER_EXPIRED',
  'WITHDRAWN',
  'CONDITION_MET',
  'CONDITION_OVERDUE',
  'INCIDENT_DUTY_DONE',
];

const AMENDABLE: readonly CaseEventType[] = ['AMENDED', 'PACK_CHANGED'];
const DECIDED: readonly CaseEventType[] = ['APPROVED', 'CHANGES_REQUESTED', 'REJECTED'];
const LIVE: readonly CaseEventType[] = ['PERMIT_EXPIRED', 'REVOKED', 'APPROVED', 'RETIRED'];
const RUNNING: readonly CaseEventType[] = ['SUSPENDED', 'INCIDENT_REPORTED'];

/** And what may happen besides in the states whose path reads so. */
const TABLE: readonly (readonly [path: RegExp, types: readonly CaseEventType[]])[] = [
  [/^(scoping|assessment|opinion|approval|audit|permit)\b/, AMENDABLE],
  [/^(assessment\.\w+|opinion|approval|audit)\.reviewing$/, DECIDED],
  [/^permit$/, ['PERMIT_ISSUED', 'PERMIT_FAILED']],
  [/^rejection\.open$/, ['APPEALED', 'APPEAL_LAPSED']],
  [/^rejection\.appealed$/, ['REJECTION_UPHELD', 'REJECTION_OVERTURNED']],
  [/^live\./, LIVE],
  [/^live\.(permitted|deployed|review)$/, RUNNING],
  [/^live\.permitted$/, ['DEPLOYED', 'REVIEW_DUE']],
  [/^live\.deployed$/, ['REVIEW_DUE', 'DRIFT_REPORTED']],
  [/^live\.review$/, ['REVIEW_MISSED', 'DRIFT_REPORTED']],
  [/^live\.suspended$/, ['RESUMED', 'INCIDENT_REPORTED', 'DRIFT_REPORTED']],
];

type Sender = 'engine' | 'team' | 'independent' | 'person' | 'anybody';

const IS_SENDER: Readonly<Record<Sender, (by: string) => boolean>> = {
  engine: (by) => by === ENGINE_ACTOR,
  team: (by) => TEAM.includes(by),
  independent: (by) => by !== ENGINE_ACTOR && !TEAM.includes(by),
  person: (by) => by !== ENGINE_ACTOR,
  anybody: () => true,
};

/** Who alone may send what, by hand as well. */
const SENDERS: Readonly<Record<CaseEventType, Sender>> = {
  ASSESSED: 'engine',
  PACK_CHANGED: 'engine',
  PERMIT_ISSUED: 'engine',
  PERMIT_FAILED: 'engine',
  LAW_DATE: 'engine',
  REVIEW_DUE: 'engine',
  REVIEW_MISSED: 'engine',
  PERMIT_EXPIRED: 'engine',
  WAIVER_EXPIRED: 'engine',
  CONDITION_OVERDUE: 'engine',
  APPEAL_LAPSED: 'engine',
  AMENDED: 'team',
  WITHDRAWN: 'team',
  RETIRED: 'team',
  APPEALED: 'team',
  DRIFT_REPORTED: 'team',
  INCIDENT_REPORTED: 'person',
  EVIDENCE_ADDED: 'anybody',
  DEPLOYED: 'anybody',
  APPROVED: 'independent',
  CHANGES_REQUESTED: 'independent',
  REJECTED: 'independent',
  FINDING_WAIVED: 'independent',
  CONDITION_MET: 'independent',
  REJECTION_UPHELD: 'independent',
  REJECTION_OVERTURNED: 'independent',
  INCIDENT_DUTY_DONE: 'independent',
  SUSPENDED: 'independent',
  RESUMED: 'independent',
  REVOKED: 'independent',
};

/** Roles that alone may do this, whatever the stage. */
const OFFICERS: readonly CaseEventType[] = [
  'FINDING_WAIVED',
  'REJECTION_UPHELD',
  'REJECTION_OVERTURNED',
  'SUSPENDED',
  'RESUMED',
  'REVOKED',
];

/** True when the tables list this event for the state it was taken in, and for who sent it. */
export function isListed({ from, event }: Edge): boolean {
  const isExpected =
    ANYWHERE.includes(event.type) ||
    TABLE.some(
      ([path, types]) =>
        types.includes(event.type) && from.result.states.some((state) => path.test(state)),
    );
  return isExpected && maySend(event.type, event.by, 'role' in event ? event.role : null);
}

function maySend(type: CaseEventType, by: string, role: string | null): boolean {
  if (OFFICERS.includes(type) && role !== 'compliance_officer') return false;
  return IS_SENDER[SENDERS[type]](by);
}
