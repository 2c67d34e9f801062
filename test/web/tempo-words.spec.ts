import { csvOf } from '../../web/src/charts/column.ts';
import { calendar, linear } from '../../web/src/charts/scale.ts';
import type { RegionTempo } from '../../web/src/api/tempo-types.ts';
import {
  sayAgeing,
  sayCalibration,
  sayCauses,
  sayFinished,
  sayFlow,
  sayForecasts,
  sayGlance,
  sayRework,
  sayWhatIf,
} from '../../web/src/pages/tempo/sentences.ts';
import { readTempoSearch } from '../../web/src/pages/tempo/search.ts';

const DAY = 86_400_000;

function region(name: string, days: number | null): RegionTempo {
  const ms = (days ?? 0) * DAY;
  const lead = { n: 20, p50: ms, p85: 2 * ms, p95: 3 * ms, mean: ms, total: 20 * ms };
  // The sentence looks at the region and its lead time alone.
  return { region: name, lead: days === null ? null : lead } as RegionTempo;
}

function point(day: string, requested: number, permitted: number, down: number) {
  return {
    day,
    requested,
    assessed: permitted,
    permitted,
    running: permitted,
    turned_down: down,
  };
}

const CAUSE = { cases: 9, others: 20, slows: false, most_in: null, questions: [] };

describe('sentences of tempo', () => {
  it('say which region is slower, and nothing of what is not known', () => {
    expect(sayGlance([region('north-america', 10), region('eu', 25)])).toBe(
      'Half of the cases of EU had their permit within 25.0 days, those of North America within 10.0 days: 2.5 times as long.',
    );
    expect(sayGlance([region('eu', 25), region('north-america', null)])).toContain(
      '85 of 100 within 50.0 days',
    );
    expect(sayGlance([region('eu', null)])).toMatch(/^No case got its permit/u);
  });

  it('count work in progress from the flow', () => {
    expect(sayFlow([point('2026-01-01', 10, 6, 1), point('2026-12-31', 40, 30, 2)])).toBe(
      'In this period 30 cases came in, 24 got a permit and 1 ended without one; work in progress grew from 3 to 8.',
    );
    expect(sayFlow([])).toMatch(/^Nothing was asked for/u);
  });

  it('say when history is too small', () => {
    expect(sayFinished([], null)).toBe('No case got its permit in this period.');
    expect(sayAgeing([])).toBe('No case is under way.');
    expect(sayRework([])).toBe('Nothing was decided in this period.');
    const period = { from: '', to: '' };
    expect(sayCauses({ period, compared_with: null, items: [] })).toMatch(/^History is too small/u);
    const items = [{ region: 'eu', calibration: null, cases: [] }];
    expect(sayForecasts({ fewest: 12, items })).toMatch(/^No case is under way/u);
    expect(sayCalibration({ fewest: 12, items })).toMatch(/^Too little has been finished/u);
    expect(sayWhatIf([{ name: 'one more officer', result: null }])).toMatch(/^History is too/u);
  });

  it('name what slows most, and where', () => {
    const told = sayCauses({
      period: { from: '', to: '' },
      compared_with: 'north-america',
      items: [
        { ...CAUSE, key: 'factor:tools', effect: { value: 0, low: -DAY, high: DAY } },
        {
          ...CAUSE,
          key: 'region:eu',
          effect: { value: 2 * DAY, low: DAY, high: 3 * DAY },
          slows: true,
          most_in: { stage: 'approval', waits_on: 'officer', working_ms: DAY },
        },
      ],
    });
    expect(told).toBe(
      '1 cause of 2 clearly slows cases down: EU beside North America (6.0 working days). The dearest is EU beside North America, most of it in approval while it waits for a compliance officer.',
    );
  });
});

describe('what a chart is made of', () => {
  it('keeps names that a spreadsheet would run as text, and quotes what would break a line', () => {
    const rows = [
      { model: '=HYPERLINK("http://x")', rework: -1 },
      { model: 'a, "b"', rework: 2 },
    ];
    const csv = csvOf(
      [
        { head: 'Model', tell: ({ model }) => model },
        { head: 'Back', tell: ({ rework }) => `${rework} times`, raw: ({ rework }) => rework },
      ],
      rows,
    );
    expect(csv.split('\r\n')).toEqual([
      '\uFEFFModel,Back',
      `"'=HYPERLINK(""http://x"")",-1`,
      '"a, ""b""",2',
      '',
    ]);
  });

  it('has round scales that hold every value, also of none', () => {
    expect(linear([3, 47], 5).ticks).toEqual([0, 10, 20, 30, 40, 50]);
    expect(linear([-3, 12], 4)).toMatchObject({ from: -5, to: 15 });
    expect(linear([], 4).at(0)).toBe(0);
    const year = calendar(Date.UTC(2025, 10, 28), Date.UTC(2026, 10, 28), 4);
    expect(year.ticks.length).toBeGreaterThanOrEqual(3);
    expect(year.ticks.every((tick) => new Date(tick).getUTCDate() === 1)).toBe(true);
  });

  it('reads of an address only what it knows', () => {
    const search = { view: 'flow', region: 'eu', from: '2026-01-01', to: '2026-13-01', more: 'x' };
    expect(readTempoSearch(search)).toEqual({ view: 'flow', region: 'eu', from: '2026-01-01' });
    expect(readTempoSearch({ view: 'constructor', region: 3 })).toEqual({});
  });
});
