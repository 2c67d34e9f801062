import { sha256Hex } from '../../src/common/canonical-json.ts';
import type {
  DiagramEdge,
  DiagramNode,
  PackDecision,
  PackDocument,
  StageSpan,
} from '../../src/evidence/pack-model.ts';
import { JOURNAL, PEOPLE } from './fixture-journal.ts';

export const DOCUMENTS: readonly PackDocument[] = [
  document(
    'dpia',
    'Data protection impact assessment',
    ['EU-GDPR-35-DPIA'],
    'DPIA loan-default v3.pdf',
  ),
  {
    ...document(
      'dpia',
      'Data protection impact assessment',
      ['EU-GDPR-35-DPIA'],
      'DPIA loan-default v2.pdf',
    ),
    status: 'superseded',
    askedFrom: null,
  },
  document(
    'adm_safeguards',
    'Safeguards for automated decisions',
    ['EU-GDPR-22-ADM'],
    'safeguards.md',
  ),
  document(
    'validation_report',
    'Independent validation report',
    ['EU-EBA-LOM-AUTOMATED'],
    'Validierungsbericht_Größe_und_Güte_der_Stichprobe_2026-11-24_endgültig.pdf',
  ),
  {
    document: 'exit_plan',
    title: 'Exit plan',
    status: 'missing',
    askedFrom: null,
    askedBy: ['EU-DORA-28-30'],
    fileName: null,
    mediaType: null,
    sizeBytes: null,
    sha256: null,
    suppliedBy: null,
    suppliedAt: null,
  },
];

function document(
  id: string,
  title: string,
  askedBy: readonly string[],
  fileName: string,
): PackDocument {
  return {
    document: id,
    title,
    status: 'held',
    askedFrom: null,
    askedBy,
    fileName,
    mediaType: 'application/pdf',
    sizeBytes: 184_320 + fileName.length,
    sha256: sha256Hex(fileName),
    suppliedBy: { id: 'mira', name: 'Mira Lang' },
    suppliedAt: '2026-11-24T08:10:00.000Z',
  };
}

function decision(
  seq: number,
  by: string,
  role: string,
  stage: string,
  rest: Partial<PackDecision> = {},
): PackDecision {
  const at = JOURNAL[seq - 1]?.[0] ?? '';
  return {
    id: `decision-${seq}`,
    seq,
    at,
    stage,
    role,
    kind: 'approve',
    by: { id: by, name: PEOPLE[by] ?? by },
    standsInFor: null,
    reason:
      'I have read the findings and the documents of this stage; the residual risk is acceptable.',
    seen: sha256Hex(`seen ${seq}`),
    rule: null,
    expires: null,
    voidedSeq: null,
    ...rest,
  };
}

export const DECISIONS: readonly PackDecision[] = [
  decision(3, 'dana', 'dpo', 'residency', {
    kind: 'request_changes',
    reason:
      'Applicants of the EEA are stored in Virginia without a transfer tool. Move the store or name the mechanism.',
    voidedSeq: 4,
  }),
  decision(7, 'ruben', 'independent_validator', 'validation'),
  decision(8, 'dana', 'dpo', 'opinion'),
  decision(9, 'iris', 'compliance_officer', 'approval', {
    kind: 'waive',
    rule: 'EU-DORA-28-30',
    expires: '2027-02-28T00:00:00.000Z',
    reason:
      'The exit plan of the group covers this provider until its own is finished in February.',
  }),
  decision(10, 'iris', 'compliance_officer', 'approval'),
  decision(11, 'jonas', 'compliance_officer', 'approval'),
  decision(12, 'vera', 'independent_auditor', 'audit'),
];

function span(
  stage: string,
  from: number,
  to: number | null,
  factor: StageSpan['factor'],
): StageSpan {
  const enteredAt = JOURNAL[from - 1]?.[0] ?? '';
  const leftAt = to === null ? null : (JOURNAL[to - 1]?.[0] ?? '');
  const end = leftAt ?? JOURNAL.at(-1)?.[0] ?? '';
  const title = stage.charAt(0).toUpperCase() + stage.slice(1);
  return { stage, title, factor, enteredAt, leftAt, ms: Date.parse(end) - Date.parse(enteredAt) };
}

export const SPANS: readonly StageSpan[] = [
  span('scoping', 1, 2, 'regulation'),
  span('residency', 2, 5, 'data'),
  span('features', 2, 6, 'data'),
  span('documentation', 2, 7, 'regulation'),
  span('validation', 2, 7, 'complexity'),
  span('opinion', 7, 8, 'regulation'),
  span('approval', 8, 11, 'strategy'),
  span('audit', 11, 12, 'regulation'),
  span('permit', 12, 13, 'tools'),
  span('deployment', 13, null, 'tools'),
];

const STATES: readonly (readonly [string, string, DiagramNode['state']])[] = [
  ['scoping', 'Scoping', 'visited'],
  ['residency', 'Residency', 'visited'],
  ['features', 'Features', 'visited'],
  ['documentation', 'Documentation', 'visited'],
  ['validation', 'Validation', 'visited'],
  ['opinion', "Data protection officer's opinion", 'visited'],
  ['approval', 'Compliance approval', 'visited'],
  ['audit', 'Third-party audit', 'visited'],
  ['permit', 'Permit', 'visited'],
  ['deployment', 'Deployed', 'now'],
  ['review', 'Periodic review', 'untouched'],
  ['suspended', 'Suspended', 'untouched'],
  ['rejected', 'Rejected', 'untouched'],
  ['revoked', 'Revoked', 'untouched'],
  ['retired', 'Retired', 'untouched'],
];
const EDGES: readonly (readonly [string, string, string, boolean])[] = [
  ['scoping', 'residency', 'ASSESSED', true],
  ['scoping', 'features', 'ASSESSED', true],
  ['scoping', 'documentation', 'ASSESSED', true],
  ['scoping', 'validation', 'ASSESSED', true],
  ['residency', 'opinion', 'done', true],
  ['features', 'opinion', 'done', true],
  ['documentation', 'opinion', 'done', true],
  ['validation', 'opinion', 'done', true],
  ['opinion', 'approval', 'APPROVED', true],
  ['opinion', 'rejected', 'REJECTED', false],
  ['approval', 'audit', 'APPROVED', true],
  ['approval', 'rejected', 'REJECTED', false],
  ['audit', 'permit', 'APPROVED', true],
  ['permit', 'deployment', 'PERMIT_ISSUED', true],
  ['deployment', 'review', 'REVIEW_DUE', false],
  ['review', 'deployment', 'APPROVED', false],
  ['deployment', 'suspended', 'SUSPENDED', false],
  ['suspended', 'revoked', 'REVOKED', false],
  ['deployment', 'retired', 'RETIRED', false],
];
export const DIAGRAM: {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
} = {
  nodes: STATES.map(([id, title, state]) => ({ id, title, state })),
  edges: EDGES.map(([from, to, label, taken]) => ({ from, to, label, taken })),
};
