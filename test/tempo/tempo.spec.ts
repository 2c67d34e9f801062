import { setTimeout as sleep } from 'node:timers/promises';
import { carnet } from '../support/run-cli.ts';
import { approveAll, caseIn, handInAll, submitted } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A Monday, ten in the morning in Brussels. */
const START = Date.parse('2026-11-23T09:00:00Z');

let clock = START;
let server: TestServer;
let cases: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(clock).toISOString() });
  ({ cases } = await submitted(server));
  clock += 2 * DAY;
  for (const id of Object.values(cases)) await handInAll(server, id);
  clock += DAY;
  for (const [region, id] of Object.entries(cases)) await approveAll(server, id, region);
  clock += HOUR;
  await submitted(server);
  await caughtUp();
});
afterAll(() => server.close());

interface Item extends Record<string, unknown> {
  readonly region: string;
  readonly key: string;
}

async function items(path: string, person = 'ana'): Promise<Item[]> {
  const { status, body } = await server.send(person, 'GET', path);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body['items'] as Item[];
}

/** The projection follows the journal within a second. */
async function caughtUp(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await items('/tempo');
    const seen = found.map(({ under_way: open, permitted }) => [open, permitted]);
    if (JSON.stringify(seen).match(/"cases":1.*,1\].*"cases":1.*,1\]/u)) return;
    await sleep(50);
  }
  throw new Error('tempo does not follow the journal');
}

/** Every row of the projection but what counts its batches. */
async function projection(): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const { pool } of server.cells.all()) {
    for (const table of ['tempo_case', 'tempo_turn', 'tempo_visit']) {
      const result = await pool.query(
        `select to_jsonb(t) - 'version' as row from ${table} t order by case_id, to_jsonb(t) ->> 'n'`,
      );
      rows.push(result.rows);
    }
  }
  return rows;
}

function lead(of: Item | undefined, name: string): unknown {
  return of?.[name];
}

async function ask(path: string): Promise<Record<string, unknown>> {
  const { body } = await server.send('ana', 'GET', path);
  return body;
}

async function tempo(...words: string[]): Promise<string> {
  const env = { CARNET_URL: server.url, CARNET_TOKEN: server.tokens['ana'] ?? '' };
  const { code, out, err } = await carnet(['tempo', ...words], { env });
  if (code !== 0 || err !== '') throw new Error(`${code}: ${err}`);
  return out;
}

describe('tempo', () => {
  it('says how long each region took, in elapsed and in working time', async () => {
    const found = await items('/tempo');
    expect(found.map(({ region }) => region)).toEqual(['eu', 'north-america']);
    expect(lead(found[0], 'lead')).toMatchObject({ n: 1, p50: 3 * DAY });
    expect(lead(found[0], 'lead_working')).toMatchObject({ p50: 24 * HOUR });
    // Thanksgiving is on the 26th: Monday 4:00 to Thursday 4:00 in New York are three days of work.
    expect(lead(found[1], 'lead_working')).toMatchObject({ p50: 24 * HOUR });
    expect(found[0]).toMatchObject({ started: 2, permitted: 1, turned_down: 0, rework: 0 });
  });

  it('says whom the case waited for, and where', async () => {
    const by = await items('/tempo/waiting?by=waits_on&region=eu');
    const team = by.find(({ key }) => key === 'team');
    expect(team?.['elapsed']).toMatchObject({ p95: 2 * DAY });
    const officers = await items('/tempo/waiting?by=role&region=eu&where=waits_on:officer');
    expect(officers.map(({ key }) => key)).toEqual(['compliance_officer']);
    const rules = await items('/tempo/rules?region=eu');
    expect(rules.some(({ rule }) => rule === 'EU-GDPR-35-DPIA')).toBe(true);
    const documents = await items('/tempo/waiting?by=document');
    expect(documents.map(({ key }) => key)).toContain('dpia');
  });

  it('names queues, compares regions, and says when history is too small', async () => {
    const queues = await items('/tempo/queues');
    expect(queues.map(({ role }) => role)).toContain('requester');
    const { body } = await server.send(
      'ana',
      'GET',
      '/tempo/comparison?region=eu&with=north-america',
    );
    expect(body).toMatchObject({ a: 'eu', b: 'north-america' });
    expect((body['items'] as Item[])[0]).toMatchObject({ difference: null, differs: false });
    const [eu] = await items('/tempo/forecasts');
    expect(eu).toMatchObject({
      calibration: null,
      cases: [expect.objectContaining({ by: null, likeness: 'none' })],
    });
    const what = await server.send(
      'ana',
      'GET',
      '/tempo/what-if?change=people&role=compliance_officer',
    );
    expect(what.body).toMatchObject({ result: null });
    const flow = await server.send('ana', 'GET', '/tempo/flow?region=eu');
    expect((flow.body['points'] as unknown[]).at(-1)).toMatchObject({ requested: 2, permitted: 1 });
    expect(flow.body['finished']).toEqual([
      expect.objectContaining({ case_id: caseIn(cases, 'eu'), lead_ms: 3 * DAY }),
    ]);
  });

  it('shows a team its own name, and a number to everybody else', async () => {
    expect((await items('/tempo/waiting?by=team')).map(({ key }) => key)).toEqual(['ana']);
    expect((await items('/tempo/waiting?by=team', 'audrey')).map(({ key }) => key)).toEqual([
      'team 1',
    ]);
  });

  it('shows a region only to who may read it', async () => {
    expect((await items('/tempo', 'cleo')).map(({ region }) => region)).toEqual(['eu']);
    expect((await server.send('cleo', 'GET', '/tempo?region=north-america')).status).toBe(403);
    expect((await server.send('adam', 'GET', '/tempo')).body['items']).toEqual([]);
  });

  it('refuses what cannot be asked, and says what can', async () => {
    expect(await ask('/tempo/waiting?by=stage&where=stagee:approval')).toMatchObject({
      code: 'ERR_TEMPO_QUESTION',
      detail: 'nothing is counted by `stagee`: do you mean `stage`?',
    });
    expect(await ask('/tempo?from=2026-12-01&to=2026-01-01')).toMatchObject({ status: 400 });
    expect(await ask('/tempo/what-if?change=people&role=compliance_oficer')).toMatchObject({
      detail:
        'no turn of this history waited for role `compliance_oficer`: do you mean `compliance_officer`?',
    });
    expect(await ask('/tempo/waiting?by=mood')).toMatchObject({ status: 400 });
  });

  it('answers on the command line in words, and in JSON', async () => {
    expect(await tempo('overview')).toMatch(/request to permit, half of them +3\.0 d +3\.0 d/u);
    expect(await tempo('waiting', 'stage', '--region', 'eu')).toMatch(
      /documentation +1 +2 +1\.5 d/u,
    );
    expect(await tempo('rules')).toContain('EU-GDPR-35-DPIA');
    expect(await tempo('queues')).toContain('requester');
    expect(await tempo('causes')).toContain('History is too small');
    expect(await tempo('forecast')).toContain('history is too small');
    expect(await tempo('compare', 'north-america', '--region', 'eu')).toContain('too few cases');
    expect(await tempo('what-if', 'documents_earlier')).toContain('History is too small');
    expect(JSON.parse(await tempo('overview', '--json'))).toHaveProperty('items');
  });

  it('is made anew from the journal with the same result, by whoever operates the region', async () => {
    const before = await projection();
    expect((await server.send('ana', 'POST', '/regions/eu/tempo/rebuild')).status).toBe(403);
    for (const region of ['eu', 'north-america']) {
      const { status, body } = await server.send(
        'adam',
        'POST',
        `/regions/${region}/tempo/rebuild`,
      );
      expect({ status, cases: body['cases'] }).toEqual({ status: 200, cases: 2 });
    }
    expect(await projection()).toEqual(before);
    expect((await items('/tempo'))[0]).toMatchObject({ permitted: 1 });
  });
});
