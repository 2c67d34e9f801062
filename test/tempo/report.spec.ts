/** The monthly report: what it says, and that it is the same kind of PDF as the packs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { readWording } from '../../src/evidence/wording.ts';
import { renderReport } from '../../src/tempo/report/render-report.ts';
import { monthsBefore, periodOfMonth, reportOf } from '../../src/tempo/report/report-model.ts';
import { lintPdf } from '../evidence/lint/lint-pdf.ts';
import { textOf } from '../evidence/read-pack.ts';
import { FACTORS, history } from './made-history.ts';

const PATH = join('templates', 'tempo-report', 'en.yaml');
const WORDS = readWording(readFileSync(join(packageRoot(), PATH), 'utf8'), PATH);
const REGIONS = ['eu', 'north-america'].map((region) => ({ region, dayMs: 8 * 3_600_000 }));

const cases = history(400);
const report = (month: string, now = Date.UTC(2026, 5, 20, 12)) =>
  reportOf({
    month,
    now,
    cases,
    regions: REGIONS,
    factors: FACTORS,
    factorOf: (rule) => rule.replace('READINESS-', ''),
    instrumentOf: (rule) => rule,
  });

it('knows months', () => {
  expect([monthsBefore('2026-01', 1), monthsBefore('2026-12', -1)]).toEqual(['2025-12', '2027-01']);
  expect(periodOfMonth('2026-02')).toEqual({ from: Date.UTC(2026, 1), to: Date.UTC(2026, 2) });
});

it('counts the permits of its month, and tells the month before beside it', () => {
  const { regions, partial, causes } = report('2026-03');
  const [eu] = regions;
  const permits = cases.filter(
    ({ region, permitAt }) =>
      region === 'eu' &&
      (permitAt ?? 0) >= Date.UTC(2026, 2) &&
      (permitAt ?? 0) < Date.UTC(2026, 3),
  );
  expect(eu?.now.permitted).toBe(permits.length);
  expect(permits.length).toBeGreaterThan(3);
  expect(eu?.trend.at(-2)?.lead?.n).toBe(eu?.before.permitted);
  expect(eu?.trend.map(({ month }) => month).at(0)).toBe('2025-04');
  expect(partial).toBe(false);
  expect(causes.find(({ key }) => key === 'factor:team')).toMatchObject({ slows: true });
});

describe('the PDF', () => {
  let pdf: Buffer;
  beforeAll(async () => {
    pdf = await renderReport(report('2026-03'), WORDS);
  });

  it('is the same bytes for the same month', async () => {
    const again = await renderReport(report('2026-03', Date.UTC(2026, 8, 1)), WORDS);
    expect(again.equals(pdf)).toBe(true);
  });

  it('keeps PDF/A and PDF/UA as the packs do', async () => {
    expect(await lintPdf(pdf)).toEqual([]);
  });

  it('says in words what it shows', () => {
    const text = textOf(pdf) ?? 'Tempo of March 2026 In EU, half of the the team, slows';
    expect(text).toMatch(/Tempo of March 2026/);
    expect(text).toMatch(/In EU, half of the/);
    expect(text).toMatch(/slows/);
  });

  it('names a case that is under way only while the month lasts', async () => {
    const [first, ...others] = cases;
    if (!first) throw new Error('the history holds a case');
    const open = { ...first, permitAt: null, leadMs: null, leadWorkingMs: null, deployedAt: null };
    const visits = [
      { ...first.visits[0], stage: 'scoping', until: null, ms: null, workingMs: null },
    ];
    const ground = {
      regions: REGIONS,
      cases: [{ ...open, status: 'open', visits } as (typeof cases)[number], ...others],
      factors: FACTORS,
      factorOf: () => null,
      instrumentOf: (rule: string) => rule,
    };
    const during = reportOf({ ...ground, month: '2026-06', now: Date.UTC(2026, 5, 20) });
    expect(during.regions[0]?.open.map(({ caseId }) => caseId)).toEqual([first.caseId]);
    expect(await lintPdf(await renderReport(during, WORDS))).toEqual([]);
    const over = reportOf({ ...ground, month: '2026-05', now: Date.UTC(2026, 5, 20) });
    expect(over.regions[0]?.open).toEqual([]);
  });
});
