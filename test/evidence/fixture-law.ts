import type { DataFlow, FeatureRuling, PackFinding } from '../../src/evidence/pack-model.ts';

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
    because: ['personal data is used'],
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
