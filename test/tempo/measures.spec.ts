import fc from 'fast-check';
import type { CaseData } from '../../src/tempo/measure/case-data.ts';
import { causesOf } from '../../src/tempo/measure/causes.ts';
import { compare } from '../../src/tempo/measure/comparison.ts';
import { queuesOf } from '../../src/tempo/measure/constraint.ts';
import { calibrationOf, forecastsOf } from '../../src/tempo/measure/forecast.ts';
import { leastSquares } from '../../src/tempo/measure/least-squares.ts';
import { ruleCostsOf } from '../../src/tempo/measure/rule-costs.ts';
import { quantilesOf } from '../../src/tempo/measure/statistics.ts';
import { waitingBy } from '../../src/tempo/measure/waiting.ts';
import { whatIf } from '../../src/tempo/measure/what-if.ts';
import {
  BEGINNING,
  DAY,
  EU_DAYS,
  FACTORS,
  history,
  PLANTED,
  turn,
  WORKING_DAY,
  YEAR,
} from './made-history.ts';

/** The same case, not yet done: as it stood at a moment. */
function asOf(one: CaseData, at: number): CaseData {
  const turns = one.turns
    .filter(({ from }) => from <= at)
    .map((made) => ((made.until ?? 0) <= at ? made : { ...made, until: null, ms: null }));
  const visits = one.visits
    .filter(({ from }) => from <= at)
    .map((made) => ((made.until ?? 0) <= at ? made : { ...made, until: null, ms: null }));
  return { ...one, permitAt: null, deployedAt: null, leadMs: null, status: 'open', turns, visits };
}

describe('causes', () => {
  const found = causesOf(history(400), {
    period: YEAR,
    factors: FACTORS,
    regions: ['north-america', 'eu'],
    factorOf: (rule) => rule.replace('READINESS-', ''),
  });
  const of = (key: string) => found.find((cause) => cause.key === key);

  it.each(Object.entries(PLANTED))('finds what %s was made to cost, and where', (factor, plant) => {
    const cause = of(`factor:${factor}`);
    const days = (cause?.effect?.value ?? 0) / WORKING_DAY;
    expect(Math.abs(days - plant.days)).toBeLessThan(0.8);
    expect(cause).toMatchObject({
      slows: true,
      mostIn: { stage: plant.stage, waitsOn: plant.by },
      questions: [{ rule: `READINESS-${factor}` }],
    });
  });

  it('finds what the region was made to cost', () => {
    const cause = of('region:eu');
    expect(Math.abs((cause?.effect?.value ?? 0) / WORKING_DAY - EU_DAYS)).toBeLessThan(0.8);
    expect(cause?.mostIn).toMatchObject({ stage: 'approval', waitsOn: 'officer' });
  });

  it.each(['tools', 'regulation'])('blames nothing on %s, which costs nothing here', (factor) => {
    expect(Math.abs((of(`factor:${factor}`)?.effect?.value ?? 0) / WORKING_DAY)).toBeLessThan(0.8);
  });

  it('says nothing of a handful of cases', () => {
    const few = causesOf(history(10), {
      period: YEAR,
      factors: FACTORS,
      regions: ['north-america', 'eu'],
      factorOf: (rule) => rule.replace('READINESS-', ''),
    });
    expect(few.every(({ effect, slows }) => effect === null && !slows)).toBe(true);
  });
});

describe('a comparison', () => {
  it('tells regions apart that differ, and not those that do not', () => {
    const cases = history(200);
    const side = (region: string) => ({
      cases: cases.filter((one) => one.region === region),
      period: YEAR,
    });
    const [lead] = compare(side('eu'), side('north-america'));
    expect(lead).toMatchObject({ measure: 'lead', differs: true, n: { a: 100, b: 100 } });
    expect(lead?.difference?.low).toBeGreaterThan(0);
    const [same] = compare(side('eu'), side('eu'));
    expect(same).toMatchObject({ differs: false, difference: { value: 0 } });
  });
});

describe('what-if', () => {
  it('shortens only what the change touches', () => {
    const cases = history(100);
    const officers = whatIf(cases, YEAR, { kind: 'people', role: 'compliance_officer', more: 2 });
    // Two of them decided so far: four share the queue, and half of it goes.
    const waited = cases.map(({ turns }) => turns.at(-1)?.ms ?? 0);
    const mean = waited.reduce((sum, ms) => sum + ms, 0) / waited.length;
    expect(officers?.savedMean.value).toBeCloseTo(mean / 2, -3);
    expect(officers?.after.p50).toBeLessThan(officers?.before.p50 ?? 0);
    const papers = whatIf(cases, YEAR, { kind: 'documents_earlier', days: 1 });
    expect(papers?.savedMean.value).toBeCloseTo(2 * DAY, -3);
    const reused = whatIf(cases, YEAR, { kind: 'evidence_reused', rule: 'R-PAPERS' });
    expect(reused?.savedMean.value).toBeGreaterThan(2 * DAY);
  });

  it('does not pretend to know on a handful of cases', () => {
    expect(whatIf(history(5), YEAR, { kind: 'documents_earlier', days: 1 })).toBeNull();
  });

  it('counts no saving while somebody else is waited for anyway', () => {
    const beside = history(20).map((one) => ({
      ...one,
      turns: [...one.turns, { ...turn('features', 'reviewer', one.startedAt, 90) }],
    }));
    const saved = whatIf(beside, YEAR, { kind: 'documents_earlier', days: 3 });
    expect(saved?.savedMean.value).toBe(0);
  });
});

describe('a forecast', () => {
  it('comes true about as often as it says', () => {
    const calibration = calibrationOf(history(400));
    expect(calibration?.forecasts).toBeGreaterThan(100);
    expect(Math.abs((calibration?.within.p50 ?? 0) - 0.5)).toBeLessThan(0.12);
    expect(Math.abs((calibration?.within.p80 ?? 0) - 0.8)).toBeLessThan(0.12);
    expect(calibration?.within.p95).toBeGreaterThan(0.88);
  });

  it('is made for open cases alone, never for a time gone by, and not on too little', () => {
    const cases = history(100);
    const one = cases[99];
    if (!one) throw new Error('no case');
    const now = one.startedAt + 3 * DAY;
    const [forecast] = forecastsOf([...cases.slice(0, 99), asOf(one, now)], now);
    expect(forecast).toMatchObject({ caseId: one.caseId, likeness: 'use_case' });
    expect(forecast?.by?.p50).toBeGreaterThan(now);
    expect(forecast?.by?.p95).toBeGreaterThan(forecast?.by?.p80 ?? 0);
    const [blind] = forecastsOf([...cases.slice(0, 5), asOf(one, now)], now);
    expect(blind).toMatchObject({ by: null, likeness: 'none' });
  });
});

describe('queues and rules', () => {
  it('puts the longest queue first, by Little’s law', () => {
    const cases = history(100);
    const [first] = queuesOf(cases, YEAR, YEAR.to);
    expect(first?.role).toBe('requester');
    const waited = cases.flatMap(({ turns }) => turns).filter(({ role }) => role === 'requester');
    const total = waited.reduce((sum, { ms }) => sum + (ms ?? 0), 0);
    expect(first?.length).toBeCloseTo(total / (YEAR.to - YEAR.from), 6);
  });

  it('says what a rule costs and how often it changed anything', () => {
    const [cost] = ruleCostsOf(history(100), YEAR);
    expect(cost).toMatchObject({
      rule: 'R-PAPERS',
      cases: 100,
      changed: { waived: 10, amended: 0, blocked: 0, share: 0.1 },
    });
    expect(cost?.shareMs).toBe(cost?.workingMs);
  });
});

describe('statistics', () => {
  it('has quantiles between least and most, in order', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (sample) => {
        const found = quantilesOf(sample);
        const [least, most] = [Math.min(...sample), Math.max(...sample)];
        const inOrder = [least, found?.p50, found?.p85, found?.p95, most];
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
      }),
    );
    expect(quantilesOf([1, 2, 3, 4])).toMatchObject({ p50: 2.5, mean: 2.5, total: 10, n: 4 });
  });

  it('finds the coefficients that made the data', () => {
    const number = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [1, n & 1, (n >> 1) & 1]);
        const y = rows.map(([, x = 0, z = 0]) => a + b * x + c * z);
        const found = leastSquares(rows, y);
        for (const [index, wanted] of [a, b, c].entries())
          expect(found[index]).toBeCloseTo(wanted, 6);
      }),
    );
  });
});

/** Said once more, turn by turn, without a look at anything but the turn. */
function plainly(cases: readonly CaseData[], period: typeof YEAR) {
  const ended = cases.flatMap((one) =>
    one.turns
      .filter(({ until }) => until !== null && until >= period.from && until < period.to)
      .map((each) => ({ one, each })),
  );
  const stages = [...new Set(ended.map(({ each }) => each.stage))];
  return stages.map((stage) => {
    const own = ended.filter(({ each }) => each.stage === stage);
    return {
      key: stage,
      cases: new Set(own.map(({ one }) => one)).size,
      n: own.length,
    };
  });
}

describe('waiting', () => {
  it('of any period is what the turns say that ended in it', () => {
    const cases = history(60);
    const day = fc.integer({ min: -20, max: 520 }).map((days) => BEGINNING + days * DAY);
    fc.assert(
      fc.property(day, day, (one, other) => {
        const period = { from: Math.min(one, other), to: Math.max(one, other) + 1 };
        const rows = waitingBy(cases, {
          by: 'stage',
          period,
          where: {},
          instrumentOf: (rule) => rule,
          nameOfTeam: (team) => team,
        });
        const found = rows.map(({ key, cases: count, elapsed: { n } }) => ({
          key,
          cases: count,
          n,
        }));
        expect(new Set(found)).toEqual(new Set(plainly(cases, period)));
      }),
    );
  });
});
