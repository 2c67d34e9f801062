/** What is proposed really helps. */
import { assess, type AssessOptions } from '../../../src/policy/evaluate.ts';
import { waysToPass, withWays } from '../../../src/policy/explain/ways.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import { outcomes, PASSES } from './apply-way.ts';
import { type Example, examplesOf } from './examples.ts';

const catalog = loadCatalog();

function blockedIn(options: AssessOptions): string[] {
  return assess(catalog, options)
    .findings.filter(({ finding }) => finding === 'blocked')
    .map(({ rule }) => rule);
}

/** One example of each rule and verdict. */
function oneOfEach(examples: readonly Example[]): Example[] {
  const first = new Map<string, Example>();
  for (const example of examples) {
    const key = `${example.rule.id} ${example.finding.finding}`;
    if (!first.has(key)) first.set(key, example);
  }
  return [...first.values()];
}

describe('every way that is proposed', () => {
  const turnable = oneOfEach(examplesOf(catalog)).filter(({ finding }) =>
    ['blocked', 'open', 'unknown', 'warning'].includes(finding.finding),
  );

  it('turns the finding, and makes no other rule block', () => {
    let proposed = 0;
    for (const { rule, options } of turnable) {
      const before = new Set(blockedIn(options));
      for (const way of waysToPass(catalog, options, rule.id)) {
        for (const after of outcomes(options, way)) {
          proposed += 1;
          const said = assess(catalog, after).findings.find((one) => one.rule === rule.id);
          expect({ rule: rule.id, way, passes: PASSES.includes(said?.finding) }).toEqual({
            rule: rule.id,
            way,
            passes: true,
          });
          expect(blockedIn(after).filter((one) => !before.has(one))).toEqual([]);
        }
      }
    }
    expect(proposed).toBeGreaterThan(turnable.length);
  });

  it('is there for every open duty', () => {
    const stuck = turnable.filter(
      ({ rule, options, finding }) =>
        finding.finding === 'open' && waysToPass(catalog, options, rule.id).length === 0,
    );
    expect(stuck.map(({ rule }) => rule.id)).toEqual([]);
  });
});

describe('a transfer without a legal basis', () => {
  const options = {
    facts: {
      deployment: { jurisdictions: ['EU-DE'] },
      data: {
        personal: true,
        subject_regions: ['EEA'],
        lawful_basis: 'contract',
        locations: [
          {
            id: 'eu-store',
            provider: 'aws',
            region: 'us-east-1',
            purpose: 'hosting',
            subject_regions: ['EEA'],
            mechanism: 'none',
          },
        ],
      },
    },
    held: { documents: [], approvals: [] },
    asOf: '2026-11-23',
    regions: ['eu'],
  };
  const ways = waysToPass(catalog, options, 'EU-GDPR-44-TRANSFER');
  const texts = ways.map(({ changes }) => changes.map(({ text }) => text).join('; '));

  it('may be moved to a region of the same cloud where the people are', () => {
    expect(texts).toContain('move data location eu-store to aws eu-central-1 (Frankfurt, Germany)');
    expect(ways.filter(({ changes }) => changes[0]?.kind === 'region')).toHaveLength(3);
  });

  it('may rest on a lawful mechanism, with the documents that it needs', () => {
    const clauses = ways.find(({ changes }) => changes[0]?.values[0] === 'scc_2021_914');
    expect(clauses?.brings.join()).toContain('Transfer impact assessment');
  });

  it('may not rest on a derogation that does not carry hosting', () => {
    expect(texts.join()).not.toContain('derogation');
  });

  it('is said the same twice, and what was asked stays as it was', () => {
    const copy = structuredClone(options);
    expect(waysToPass(catalog, copy, 'EU-GDPR-44-TRANSFER')).toEqual(ways);
    expect(copy).toEqual(options);
  });
});

it('leaves findings that pass alone, and unknown rules without ways', () => {
  const options = {
    facts: {
      deployment: { jurisdictions: ['EU-DE'] },
      data: { personal: false, subject_regions: ['EEA'] },
    },
    held: { documents: [], approvals: [] },
    asOf: '2026-11-23',
    all: true,
  };
  const { findings } = assess(catalog, options);
  const passing = withWays(catalog, options, findings).filter(
    ({ finding }) => finding === 'not_applicable',
  );
  expect(passing.filter(({ ways }) => ways !== undefined)).toEqual([]);
  expect(waysToPass(catalog, options, 'EU-NO-SUCH-RULE')).toEqual([]);
});
