import { ROUTE_PERMISSIONS } from '../../src/identity/route-permissions.ts';
import { registerPerson } from '../../src/identity/people.ts';
import { createToken } from '../../src/identity/tokens.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { caseIn, submitted } from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';
import { callOf } from '../identity/route-calls.ts';

const DAY_MS = 86_400_000;
const WHY = { region: 'eu', reason: 'audit of the year' };

let server: TestServer;
/** Two cases of one region, each of a request of its own. */
let [inside, outside] = ['', ''];
let request = '';
beforeAll(async () => {
  server = await startTestServer({
    people: [
      { id: 'ana', name: 'Ana', roles: { eu: ['requester'] } },
      { id: 'cleo', name: 'Cleo', roles: { eu: ['compliance_officer'] } },
      { id: 'adam', name: 'Adam', roles: { eu: ['administrator'] } },
    ],
  });
  const first = await submitted(server, undefined, ['eu']);
  const second = await submitted(server, undefined, ['eu']);
  [inside, outside, request] = [
    caseIn(first.cases, 'eu'),
    caseIn(second.cases, 'eu'),
    first.request,
  ];
});
afterAll(() => server.close());

/** Somebody whom the region knows, and who holds no role there. */
async function newcomer(id: string): Promise<string> {
  const cell = server.cells.get('eu');
  const deed = { by: 'adam', at: new Date() };
  await registerPerson(cell, { id, name: id, grants: [] }, deed);
  const expiresAt = new Date(Date.now() + DAY_MS);
  const { token } = await createToken([cell], { person: id, label: 'test', expiresAt }, deed);
  Object.assign(server.tokens, { [id]: token });
  return id;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

async function engage(person: string, body: object = {}, by = 'adam'): Promise<Answer> {
  return server.send(by, 'POST', '/engagements', {
    body: { ...WHY, person, until: inDays(30), ...body },
  });
}

function as(person: string): string[] {
  return ['--url', server.url, '--token', server.tokens[person] ?? ''];
}

async function casesOf(person: string): Promise<string[]> {
  const { body } = await server.send(person, 'GET', '/cases');
  return ((body['items'] ?? []) as { id: string }[]).map(({ id }) => id).toSorted();
}

it('opens nothing before it begins, everything of its scope while it lasts, nothing after', async () => {
  const iris = await newcomer('iris');
  expect((await server.send(iris, 'GET', `/cases/${inside}`)).body['code']).toBe(
    'ERR_REGION_FORBIDDEN',
  );
  await engage(iris, { from: inDays(1) });
  expect((await server.send(iris, 'GET', `/cases/${inside}`)).status).toBe(403);
  const { body } = await engage(iris);
  expect((await server.send(iris, 'GET', `/cases/${inside}`)).status).toBe(200);
  expect(await casesOf(iris)).toEqual([inside, outside].toSorted());
  const path = `/engagements/${String(body['id'])}/end`;
  expect((await server.send('adam', 'POST', path, { body: WHY })).status).toBe(200);
  expect((await server.send(iris, 'GET', `/cases/${inside}`)).status).toBe(403);
  expect(await casesOf(iris)).toEqual([]);
  expect((await server.send('adam', 'POST', path, { body: WHY })).body['code']).toBe(
    'ERR_ENGAGEMENT_NOT_FOUND',
  );
});

it('ends by itself at its instant', async () => {
  const erik = await newcomer('erik');
  const { body } = await engage(erik);
  expect((await server.send(erik, 'GET', `/cases/${inside}`)).status).toBe(200);
  // The clock of the test does not jump a month: the end is put behind it instead.
  await server.cells
    .get('eu')
    .pool.query(
      `update engagement set from_at = now() - interval '2 s', until_at = now() where id = $1`,
      [body['id']],
    );
  expect((await server.send(erik, 'GET', `/cases/${inside}`)).status).toBe(403);
});

describe('limited to some cases', () => {
  const IVY = 'ivy';
  beforeAll(async () => {
    await newcomer(IVY);
    await engage(IVY, { cases: [inside] });
  });

  it('shows them, their requests and nothing else in lists', async () => {
    expect(await casesOf(IVY)).toEqual([inside]);
    const { body } = await server.send(IVY, 'GET', '/requests');
    expect((body['items'] as { id: string }[]).map(({ id }) => id)).toEqual([request]);
    expect((await server.send(IVY, 'GET', `/requests/${request}/manifest`)).status).toBe(200);
    const me = await server.send(IVY, 'GET', '/me');
    expect(me.body['regions']).toEqual({ eu: { roles: ['auditor'], may: ['read', 'audit'] } });
  });

  it('refuses every route of another case, and every reading route answers for its own', async () => {
    const ofCases = Object.keys(ROUTE_PERMISSIONS).filter((route) =>
      / \/cases\/\{id\}/u.test(route),
    );
    expect(ofCases.length).toBeGreaterThan(20);
    const wrong: unknown[] = [];
    for (const route of ofCases) {
      const [method = 'GET'] = route.split(' ');
      const fixture = { request, task: 'residency:team', role: 'auditor' };
      const other = callOf(route, { ...fixture, caseId: outside });
      const refused = await server.send(IVY, method, other.path, other.options ?? {});
      if (refused.body['code'] !== 'ERR_OUTSIDE_ENGAGEMENT') wrong.push([route, refused.body]);
      if (method !== 'GET') continue;
      const own = await server.send(
        IVY,
        method,
        callOf(route, { ...fixture, caseId: inside }).path,
      );
      if (own.status === 403) wrong.push([route, own.body]);
    }
    expect(wrong).toEqual([]);
  });

  it('does not say whether there is another case', async () => {
    const made = `eu-${'a'.repeat(20)}`;
    const { body } = await server.send(IVY, 'GET', `/cases/${made}`);
    expect(body['code']).toBe('ERR_OUTSIDE_ENGAGEMENT');
    const other = await server.send(IVY, 'GET', '/cases?region=eu');
    expect((other.body['items'] as unknown[]).length).toBe(1);
  });

  it('keeps what tells of the whole region shut', async () => {
    for (const path of ['/tempo?region=eu', '/events?region=eu', '/stand-ins?region=eu']) {
      const { body } = await server.send(IVY, 'GET', path);
      expect([path, body['code']]).toEqual([path, 'ERR_ENGAGEMENT_LIMITED']);
    }
    const digest = `sha256:${'0'.repeat(64)}`;
    const gate = await server.send(IVY, 'POST', '/gate/decisions', {
      body: { digest, region: 'eu' },
    });
    expect(gate.body['code']).toBe('ERR_ENGAGEMENT_LIMITED');
  });

  it('widens with a second engagement', async () => {
    await engage(IVY, { cases: [outside] });
    expect(await casesOf(IVY)).toEqual([inside, outside].toSorted());
  });

  it('limits nobody who may read for another reason', async () => {
    await engage('cleo', { cases: [outside] });
    expect((await server.send('cleo', 'GET', `/cases/${inside}`)).status).toBe(200);
  });
});

it('of a period shows the cases that were there in it', async () => {
  const pia = await newcomer('pia');
  const [yesterday, today] = [inDays(-1).slice(0, 10), inDays(0).slice(0, 10)];
  const { pool } = server.cells.get('eu');
  await engage(pia, { period_from: '2020-01-01', period_until: yesterday });
  expect(await casesOf(pia)).toEqual([]);
  // A case that began long ago and is still open was there on every day since.
  await pool.query(
    `update regulated_case set created_at = now() - interval '400 days' where id = $1`,
    [inside],
  );
  expect(await casesOf(pia)).toEqual([inside]);
  await pool.query(
    `update regulated_case set status = 'withdrawn', updated_at = '2019-12-31T23:59:59Z' where id = $1`,
    [inside],
  );
  expect(await casesOf(pia)).toEqual([]);
  await engage(pia, { period_from: today });
  expect(await casesOf(pia)).toEqual([outside]);
});

describe('engaging', () => {
  it('is for who manages people', async () => {
    for (const person of ['ana', 'cleo'])
      expect((await engage('ivy', {}, person)).body['code']).toBe('ERR_ACTION_FORBIDDEN');
  });

  it.each([
    ['a time that is over', { until: inDays(-1), from: inDays(-2) }, 'ERR_ENGAGEMENT_REFUSED'],
    ['an end before its start', { until: inDays(1), from: inDays(2) }, 'ERR_ENGAGEMENT_REFUSED'],
    ['years to go', { until: inDays(3000) }, 'ERR_ENGAGEMENT_REFUSED'],
    [
      'a period that ends first',
      { period_from: '2026-02-01', period_until: '2026-01-01' },
      'ERR_ENGAGEMENT_REFUSED',
    ],
    ['a case that is none', { cases: [`eu-${'a'.repeat(20)}`] }, 'ERR_ENGAGEMENT_REFUSED'],
    ['a day that is none', { period_from: '2026-02-30' }, 'ERR_VALIDATION'],
    ['a list of no cases', { cases: [] }, 'ERR_VALIDATION'],
    ['somebody unknown', { person: 'nobody' }, 'ERR_PERSON_UNKNOWN'],
  ])('with %s is refused', async (_, body, code) => {
    expect((await engage('ivy', body)).body['code']).toBe(code);
  });

  it('is journaled, with its scope', async () => {
    const events = await readEvents(server.cells.get('eu').pool, 'eu');
    const opened = events.filter(({ type }) => type === 'ENGAGEMENT_OPENED');
    expect(opened.find(({ payload }) => payload['person'] === 'ivy')).toMatchObject({
      actor: 'adam',
      payload: { cases: [inside], reason: WHY.reason, period: { from: null, until: null } },
    });
    expect(events.find(({ type }) => type === 'ENGAGEMENT_ENDED')).toMatchObject({ actor: 'adam' });
  });

  it('works from the command line, and shows auditors their own', async () => {
    const words = ['engagement', 'open', 'ivy', '--region', 'eu', '--reason', 'again'];
    const made = await carnet([
      ...words,
      '--until',
      inDays(2),
      '--case',
      outside,
      ...as('adam'),
      '--json',
    ]);
    expect(JSON.parse(made.out)).toMatchObject({ person: 'ivy', cases: [outside] });
    const all = await carnet(['engagement', 'list', ...as('adam')]);
    expect(all.out).toMatch(/ivy[\s\S]*pia|pia[\s\S]*ivy/u);
    const { items } = JSON.parse(
      (await carnet(['engagement', 'list', ...as('ivy'), '--json'])).out,
    ) as {
      items: { person: string; id: string }[];
    };
    expect(new Set(items.map(({ person }) => person))).toEqual(new Set(['ivy']));
    const id = items[0]?.id ?? '';
    const end = ['engagement', 'end', id, '--region', 'eu', '--reason', 'done', ...as('adam')];
    expect(await carnet(end)).toMatchObject({ code: 0, out: `${id} is over\n` });
  });
});
