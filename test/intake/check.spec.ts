import { readFileSync } from 'node:fs';
import { checkManifest } from '../../src/intake/check.ts';
import type { CheckReport } from '../../src/intake/check.types.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();
const EXAMPLE = 'examples/loan-default';
const first = readFileSync(`${EXAMPLE}/manifest.yaml`, 'utf8');
const corrected = readFileSync(`${EXAMPLE}/manifest.corrected.yaml`, 'utf8');

function rules(report: CheckReport, word: string): string[] {
  return report.findings.filter(({ finding }) => finding === word).map(({ rule }) => rule);
}

describe('the check report', () => {
  const report = checkManifest(catalog, first);

  it('has exactly the keys that are promised', () => {
    expect(Object.keys(report)).toEqual(['asOf', 'outcomes', 'regions', 'findings']);
    for (const finding of report.findings) {
      expect(Object.keys(finding)).toEqual([
        'rule',
        'jurisdiction',
        'region',
        'finding',
        'title',
        'citation',
        'source',
        'facts',
        'because',
        'missing',
        'exception',
        'remedy',
        'from',
        ...(finding.region === 'readiness' ? ['factor', 'costOfSkipping'] : []),
      ]);
    }
  });

  it('is the same after a way through JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('takes the date of the option, else of the request, else of the caller', () => {
    expect(checkManifest(catalog, first, { asOf: '2027-12-02', today: '2030-01-01' }).asOf).toBe(
      '2027-12-02',
    );
    expect(checkManifest(catalog, first, { today: '2030-01-01' }).asOf).toBe('2026-11-23');
    expect(checkManifest(catalog, 'model: {name: a}', { today: '2030-01-01' }).asOf).toBe(
      '2030-01-01',
    );
  });

  it('leaves out places that neither the deployment nor the people touch', () => {
    expect(Object.keys(report.outcomes).toSorted()).toEqual(['CA', 'EU', 'US']);
    const nowhere = 'deployment: {jurisdictions: []}\ndata: {subject_regions: []}';
    expect(checkManifest(catalog, nowhere).outcomes).toEqual({});
  });

  it('is unknown everywhere while nobody said where', () => {
    expect(new Set(Object.values(checkManifest(catalog, 'model: {name: a}').outcomes))).toEqual(
      new Set(['unknown']),
    );
  });

  it('can be held to one region', () => {
    const eu = checkManifest(catalog, first, { regions: ['eu'] });
    expect(new Set(eu.findings.map(({ region }) => region))).toEqual(new Set(['eu']));
    expect(eu.outcomes['EU']).toBe('blocked');
  });
});

describe('the loan-default example', () => {
  it('is blocked in the EU by its place and its feature, and conditional in North America', () => {
    const report = checkManifest(catalog, first);
    expect(report.outcomes).toEqual({ EU: 'blocked', US: 'conditional', CA: 'conditional' });
    expect(report.regions).toEqual({ eu: 'blocked', 'north-america': 'conditional' });
    expect(rules(report, 'blocked')).toEqual(['EU-CCD2-18-DATA', 'EU-GDPR-44-TRANSFER']);
    expect(rules(report, 'unknown')).toEqual([]);
  });

  it('lacks one document and three approvals, nothing else', () => {
    const open = checkManifest(catalog, first).findings.filter(({ finding }) => finding === 'open');
    expect([...new Set(open.flatMap(({ missing }) => missing))].toSorted()).toEqual([
      'dpia',
      'dpo',
      'fair_lending_officer',
      'independent_validator',
    ]);
  });

  it('is conditional once corrected, for want of approvals alone, and allowed once they are given', () => {
    const report = checkManifest(catalog, corrected);
    expect(report.regions).toEqual({ eu: 'conditional', 'north-america': 'conditional' });
    const missing = report.findings
      .filter(({ finding }) => finding === 'open')
      .flatMap((finding) => finding.missing);
    expect([...new Set(missing)].toSorted()).toEqual([
      'dpo',
      'fair_lending_officer',
      'independent_validator',
    ]);

    const approved = corrected.replace(
      'approvals: []',
      'approvals: [dpo, fair_lending_officer, independent_validator]',
    );
    expect(checkManifest(catalog, approved).outcomes).toEqual({
      EU: 'allowed',
      US: 'allowed',
      CA: 'allowed',
    });
  });

  it('has a file for every document it says it holds', () => {
    const held = /documents:\n((?: {4}- .*\n)+)/u.exec(corrected)?.[1]?.match(/[a-z_]+/gu) ?? [];
    expect(held).toHaveLength(25);
    for (const document of held) {
      expect(readFileSync(`${EXAMPLE}/documents/${document}.md`, 'utf8').length).toBeGreaterThan(
        500,
      );
    }
  });
});
