/** What holds for every rule alike: reach, dates, evidence, outcomes, wording. */
import { assess } from '../../src/policy/evaluate.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { UnknownRegionError } from '../../src/policy/policy.errors.ts';
import type { Facts, Finding } from '../../src/policy/policy.types.ts';

const catalog = loadCatalog();
const NOTHING = { documents: [], approvals: [] };
const TODAY = '2026-11-23';

function find(
  rule: string,
  facts: Facts,
  asOf = TODAY,
  held: { documents: string[]; approvals: string[] } = NOTHING,
): Finding | undefined {
  const { findings } = assess(catalog, { facts, held, asOf, all: true });
  return findings.find((finding) => finding.rule === rule);
}

describe('reach', () => {
  const hiring = { use_case: 'hiring_screening' };

  it.each([
    ['US-NYC-LL144-NOTICE', 'US', 'not_applicable'],
    ['US-NYC-LL144-NOTICE', 'US-NY', 'not_applicable'],
    ['US-NYC-LL144-NOTICE', 'US-NY-NYC', 'open'],
    ['US-TITLEVII-ADEA-ADA', 'US-NY-NYC', 'open'],
    ['US-TITLEVII-ADEA-ADA', 'CA', 'not_applicable'],
  ])('%s in %s', (rule, place, expected) => {
    expect(find(rule, { model: hiring, deployment: { jurisdictions: [place] } })?.finding).toBe(
      expected,
    );
  });

  it.each(['EEA', 'EU', 'EU-DE', 'NO', 'RE'])(
    'counts people of %s as people of the EU',
    (place) => {
      const facts = {
        deployment: { jurisdictions: [] },
        data: { personal: true, subject_regions: [place] },
      };
      expect(find('EU-GDPR-32-SECURITY', facts)?.finding).toBe('open');
      expect(assess(catalog, { facts, held: NOTHING, asOf: TODAY }).outcomes).toHaveProperty('EU');
    },
  );

  it('is unknown while nobody said where', () => {
    const finding = find('EU-GDPR-32-SECURITY', { data: { personal: true } });
    expect(finding?.finding).toBe('unknown');
    expect(finding?.missing).toEqual(['deployment.jurisdictions', 'data.subject_regions']);
  });
});

describe('outcomes', () => {
  it('are given for what is touched, and for nothing else', () => {
    const facts = {
      deployment: { jurisdictions: ['US-NY'] },
      data: { subject_regions: ['EEA', 'JP'] },
    };
    const { outcomes, regions } = assess(catalog, { facts, held: NOTHING, asOf: TODAY });
    expect(Object.keys(outcomes)).toEqual(['EU', 'US']);
    expect(Object.keys(regions)).toEqual(['eu', 'north-america']);
  });

  it('are unknown, and never allowed, when nothing is stated', () => {
    const { outcomes, regions } = assess(catalog, { facts: {}, held: NOTHING, asOf: TODAY });
    expect(outcomes).toEqual({ CA: 'unknown', EU: 'unknown', UK: 'unknown', US: 'unknown' });
    expect(regions).toEqual({ eu: 'unknown', 'north-america': 'unknown', uk: 'unknown' });
  });

  it('keep to the regions that are asked for', () => {
    const { packs, findings } = assess(catalog, {
      facts: {},
      held: NOTHING,
      asOf: TODAY,
      regions: ['uk'],
    });
    expect(packs.map(({ pack }) => pack)).toEqual(['uk']);
    expect(new Set(findings.map(({ region }) => region))).toEqual(new Set(['uk']));
    const ask = () => assess(catalog, { facts: {}, held: NOTHING, asOf: TODAY, regions: ['mars'] });
    expect(ask).toThrow(UnknownRegionError);
  });

  it('refuse a day that is none', () => {
    expect(() => assess(catalog, { facts: {}, held: NOTHING, asOf: '2026-02-30' })).toThrow(
      RangeError,
    );
  });
});

describe('evidence', () => {
  const facts = {
    deployment: { jurisdictions: ['US'] },
    model: { use_case: 'credit_scoring' },
    evidence: { documents: ['fair_lending_analysis'], approvals: ['fair_lending_officer'] },
  };

  it('is what is held, not what the manifest says of itself', () => {
    expect(find('US-REGB-4-DISCRIM', facts)).toMatchObject({
      finding: 'open',
      missing: ['fair_lending_analysis', 'fair_lending_officer'],
    });
    const held = { documents: ['fair_lending_analysis'], approvals: ['fair_lending_officer'] };
    expect(find('US-REGB-4-DISCRIM', facts, TODAY, held)?.finding).toBe('met');
  });
});

describe('an exception', () => {
  it('is named when it holds with its papers, even where the papers of the duty are held too', () => {
    for (const rule of catalog.rules.values()) {
      for (const { given, asOf, finding, exception } of rule.cases) {
        if (finding !== 'exempt' || exception === null) continue;
        const held = {
          documents: [...catalog.reference.documents.keys()],
          approvals: [...catalog.reference.roles.keys()],
        };
        const places = [rule.jurisdiction];
        const facts = {
          ...given,
          deployment: { jurisdictions: places, ...(given['deployment'] as object) },
          data: { subject_regions: places, ...(given['data'] as object) },
        };
        const said = find(rule.id, facts, asOf, held);
        expect({ rule: rule.id, finding: said?.finding, exception: said?.exception?.id }).toEqual({
          rule: rule.id,
          finding: 'exempt',
          exception: expect.any(String),
        });
      }
    }
  });
});

describe('dates', () => {
  const facts = { deployment: { jurisdictions: ['US'] }, model: { use_case: 'credit_scoring' } };

  it.each([
    ['US-REGB-6A-EFFECTS', '2026-07-20', 'open'],
    ['US-REGB-6A-EFFECTS', '2026-07-21', 'not_applicable'],
    ['US-CO-SB24-205', '2026-07-21', 'not_applicable'],
  ])('%s on %s', (rule, asOf, expected) => {
    const there = { ...facts, deployment: { jurisdictions: ['US', 'US-CO'] } };
    expect(find(rule, there, asOf)?.finding).toBe(expected);
  });

  it('show a duty of tomorrow as upcoming, with its day', () => {
    const bank = {
      deployment: { jurisdictions: ['CA'] },
      organisation: { regulated: ['ca_frfi'] },
    };
    expect(find('CA-OSFI-E23-2027', bank)).toMatchObject({
      finding: 'upcoming',
      from: '2027-05-01',
    });
    const { outcomes } = assess(catalog, {
      facts: bank,
      held: NOTHING,
      asOf: '2027-04-30',
      regions: ['north-america'],
    });
    expect(outcomes['CA']).not.toBe('blocked');
  });
});

describe('a finding', () => {
  const facts = {
    deployment: { jurisdictions: ['EU-DE'] },
    data: {
      personal: true,
      subject_regions: ['EEA'],
      locations: [
        {
          id: 'eu-store',
          provider: 'aws',
          region: 'us-east-1',
          subject_regions: ['EEA'],
          mechanism: 'none',
          dpf_certified: false,
        },
      ],
    },
    features: [
      { name: 'income', category: 'income' },
      { name: 'faith', category: 'religion_belief' },
      { name: 'gp_visits', category: 'health', use: 'training_only' },
      { name: 'race', category: 'race_ethnicity', use: 'audit_only' },
    ],
  };

  it('names the facts that decided, and what they were compared with', () => {
    const said = find('EU-GDPR-44-TRANSFER', facts)?.facts ?? [];
    expect(said).toEqual(
      expect.arrayContaining([
        {
          fact: 'data.locations[0].country',
          operator: 'outside',
          value: 'US',
          expected: 'EEA',
          truth: 'true',
        },
        { fact: 'derived.transfers[0].lawful', operator: 'is', value: false, truth: 'false' },
      ]),
    );
  });

  it('names the features that made it fire, and no other', () => {
    const leaves = find('EU-GDPR-9-SPECIAL', facts)?.facts.map(({ fact }) => fact) ?? [];
    expect(new Set(leaves.filter((fact) => fact.endsWith('category')))).toEqual(
      new Set(['features[1].category', 'features[2].category']),
    );
  });

  it('says what to do with the place it speaks of', () => {
    expect(find('EU-GDPR-44-TRANSFER', facts)?.remedy).toContain('eu-store');
    expect(find('EU-GDPR-9-SPECIAL', facts)?.remedy).not.toContain('{{');
  });

  it('asks for a fact where silence would turn it', () => {
    const [location] = facts.data.locations;
    const { dpf_certified: _unsaid, ...silent } = location ?? {};
    const finding = find('EU-GDPR-44-TRANSFER', {
      ...facts,
      data: { ...facts.data, locations: [silent] },
    });
    expect(finding).toMatchObject({
      finding: 'blocked',
      missing: ['data.locations[0].dpf_certified'],
    });
  });

  it('stands worst first', () => {
    const { findings } = assess(catalog, { facts, held: NOTHING, asOf: TODAY });
    const words = findings.map(({ finding }) => finding);
    expect(words[0]).toBe('blocked');
    expect(words.indexOf('open')).toBeGreaterThan(words.lastIndexOf('unknown'));
  });
});
