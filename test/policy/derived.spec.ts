/** Derived facts: where a place lies, what crosses a border, and on what that rests on a given day. */
import { scopeOf, transfersIn } from '../../src/policy/derived.ts';
import { assess } from '../../src/policy/evaluate.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import type { Transfer } from '../../src/policy/policy.types.ts';

const catalog = loadCatalog();
const NOTHING = { documents: [], approvals: [] };
const TODAY = '2026-11-23';

function transfers(location: object, asOf = TODAY, model: object = {}): readonly Transfer[] {
  const data = { personal: true, locations: [{ id: 'here', ...location }] };
  return transfersIn(scopeOf(catalog, { model, data }, NOTHING, asOf));
}

function movement(location: object, asOf = TODAY, model: object = {}): string {
  const said = transfers({ subject_regions: ['EEA'], ...location }, asOf, model);
  return said
    .map(({ dest_country, basis, lawful }) => `${dest_country} ${basis} ${String(lawful)}`)
    .join();
}

describe('the place of a cloud region', () => {
  it.each([
    ['aws', 'eu-west-2', 'GB adequacy true'],
    ['aws', 'eu-central-2', 'CH adequacy true'],
    ['gcp', 'europe-west6', 'CH adequacy true'],
    ['oracle', 'eu-jovanovac-1', 'RS none false'],
    ['aws', 'eu-central-1', ''],
    ['azure', 'norwayeast', ''],
    ['aws', 'us-east-1', 'US none false'],
  ])('is looked up and not guessed from its name: %s %s', (provider, region, expected) => {
    expect(movement({ provider, region, mechanism: 'none' })).toBe(expected);
  });

  it.each([
    ['aws', 'ca-central-1', false],
    ['azure', 'canadacentral', true],
    ['azure', 'canadaeast', false],
    ['gcp', 'northamerica-northeast1', false],
    ['gcp', 'northamerica-northeast2', true],
    ['aws', 'us-east-1', true],
  ])('tells Quebec from the rest of Canada: %s %s', (provider, region, leaves) => {
    const origins = transfers({ provider, region, subject_regions: ['CA-QC'] }).map(
      (one) => one.origin,
    );
    expect(origins.includes('CA-QC')).toBe(leaves);
  });

  it('agrees with the geography in every region of every provider', () => {
    const { eea, cloudRegions, countries } = catalog.reference;
    for (const { country, subdivision } of cloudRegions.values()) {
      expect(countries).toContain(country);
      expect(country === 'CA' && subdivision === '').toBe(false);
    }
    expect(eea.has('NO') && eea.has('RE') && !eea.has('GB') && !eea.has('CH')).toBe(true);
  });
});

describe('adequacy on a day', () => {
  it.each([
    [
      'Brazil before its decision',
      { provider: 'aws', region: 'sa-east-1' },
      '2026-01-25',
      'BR none false',
    ],
    [
      'Brazil on its first day',
      { provider: 'aws', region: 'sa-east-1' },
      '2026-01-26',
      'BR adequacy true',
    ],
    [
      'London on its last day',
      { provider: 'aws', region: 'eu-west-2' },
      '2031-12-27',
      'GB adequacy true',
    ],
    ['London a day later', { provider: 'aws', region: 'eu-west-2' }, '2031-12-28', 'GB none false'],
  ])('%s', (_, place, asOf, expected) => {
    expect(movement({ mechanism: 'none', ...place }, asOf)).toBe(expected);
  });

  it.each([
    ['Safe Harbour', '2015-10-06', 'US adequacy true'],
    ['after Schrems I', '2015-10-07', 'US none false'],
    ['Privacy Shield', '2020-07-16', 'US adequacy true'],
    ['after Schrems II', '2020-07-17', 'US none false'],
    ['Data Privacy Framework', '2023-07-10', 'US adequacy true'],
  ])('replays the law of %s', (_, asOf, expected) => {
    const place = { provider: 'aws', region: 'us-east-1', mechanism: 'dpf', dpf_certified: true };
    expect(movement(place, asOf)).toBe(expected);
  });

  it('leaves credit data out of what holds for Korea', () => {
    const seoul = { provider: 'aws', region: 'ap-northeast-2', mechanism: 'adequacy' };
    expect(movement(seoul, TODAY, { use_case: 'credit_scoring' })).toBe('KR none false');
    expect(movement(seoul, TODAY, { use_case: 'churn_prediction' })).toBe('KR unknown null');
    expect(movement({ ...seoul, adequacy_condition_met: true }, TODAY, { use_case: 'other' })).toBe(
      'KR adequacy true',
    );
  });
});

describe('a legal tool', () => {
  const virginia = { provider: 'aws', region: 'us-east-1' };

  it.each([
    ['none is claimed', { mechanism: 'none' }, 'US none false'],
    ['nobody said', {}, 'US unknown null'],
    ['a framework nobody checked', { mechanism: 'dpf' }, 'US unknown null'],
    ['a framework that does not hold', { mechanism: 'dpf', dpf_certified: false }, 'US none false'],
    ['standard clauses', { mechanism: 'scc_2021_914' }, 'US safeguards true'],
    ['a British tool', { mechanism: 'idta' }, 'US none false'],
    ['a derogation', { mechanism: 'art49_contract' }, 'US derogation true'],
    [
      'certified, whatever is claimed',
      { mechanism: 'none', dpf_certified: true },
      'US adequacy true',
    ],
  ])('out of the EEA: %s', (_, tool, expected) => {
    expect(movement({ ...virginia, ...tool })).toBe(expected);
  });

  it.each([
    [
      'the framework without its extension',
      { mechanism: 'dpf', dpf_certified: true, dpf_uk_extension: false },
      'none false',
    ],
    [
      'the framework with its extension',
      { mechanism: 'dpf', dpf_certified: true, dpf_uk_extension: true },
      'adequacy true',
    ],
    ['clauses of the EU', { mechanism: 'scc_2021_914' }, 'none false'],
    ['clauses with the addendum', { mechanism: 'uk_addendum' }, 'safeguards true'],
  ])('out of the United Kingdom: %s', (_, tool, expected) => {
    expect(movement({ ...virginia, ...tool, subject_regions: ['UK'] })).toBe(`US ${expected}`);
  });

  it('is nothing that Canada asks for: its rules ask for accountability', () => {
    expect(movement({ ...virginia, subject_regions: ['CA-ON'] })).toBe('US accountability true');
  });
});

describe('hosting by an operator with a parent abroad', () => {
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const read = (location: object): string | undefined => {
    const facts = {
      data: { personal: true, subject_regions: ['EEA'], locations: [{ id: 'a', ...location }] },
    };
    const { findings } = assess(catalog, { facts, held: NOTHING, asOf: TODAY, all: true });
    return findings.find(({ rule }) => rule === 'EU-GDPR-48-FOREIGN-ORDER')?.finding;
  };

  it.each([
    [{ provider: 'aws', region: 'eu-central-1', subject_regions: ['EEA'] }, 'warning'],
    [{ provider: 'hetzner', region: 'fsn1', subject_regions: ['EEA'] }, 'not_applicable'],
    [{ provider: 'aws', region: 'us-east-1', subject_regions: ['EEA'] }, 'not_applicable'],
    [{ provider: 'aws', region: 'eu-central-1', subject_regions: ['US'] }, 'not_applicable'],
    [{ provider: 'on_premises', country: 'DE', subject_regions: ['EEA'] }, 'not_applicable'],
    [{ provider: 'aws', subject_regions: ['EEA'] }, 'unknown'],
  ])('%j', (location, expected) => {
    expect(read(location)).toBe(expected);
  });
});

describe('high risk', () => {
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const read = (
    facts: { model: object; data?: object },
    documents: string[] = [],
  ): string | undefined => {
    const whole = { deployment: { jurisdictions: ['EU'] }, ...facts };
    const held = { documents, approvals: [] };
    const { findings } = assess(catalog, { facts: whole, held, asOf: '2028-01-01', all: true });
    return findings.find(({ rule }) => rule === 'EU-AIA-14-OVERSIGHT')?.finding;
  };
  const credit = { ai_system: true, use_case: 'credit_scoring', annex_i_product: false };

  it('is credit scoring of people, and not of companies', () => {
    expect(read({ model: credit, data: { subject_types: ['credit_applicant_consumer'] } })).toBe(
      'open',
    );
    expect(read({ model: credit, data: { subject_types: ['business'] } })).toBe('not_applicable');
    expect(read({ model: credit })).toBe('unknown');
  });

  it('is lifted by an assessment only where nobody is profiled', () => {
    const hiring = { ...credit, use_case: 'hiring_screening' };
    expect(read({ model: { ...hiring, profiling: true } }, ['aia_6_3_assessment'])).toBe('open');
    expect(read({ model: { ...hiring, profiling: false } }, ['aia_6_3_assessment'])).toBe(
      'not_applicable',
    );
    expect(read({ model: { ...hiring, profiling: false } })).toBe('open');
  });
});
