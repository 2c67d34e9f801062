/** Every finding says in words why it is what it is. */
import fc from 'fast-check';
import { shownToDecider } from '../../../src/cases/shown.ts';
import { scopeOf } from '../../../src/policy/derived.ts';
import { assess } from '../../../src/policy/evaluate.ts';
import { Teller } from '../../../src/policy/explain/because.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import type { Facts, Finding } from '../../../src/policy/policy.types.ts';
import { arbitraryFacts } from '../arbitrary-facts.ts';
import { examplesOf } from './examples.ts';

const catalog = loadCatalog();
const NOTHING = { documents: [], approvals: [] };
const TODAY = '2026-11-23';
/** What belongs to conditions and to programs, and not into a sentence. */
const NOISE = /undefined|null|NaN|\[|\]|\{|\}|&&|\|\||==|!=|_/;
/** Paths are what people type where a fact is to be stated; names are what they gave to their features and places. */
const OWN_WORDS = /\b[a-z0-9_]+(\.[a-z0-9_]+)+\b|\b(feature|data location|data set|tool) \S+/g;

function because(rule: string, facts: Facts): readonly string[] {
  const { findings } = assess(catalog, { facts, held: NOTHING, asOf: TODAY, all: true });
  return findings.find((finding) => finding.rule === rule)?.because ?? [];
}

const STORE = {
  id: 'eu-store',
  provider: 'aws',
  region: 'us-east-1',
  subject_regions: ['EEA'],
  mechanism: 'none',
};
const APPLICANTS = {
  deployment: { jurisdictions: ['EU-DE', 'EU-FR'] },
  data: { personal: true, subject_regions: ['EEA'], locations: [STORE] },
};

describe('an explanation', () => {
  it('tells where the data lies, and what is not recorded', () => {
    expect(because('EU-GDPR-44-TRANSFER', APPLICANTS)).toEqual([
      'the data is about people in the EEA',
      'data location eu-store holds data of people in the EEA, is in the United States (aws us-east-1), outside the EEA, and has no transfer mechanism that the law accepts',
      'personal data is used',
    ]);
  });

  it('begins with how far the rule reaches', () => {
    expect(because('EU-GDPR-6-LAWFUL-BASIS', APPLICANTS)[0]).toBe(
      'the model is deployed in Germany and France',
    );
  });

  it('tells what a feature is to the law', () => {
    const facts = {
      deployment: { jurisdictions: ['US'] },
      model: { use_case: 'credit_scoring' },
      features: [
        { name: 'loan_amnt', category: 'loan_terms' },
        { name: 'zip_code', category: 'postal_code' },
      ],
    };
    expect(because('US-REGB-6A-PROXY', facts)).toEqual([
      'the model is deployed in the United States',
      'feature zip_code is used as model input and is a postal code, a stand-in for protected traits',
      'the model is used for credit scoring, a credit decision',
    ]);
  });

  it('says words of lists as people would', () => {
    const facts = {
      ...APPLICANTS,
      model: { automation: 'solely_automated', effect: 'legal_or_significant' },
    };
    expect(because('EU-GDPR-22-ADM', facts)).toEqual(
      expect.arrayContaining([
        'the decision is made without a person',
        'the outcome has legal or similarly significant effects on people',
      ]),
    );
  });

  it('names what nobody stated, and what it means', () => {
    expect(because('EU-GDPR-6-LAWFUL-BASIS', APPLICANTS)).toContain(
      'nobody stated data.lawful_basis (legal basis of the processing)',
    );
    expect(because('EU-AIA-4-LITERACY', APPLICANTS)).toEqual([
      'nobody stated whether the model is an AI system (model.ai_system)',
    ]);
  });

  it('has a phrase for every fact that a law tests, and for every value of it that a case states', () => {
    const unsaid = examplesOf(catalog)
      .filter(({ rule }) => rule.region !== 'readiness')
      .flatMap(({ finding }) => finding.because.map((text) => text.replaceAll(OWN_WORDS, '')))
      .filter((text) => NOISE.test(text) || text.trim() === '');
    expect(unsaid).toEqual([]);
  });
});

describe('for any facts', () => {
  const anyFacts = arbitraryFacts(catalog).chain((stated) =>
    fc.subarray(Object.keys(stated.facts)).map((roots) => ({
      ...stated,
      facts: Object.fromEntries(roots.map((root) => [root, stated.facts[root]])),
    })),
  );

  it('every deciding fact is spoken of, nothing twice, and where the rule reaches first', () => {
    fc.assert(
      fc.property(anyFacts, ({ facts, held, asOf }) => {
        const { findings } = assess(catalog, { facts, held, asOf, all: true });
        const teller = new Teller(catalog, scopeOf(catalog, facts, held, asOf).roots);
        for (const finding of findings) {
          const sentences = teller.sentencesOf(finding.facts);
          const spokenOf = new Set(sentences.flatMap((sentence) => sentence.facts));
          expect(finding.facts.filter(({ fact }) => !spokenOf.has(fact))).toEqual([]);
          expect(new Set(finding.because).size).toBe(finding.because.length);
          expect(finding.because).toEqual([...new Set(sentences.map(({ text }) => text))]);
          const reaches = sentences.map(({ facts: [first] }) => isReach(first));
          expect(reaches.slice(0, reaches.lastIndexOf(true) + 1)).not.toContain(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('no sentence holds what belongs to conditions and programs', () => {
    fc.assert(
      fc.property(anyFacts, ({ facts, held, asOf }) => {
        const { findings } = assess(catalog, { facts, held, asOf, all: true });
        const texts = findings.flatMap((finding: Finding) => finding.because);
        expect(texts.filter((text) => NOISE.test(text.replaceAll(OWN_WORDS, '')))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

function isReach(fact: string | undefined): boolean {
  return fact === 'deployment.jurisdictions' || fact === 'data.subject_regions';
}

it('changes nothing that a decision binds to', () => {
  const reading = assess(catalog, { facts: APPLICANTS, held: NOTHING, asOf: TODAY });
  const silent = { ...reading, findings: reading.findings.map((one) => ({ ...one, because: [] })) };
  const matter = { manifest: 'hash', documents: [], waivers: [], packs: reading.packs };
  for (const stage of ['residency', 'features', 'documentation', 'approval'])
    expect(shownToDecider({ ...matter, withoutApprovals: silent }, stage)).toEqual(
      shownToDecider({ ...matter, withoutApprovals: reading }, stage),
    );
});
