import { blocksOf } from './blocks.ts';
import { caseSetup } from './case-setup.ts';
import type { MachineVersion } from './machine-version.ts';
import { openContext } from './records.ts';
import type { Route } from './route.ts';
import { APPROVAL_WORDS, ASSESSMENT_WORDS, AUDIT_WORDS, OPINION_WORDS } from './stage-words.ts';

export const GDPR_ROUTE: Route = {
  stages: [
    'scoping',
    'residency',
    'features',
    'documentation',
    'validation',
    'opinion',
    'approval',
    'audit',
    'permit',
    'deployment',
    'review',
  ],
  assessment: ['residency', 'features', 'documentation', 'validation'],
  later: ['opinion', 'approval', 'audit'],
  baseRoles: {
    residency: 'compliance_officer',
    features: 'compliance_officer',
    documentation: 'compliance_officer',
    validation: 'independent_validator',
    opinion: 'dpo',
    approval: 'compliance_officer',
    audit: 'independent_auditor',
    review: 'compliance_officer',
  },
  ownStage: {
    fair_lending_officer: 'features',
    independent_validator: 'validation',
    dpo: 'opinion',
    compliance_officer: 'approval',
    independent_auditor: 'audit',
  },
  onlyWhenAsked: ['audit'],
};

const parts = caseSetup(GDPR_ROUTE);

/**
 * The way of a case under the GDPR and the AI Act: scoping → residency ∥ features ∥ documentation ∥
 * validation → data protection officer's opinion → compliance approval → audit where asked → permit →
 * deployment with periodic review.
 *
 * Pure: no clock, no actors. Events carry their time; timers come out as data.
 */
export function gdprMachine(version: MachineVersion) {
  const blocks = blocksOf(parts, GDPR_ROUTE, version);
  return parts.createMachine({
    id: 'gdpr',
    options: { maxIterations: 100 },
    context: ({ input }) => openContext(GDPR_ROUTE, input),
    initial: 'scoping',
    on: blocks.anywhere,
    states: {
      scoping: blocks.scoping,
      assessment: blocks.assessment(ASSESSMENT_WORDS, '#opinion'),
      opinion: blocks.later({ ...OPINION_WORDS, next: 'approval' }),
      approval: blocks.later({ ...APPROVAL_WORDS, next: 'audit-or-permit' }),
      audit: blocks.later({ ...AUDIT_WORDS, next: 'permit' }),
      permit: blocks.issuing,
      live: blocks.live,
      ...blocks.ends,
    },
  });
}
