import type {
  DataFlow,
  DiagramEdge,
  DiagramNode,
  FeatureRuling,
  PackDecision,
  PackDocument,
  PackFinding,
  StageSpan,
} from '../../src/evidence/pack-model.ts';
import { sha256Hex } from '../../src/common/canonical-json.ts';

export const PEOPLE: Readonly<Record<string, string>> = {
  mira: 'Mira Lang',
  tom: 'Tom Peeters',
  ines: 'Inês Carvalho',
  dana: 'Dana Okafor',
  ruben: 'Rubén Ortiz',
  iris: 'Iris Novák',
  jonas: 'Jonas Weiß',
  vera: 'Vera Lindqvist',
  carnet: 'carnet',
};

const INSTRUMENTS: Readonly<Record<string, string>> = {
  gdpr: 'General Data Protection Regulation (EU) 2016/679',
  'ai-act': 'Artificial Intelligence Act, Regulation (EU) 2024/1689',
  dora: 'Digital Operational Resilience Act, Regulation (EU) 2022/2554',
  ccd2: 'Consumer Credit Directive (EU) 2023/2225',
};

function finding(
  rule: string,
  instrument: string,
  word: PackFinding['finding'],
  rest: Partial<PackFinding> & Pick<PackFinding, 'title' | 'statement' | 'citation'>,
): PackFinding {
  return {
    rule,
    version: 1,
    jurisdiction: 'EU',
    region: 'eu',
    instrument,
    instrumentTitle: INSTRUMENTS[instrument] ?? instrument,
    source: `https://eur-lex.europa.eu/eli/reg/${instrument}/oj`,
    effect: 'require_document',
    severity: 'high',
    stage: 'documentation',
    factor: 'regulation',
    finding: word,
    facts: [{ fact: 'data.personal', operator: '==', value: true, expected: true, truth: 'true' }],
    missing: [],
    lacks: { documents: [], approvals: [], facts: [], conditions: [] },
    exception: null,
    documents: [],
    approvals: [],
    remedy: 'supply the document named and have it reviewed',
    from: '2018-05-25',
    reviewEvery: null,
    review: { last: '2026-11-23', level: 'official_copy', recheck: false },
    waiver: null,
    ...rest,
  };
}

export const FINDINGS: readonly PackFinding[] = [
  finding('EU-DORA-28-30', 'dora', 'open', {
    title: 'Register of arrangements with cloud providers',
    statement:
      'A financial entity keeps a register of its contracts with providers of information technology services and has a way out of each one that supports a critical function.',
    citation: 'DORA Arts. 28 to 30',
    missing: ['exit_plan', 'organisation.dora_register'],
    documents: ['dora_register_entry', 'exit_plan'],
    facts: [
      {
        fact: 'organisation.regulated',
        operator: 'exists',
        value: ['eu_credit_institution', 'eu_financial_entity'],
        expected: 'eu_financial_entity',
        truth: 'true',
      },
      { fact: 'organisation.dora_register', operator: '==', expected: true, truth: 'unknown' },
    ],
    waiver: {
      by: { id: 'iris', name: 'Iris Novák' },
      role: 'compliance_officer',
      reason:
        'The exit plan of the group covers this provider until its own is finished in February.',
      expires: '2027-02-28T00:00:00.000Z',
    },
  }),
  finding('EU-GDPR-48-FOREIGN-ORDER', 'gdpr', 'warning', {
    title: 'Provider with a parent outside the EEA',
    statement:
      'Orders of a third country court are no ground for handing over data unless an international agreement says so.',
    citation: 'GDPR Art. 48',
    severity: 'medium',
    facts: [
      {
        fact: 'derived.foreign_parent_hosting',
        operator: '==',
        value: true,
        expected: true,
        truth: 'true',
      },
    ],
    remedy: 'consider encryption with keys held in the EEA, or a provider without such a parent',
    review: { last: '2026-11-23', level: 'secondary_2026', recheck: true },
  }),
  finding('EU-AIA-11-TECHDOC', 'ai-act', 'upcoming', {
    title: 'Technical documentation of a high-risk system',
    statement:
      'Before a high-risk system is put into service its technical documentation is drawn up with the contents of Annex IV and kept up to date.',
    citation: 'AI Act Art. 11 and Annex IV',
    from: '2027-12-02',
    missing: ['aia_technical_documentation'],
    documents: ['aia_technical_documentation'],
    facts: [
      { fact: 'derived.eu_high_risk', operator: '==', value: true, expected: true, truth: 'true' },
    ],
    review: { last: '2026-11-23', level: 'memory', recheck: true },
  }),
  finding('EU-GDPR-9-SPECIAL', 'gdpr', 'exempt', {
    title: 'Special categories of personal data',
    statement:
      'Data about health, belief, origin and the like are processed only under a listed condition.',
    citation: 'GDPR Art. 9(1)',
    exception: {
      id: 'explicit-consent',
      citation: 'GDPR Art. 9(2)(a)',
      text: 'The person has given explicit consent for the stated purpose.',
    },
    facts: [
      {
        fact: 'features[4].category',
        operator: 'in',
        value: 'health',
        expected: [
          'race_ethnicity',
          'religion_belief',
          'political_opinion',
          'trade_union',
          'genetic',
          'biometric_id',
          'health',
        ],
        truth: 'true',
      },
    ],
  }),
  finding('EU-GDPR-22-ADM', 'gdpr', 'met', {
    title: 'Safeguards for automated decisions',
    statement:
      'Whoever is subject to a decision by machine alone may have a person look at it, state their view and contest it.',
    citation: 'GDPR Art. 22(3)',
    documents: ['adm_safeguards'],
  }),
  finding('EU-GDPR-35-DPIA', 'gdpr', 'met', {
    title: 'Data protection impact assessment',
    statement:
      'Where processing is likely to bring a high risk for people, its impact is assessed beforehand with the advice of the data protection officer.',
    citation: 'GDPR Art. 35',
    documents: ['dpia'],
    approvals: ['dpo'],
    severity: 'critical',
  }),
  finding('EU-CCD2-18-HUMAN', 'ccd2', 'met', {
    title: 'Human look at an automated credit decision',
    statement:
      'A consumer whose creditworthiness was assessed by automated means may ask for a person, an explanation and a review.',
    citation: 'CCD2 Art. 18(8)',
    from: '2026-11-20',
  }),
];

export const FLOWS: readonly DataFlow[] = [
  {
    location: 'eu-store',
    provider: 'aws',
    cloudRegion: 'eu-central-1',
    place: 'Frankfurt, DE',
    country: 'DE',
    subjects: ['EEA'],
    purpose: 'storage',
    crossings: [],
  },
  {
    location: 'support-desk',
    provider: 'azure',
    cloudRegion: 'uksouth',
    place: 'London, GB',
    country: 'GB',
    subjects: ['EEA'],
    purpose: 'support_access',
    crossings: [
      {
        location: 'support-desk',
        origin: 'EEA',
        dest_country: 'GB',
        dest_subdivision: '',
        purpose: 'support_access',
        mechanism: 'adequacy',
        basis: 'adequacy',
        lawful: true,
      },
    ],
  },
  {
    location: 'log-archive',
    provider: 'gcp',
    cloudRegion: 'us-east4',
    place: 'Ashburn, US',
    country: 'US',
    subjects: ['EEA'],
    purpose: 'logging',
    crossings: [
      {
        location: 'log-archive',
        origin: 'EEA',
        dest_country: 'US',
        dest_subdivision: 'US-VA',
        purpose: 'logging',
        mechanism: 'none',
        basis: 'none',
        lawful: false,
      },
    ],
  },
];

export const FEATURES: readonly FeatureRuling[] = [
  { name: 'annual_inc', category: 'income', use: 'input', rulings: [] },
  { name: 'dti', category: 'income', use: 'input', rulings: [] },
  { name: 'emp_length', category: 'occupation_employer', use: 'input', rulings: [] },
  {
    name: 'zip_code',
    category: 'postal_code',
    use: 'excluded',
    rulings: [
      {
        rule: 'EU-NONDISC-PROXY',
        finding: 'warning',
        citation: 'Directive 2000/43/EC Art. 2(2)(b)',
        title: 'Features that stand in for protected grounds',
      },
    ],
  },
  {
    name: 'sick_leave_days_in_the_last_twelve_months_reported_by_employer',
    category: 'health',
    use: 'audit_only',
    rulings: [
      {
        rule: 'EU-GDPR-9-SPECIAL',
        finding: 'exempt',
        citation: 'GDPR Art. 9(1)',
        title: 'Special categories of personal data',
      },
    ],
  },
];

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
    reason:
      'I have read the findings and the documents of this stage; the residual risk is acceptable.',
    seen: sha256Hex(`seen ${seq}`),
    rule: null,
    expires: null,
    voidedSeq: null,
    ...rest,
  };
}

type Happening = readonly [
  at: string,
  actor: string,
  type: string,
  payload: object,
  detail: string,
  stages: readonly string[],
];

export const JOURNAL: readonly Happening[] = [
  [
    '2026-11-23T10:30:00.000Z',
    'mira',
    'SUBMITTED',
    { request: 'req-b8nwc5dk3v9x2m7q4tz6' },
    'request req-b8nwc5dk3v9x2m7q4tz6',
    ['scoping'],
  ],
  [
    '2026-11-23T10:30:00.200Z',
    'carnet',
    'ASSESSED',
    { outcome: 'blocked' },
    'outcome blocked',
    ['residency', 'features', 'documentation', 'validation'],
  ],
  [
    '2026-11-23T13:00:00.000Z',
    'dana',
    'CHANGES_REQUESTED',
    { stage: 'residency' },
    'stage residency as dpo',
    ['residency', 'features', 'documentation', 'validation'],
  ],
  [
    '2026-11-24T08:00:00.000Z',
    'mira',
    'AMENDED',
    { manifest: 'abc' },
    'manifest 5f2c…',
    ['residency', 'features', 'documentation', 'validation'],
  ],
  [
    '2026-11-24T08:00:00.150Z',
    'carnet',
    'ASSESSED',
    { outcome: 'conditional' },
    'outcome conditional',
    ['features', 'documentation', 'validation'],
  ],
  [
    '2026-11-24T08:10:00.000Z',
    'mira',
    'EVIDENCE_ADDED',
    { document: 'dpia' },
    'dpia',
    ['documentation', 'validation'],
  ],
  [
    '2026-11-24T12:00:00.000Z',
    'ruben',
    'APPROVED',
    { stage: 'validation' },
    'stage validation as independent_validator',
    ['opinion'],
  ],
  [
    '2026-11-25T09:00:00.000Z',
    'dana',
    'APPROVED',
    { stage: 'opinion' },
    'stage opinion as dpo',
    ['approval'],
  ],
  [
    '2026-11-26T15:00:00.000Z',
    'iris',
    'FINDING_WAIVED',
    { rule: 'EU-DORA-28-30' },
    'rule EU-DORA-28-30 until 2027-02-28',
    ['approval'],
  ],
  [
    '2026-11-26T15:05:00.000Z',
    'iris',
    'APPROVED',
    { stage: 'approval' },
    'stage approval as compliance_officer',
    ['approval'],
  ],
  [
    '2026-11-27T08:30:00.000Z',
    'jonas',
    'APPROVED',
    { stage: 'approval' },
    'stage approval as compliance_officer',
    ['audit'],
  ],
  [
    '2026-11-27T09:14:00.000Z',
    'vera',
    'APPROVED',
    { stage: 'audit' },
    'stage audit as independent_auditor',
    ['permit'],
  ],
  [
    '2026-11-27T09:14:02.120Z',
    'carnet',
    'PERMIT_ISSUED',
    { permit: { id: 'permit-m2x7q4tz6b8nwc5dk3v9' } },
    'permit-m2x7q4tz6b8nwc5dk3v9',
    ['deployment'],
  ],
  [
    '2026-11-27T10:00:00.000Z',
    'mira',
    'DEPLOYED',
    { cloudRegion: 'aws eu-central-1' },
    'aws eu-central-1',
    ['review'],
  ],
];

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
