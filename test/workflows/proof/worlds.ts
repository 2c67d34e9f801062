import { ENGINE_ACTOR, type CaseContext, type CaseEvent } from '../../../workflows/contract.ts';
import type { ApprovalCondition } from '../../../workflows/obligations.ts';
import type { MachineDefinition } from '../../../workflows/registry.ts';
import {
  assessmentOf,
  BEGIN,
  LATER,
  NOTHING_ASKED,
  PERMIT_END,
  signedRoles,
  type SmallLaw,
} from '../case-world.ts';
import { withIntruders } from './intruders.ts';
import { DOCUMENT, offersOf, smallLaw, type Cast, type Offers } from '../exploration.ts';

const CAST: Cast = {
  people: [
    { by: 'ana', role: 'compliance_officer' },
    { by: 'cora', role: 'compliance_officer' },
    { by: 'cora', role: 'dpo', stages: ['opinion'] },
    { by: 'carl', role: 'compliance_officer', stages: ['approval', 'review'] },
    { by: 'carl', role: 'legal_counsel', stages: ['approval'] },
    { by: 'vic', role: 'independent_validator' },
    { by: 'vic', role: 'fair_lending_officer', stages: ['features'] },
    { by: 'vic', role: 'legal_counsel', stages: ['approval'] },
  ],
  documents: [DOCUMENT],
  asksForChangesIn: ['documentation', 'approval'],
  rejects: false,
};

const CONDITION: ApprovalCondition = {
  id: 'cond-1',
  text: 'watch it',
  owner: 'ana',
  due: LATER,
};
const DUTY = {
  id: 'authority',
  title: 'Tell them',
  role: 'compliance_officer',
  due: LATER,
  citation: 'Art. 33',
};

/** Who signs what: one person a stage, so that the world stays small. */
const SIGNS: Readonly<Record<string, readonly (readonly [by: string, role: string])[]>> = {
  residency: [['cora', 'compliance_officer']],
  features: [
    ['cora', 'compliance_officer'],
    ['vic', 'fair_lending_officer'],
  ],
  documentation: [['cora', 'compliance_officer']],
  validation: [['vic', 'independent_validator']],
  opinion: [['cora', 'dpo']],
  approval: [
    ['cora', 'compliance_officer'],
    ['carl', 'compliance_officer'],
    ['ana', 'compliance_officer'],
  ],
  review: [['cora', 'compliance_officer']],
};

interface Offered {
  readonly context: CaseContext;
  readonly stages: readonly string[];
  readonly at: string;
}

/** The way to a permit and through its life, by the people of `SIGNS`, the team, the engine and time. */
function basics(def: MachineDefinition, { context, stages, at }: Offered): CaseEvent[] {
  const by = ENGINE_ACTOR;
  const assessment = assessmentOf(def, NOTHING_ASKED, context, signedRoles(def, context), at);
  const officer = {
    by: 'cora',
    role: 'compliance_officer',
    at,
    decision: 'x',
    reason: '',
  } as const;
  return [
    { type: 'ASSESSED', by, at, assessment },
    {
      type: 'PERMIT_ISSUED',
      by,
      at,
      permit: { id: 'p', sha256: 'p', issuedAt: BEGIN, expiresAt: PERMIT_END },
    },
    { type: 'WITHDRAWN', by: 'tim', at, reason: '' },
    { type: 'DEPLOYED', by: 'ana', at, cloudRegion: 'eu-central-1' },
    { ...officer, type: 'RESUMED' },
    { ...officer, type: 'SUSPENDED' },
    ...stages
      // One stage after the other: that they are worked on side by side is the business of the world of decisions.
      .slice(0, 1)
      .flatMap((stage) =>
        (SIGNS[stage] ?? []).map(
          ([who, role]) =>
            ({
              ...officer,
              by: who,
              role,
              type: 'APPROVED',
              stage,
              decision: `${stage}/${who}`,
              seen: context.assessment?.seen[stage] ?? '',
            }) as const,
        ),
      ),
  ];
}

function offersWith(extra: (offered: Offered) => readonly CaseEvent[]): Offers {
  return (def, _law, { result, timers, now }) => {
    const { context, stages } = result;
    const times = now === BEGIN && (context.permit || context.conditions) ? [BEGIN, LATER] : [now];
    return times.flatMap((at) => [
      ...basics(def, { context, stages, at }),
      ...[...timers.values()].map(
        (event) => ({ ...event, by: ENGINE_ACTOR, at: LATER }) as CaseEvent,
      ),
      ...extra({ context, stages, at }),
    ]);
  };
}

const act = { role: 'compliance_officer', reason: '' } as const;

function inApproval({ context, stages, at }: Offered): CaseEvent[] {
  if (!stages.includes('approval') || context.rejection) return [];
  const seen = context.assessment?.seen['approval'] ?? '';
  const decided = { ...act, at, stage: 'approval', seen } as const;
  const conditional = (by: string): CaseEvent => ({
    ...decided,
    by,
    type: 'APPROVED',
    decision: `approval/${by}`,
    conditions: [CONDITION],
  });
  const isFirst = (context.conditions ?? []).length === 0;
  const { team, manifest } = context;
  return [
    ...(isFirst ? [conditional('cora'), conditional('ana')] : []),
    { ...decided, by: 'cora', type: 'REJECTED', decision: 'approval/cora' },
    // Once, while a condition stands, so that it falls with its approval.
    ...(!isFirst && manifest === 'good'
      ? [{ type: 'AMENDED', by: 'ana', at, manifest: 'other', team } as const]
      : []),
  ];
}

/** Conditions on one approval, rejections by one officer, appeals. */
const conditionOffers = offersWith(({ context, stages, at }) => {
  return [
    ...inApproval({ context, stages, at }),
    ...['ana', 'tim', 'vic'].map(
      (by) =>
        ({ ...act, by, at, decision: by, type: 'CONDITION_MET', condition: CONDITION.id }) as const,
    ),
    ...['ana', 'cora', 'carl'].flatMap((by) => [
      { ...act, by, at, decision: by, type: 'REJECTION_UPHELD' } as const,
      { ...act, by, at, decision: by, type: 'REJECTION_OVERTURNED' } as const,
      { by, at, type: 'APPEALED', reason: '' } as const,
    ]),
    { type: 'CONDITION_OVERDUE', by: 'cora', at, condition: CONDITION.id },
    { type: 'APPEAL_LAPSED', by: 'cora', at },
  ];
});

/** One incident with one report that is owed, and drift. */
const incidentOffers = offersWith(({ at }) =>
  ['ana', 'cora'].flatMap((by) => [
    { by, at, type: 'DRIFT_REPORTED', metric: 'psi', value: 1, threshold: 0, reason: '' } as const,
    {
      by,
      at,
      type: 'INCIDENT_REPORTED',
      incident: 'i',
      kind: 'k',
      reason: '',
      aware: BEGIN,
      duties: [DUTY],
    } as const,
    {
      ...act,
      by,
      at,
      decision: by,
      type: 'INCIDENT_DUTY_DONE',
      incident: 'i',
      duty: DUTY.id,
    } as const,
  ]),
);

export type WorldName = 'decisions' | 'conditions' | 'incidents';

/** A law in miniature, and everything that its people, the engine and time might do under it. */
export interface SmallWorld {
  readonly name: WorldName;
  readonly law: SmallLaw;
  readonly offers: Offers;
}

/**
 * Small enough that every situation can be visited: findings, papers, waivers and several people at work side by side;
 * conditions on approvals, rejections and appeals; incidents, reports that are owed, and drift.
 */
export const WORLDS: readonly SmallWorld[] = [
  { name: 'conditions', law: NOTHING_ASKED, offers: withIntruders(conditionOffers) },
  { name: 'incidents', law: NOTHING_ASKED, offers: withIntruders(incidentOffers) },
  { name: 'decisions', law: smallLaw('legal_counsel'), offers: withIntruders(offersOf(CAST)) },
];
