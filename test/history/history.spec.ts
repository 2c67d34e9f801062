/** The history that `carnet demo --history` plays, and that tempo finds in it what was planted. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replayAll } from '../../src/cases/replay-all.ts';
import { loadConfig } from '../../src/config/config.ts';
import { Chance } from '../../src/history/chance.ts';
import { readHistoryScript } from '../../src/history/history-script.ts';
import { planOf } from '../../src/history/plan.ts';
import { playHistory, type PlayedHistory } from '../../src/history/play-history.ts';
import { statedFacts } from '../../src/history/stated-facts.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { assess } from '../../src/policy/evaluate.ts';
import { freshCells } from '../support/database.ts';
import { carnet } from '../support/run-cli.ts';

const UNTIL = new Date('2026-11-27T00:00:00Z');
const SERVED = ['eu', 'north-america'];

// A year and 70 requests, so that the test stays short; the demo plays two years and 400.
const script = { ...(await readHistoryScript()), requests: 70, years: 1 };
const planned = () => planOf(script, new Chance(script.seed), { until: +UNTIL, served: SERVED });

interface Cause {
  readonly key: string;
  readonly slows: boolean;
  readonly mostIn: { readonly stage: string; readonly waitsOn: string } | null;
}

describe('a plan', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planned()).toEqual(planned());
    const other = planOf(script, new Chance(1), { until: +UNTIL, served: SERVED });
    expect(other).not.toEqual(planned());
  });

  it('lies within its years, and gives every weakness to some and not to all', () => {
    const plan = planned();
    expect(plan).toHaveLength(70);
    expect(plan.every(({ at }) => at < +UNTIL && at > +UNTIL - 366 * 86_400_000)).toBe(true);
    for (const { name } of script.weaknesses) {
      const having = plan.filter(({ weaknesses }) => weaknesses.some((one) => one.name === name));
      expect(having.length).toBeGreaterThan(8);
      expect(having.length).toBeLessThan(40);
    }
  });

  it('leaves exactly the questions of its weaknesses open', () => {
    const catalog = loadCatalog();
    const open = (factors: readonly string[], plan: (typeof script.weaknesses)[number][]) => {
      const [request] = planned();
      if (!request) throw new Error('nothing is planned');
      const facts = statedFacts(script, { ...request, weaknesses: plan }, { first: true });
      const asOf = new Date(request.at).toISOString().slice(0, 10);
      const held = { documents: [], approvals: [] };
      const { findings } = assess(catalog, { facts, held, asOf, regions: ['readiness'] });
      const warned = findings.filter(({ finding }) => finding === 'warning');
      const found = new Set(warned.map(({ rule }) => String(catalog.rules.get(rule)?.factor)));
      expect([...found].toSorted()).toEqual(factors.toSorted());
    };
    open([], []);
    for (const weakness of script.weaknesses) open([weakness.factor], [weakness]);
  });
});

describe('a history that was played', () => {
  let played: PlayedHistory;
  let close: () => Promise<void>;
  let cells: Awaited<ReturnType<typeof freshCells>>['cells'];
  const dataDir = mkdtempSync(join(tmpdir(), 'carnet-history-'));
  const config = loadConfig({ CARNET_DATA_DIR: dataDir, CARNET_PORT: '0' });
  beforeAll(async () => {
    ({ cells, close } = await freshCells(SERVED));
    played = await playHistory({ ...config, regions: SERVED }, cells, { script, until: UNTIL });
  }, 600_000);
  afterAll(async () => close());

  it('is the work of the real engine: every case replays from its events', async () => {
    expect(played.requests).toBe(70);
    for (const { pool } of cells.all()) {
      const client = await pool.connect();
      const { cases, faults } = await replayAll(client);
      client.release();
      expect({ faults, some: cases > 30 }).toEqual({ faults: [], some: true });
    }
  });

  it('holds every ending, and work in progress', async () => {
    const found = new Set<string>();
    for (const { pool } of cells.all()) {
      const { rows } = await pool.query<{ status: string }>(
        'select distinct status from regulated_case',
      );
      for (const { status } of rows) found.add(status);
    }
    expect([...found]).toEqual(
      expect.arrayContaining(['open', 'deployed', 'rejected', 'withdrawn']) as unknown,
    );
  });

  it('lets tempo find each of the six, and where it bites', () => {
    const { items } = played.tempo.causes as { readonly items: readonly Cause[] };
    const of = (key: string) => items.find((cause) => cause.key === key);
    for (const { factor } of script.weaknesses) {
      expect({ factor, slows: of(`factor:${factor}`)?.slows }).toEqual({ factor, slows: true });
    }
    expect(of('region:eu')).toMatchObject({
      slows: true,
      mostIn: { stage: 'opinion', waitsOn: 'reviewer' },
    });
    const places = [
      ['data', 'features', 'team'],
      ['tools', 'permit', 'team'],
      ['complexity', 'validation', 'reviewer'],
      ['regulation', 'scoping', 'team'],
    ] as const;
    for (const [factor, stage, waitsOn] of places)
      expect(of(`factor:${factor}`)?.mostIn).toMatchObject({ stage, waitsOn });
    expect(of('factor:team')?.mostIn).toMatchObject({ waitsOn: 'team' });
  });

  it('is written into empty cells only', async () => {
    const again = playHistory({ ...config, regions: SERVED }, cells, { script, until: UNTIL });
    await expect(again).rejects.toMatchObject({ code: 'ERR_HISTORY_NOT_FIRST' });
  });
});

it('is refused with a number of requests that is none', async () => {
  const { code, err } = await carnet(['demo', '--history', '--requests', 'many']);
  expect(code).toBe(2);
  expect(err).toContain('--requests takes a whole number from 1 to 5000');
});
