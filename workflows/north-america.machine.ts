import { blocksOf } from './blocks.ts';
import { caseSetup } from './case-setup.ts';
import type { MachineVersion } from './machine-version.ts';
import { openContext } from './records.ts';
import type { Route } from './route.ts';
import { APPROVAL_WORDS, ASSESSMENT_WORDS, AUDIT_WORDS } from './stage-words.ts';

export const NORTH_AMERICA_ROUTE: Route = {
  stages: [
    'scoping',
    'residency',
    'features',
    'documentation',
    'validation',
    'approval',
    'audit',
    'permit',
    'deployment',
    'review',
  ],
  assessment: ['residency', 'features', 'documentation', 'validation'],
  later: ['approval', 'audit'],
  baseRoles: {
    residency: 'compliance_officer',
    features: 'fair_lending_officer',
    documentation: 'compliance_officer',
    validation: 'independent_validator',
    approval: 'compliance_officer',
    audit: 'independent_auditor',
    review: 'compliance_officer',
  },
  ownStage: {
    fair_lending_officer: 'features',
    independent_validator: 'validation',
    dpo: 'approval',
    compliance_officer: 'approval',
    independent_auditor: 'audit',
  },
  onlyWhenAsked: ['residency', 'audit'],
};

const parts = caseSetup(NORTH_AMERICA_ROUTE);

/**
 * The way of a case in North America: scoping → residency where a province or contract asks ∥ features ∥
 * documentation ∥ independent validation → compliance approval → audit where asked → permit → deployment
 * with periodic review.
 *
 * Pure: no clock, no actors. Events carry their time; timers come out as data.
 */
export function northAmericaMachine(version: MachineVersion) {
  const blocks = blocksOf(parts, NORTH_AMERICA_ROUTE, version);
  return parts.createMachine({
    id: 'north-america',
    options: { maxIterations: 100 },
    context: ({ input }) => openContext(NORTH_AMERICA_ROUTE, input),
    initial: 'scoping',
    on: blocks.anywhere,
    states: {
      scoping: blocks.scoping,
      assessment: blocks.assessment(ASSESSMENT_WORDS, '#approval'),
      approval: blocks.later({ ...APPROVAL_WORDS, next: 'audit-or-permit' }),
      audit: blocks.later({ ...AUDIT_WORDS, next: 'permit' }),
      permit: blocks.issuing,
      live: blocks.live,
      ...blocks.ends,
    },
  });
}
