/** Overdue work is brought before people by the region's plan, in their working time; through the HTTP door. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from '../../src/journal/journal.ts';
import { loadEscalations } from '../../src/escalation/load-escalations.ts';
import { PolicyLoadError } from '../../src/policy/policy.errors.ts';
import { REGIONS } from '../../src/regions/registry.ts';
import { caseIn, submitted } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

/** A Thursday, 11 o'clock in Brussels. */
const START = '2026-12-03T10:00:00.000Z';
const KEY = 'residency:compliance_officer';

let clock = START;
let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'], now: () => clock });
});
afterAll(async () => server.close());
beforeEach(async () => {
  // Later cases are of a later time: the clock of a cell does not go back.
  clock = new Date(Math.max(Date.parse(clock), Date.parse(START))).toISOString();
  const { cases } = await submitted(server, undefined, ['eu']);
  id = caseIn(cases, 'eu');
});

interface Told {
  readonly seq: number;
  readonly step: string;
  readonly told: readonly string[];
  readonly given: readonly string[];
}

/** What was said of one task; the journal is looked at until as much has been said. */
async function escalations(count: number, key = KEY): Promise<Told[]> {
  for (let tries = 0; ; tries += 1) {
    const events = await readEvents(server.cells.get('eu').pool, id);
    const told = events
      .filter(({ type, payload }) => type === 'TASK_ESCALATED' && payload['task'] === key)
      .map(({ seq, payload }) => ({ seq, ...payload }) as unknown as Told);
    if (told.length >= count || tries === 60) return told;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

/** Long enough for several looks of the server, which would have said something by then. */
async function nothingMore(count: number, key = KEY): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  expect(await escalations(0, key)).toHaveLength(count);
}

async function task(key = KEY): Promise<Record<string, unknown>> {
  const { body } = await server.send('cleo', 'GET', `/cases/${id}/tasks`);
  const found = (body['items'] as Record<string, unknown>[]).find((one) => one['key'] === key);
  if (!found) throw new Error(`no task ${key}`);
  return found;
}

async function profile(who: string, body: object): Promise<Answer> {
  return server.send(who, 'POST', '/work-profiles', {
    body: { region: 'eu', reason: 'as agreed', ...body },
  });
}

/** Numbers of the case's events that somebody was told of; looked at until that one is among them. */
async function news(who: string, seq: number | undefined): Promise<number[]> {
  for (let tries = 0; ; tries += 1) {
    const { body } = await server.send(who, 'GET', '/notifications?unread=true');
    const items = body['items'] as { case_id: string; seq: number }[];
    const seqs = items.filter((one) => one.case_id === id).map((one) => one.seq);
    if (seqs.includes(seq ?? 0) || tries === 20) return seqs;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

/** The case's own working clock moves on from the due date of its task. */
function at(due: unknown, plus: { readonly days?: number; readonly hours?: number }): string {
  const { days = 0, hours = 0 } = plus;
  return new Date(Date.parse(String(due)) + (days * 24 + hours) * 3_600_000).toISOString();
}

it('reminds who is on it, calls in their deputy, then tells the lead; in the working time of who is late', async () => {
  // Cleo works in New York, Tuesday to Thursday; the deputy and the lead are where the region is.
  const own = { zone: 'America/New_York', days: [4, 2, 3], opens: '08:00', closes: '16:00' };
  const set = await profile('cleo', { ...own, deputy: 'carl' });
  expect(set).toMatchObject({
    status: 200,
    body: { person: 'cleo', days: [2, 3, 4], deputy: 'carl', leads: false },
  });
  expect((await profile('adam', { person: 'lex', leads: true })).body).toMatchObject({
    leads: true,
  });
  await server.send('cleo', 'POST', `/cases/${id}/tasks/${KEY}/claim`, { body: {} });
  const { due_at: due } = await task();

  // Due on Tuesday 2026-12-08 at 11 in Brussels: before the day begins in New York (13:00 UTC).
  expect(due).toBe('2026-12-08T10:00:00.000Z');
  clock = at(due, { hours: 2 });
  await nothingMore(0);
  clock = at(due, { hours: 3 });
  const reminded = await escalations(1);
  expect(reminded).toMatchObject([{ step: 'remind', told: ['cleo'], given: [] }]);
  expect(await task()).toMatchObject({ escalated: 'remind' });
  expect(await news('cleo', reminded[0]?.seq)).toContain(reminded[0]?.seq);

  // One working day of hers later: Wednesday.
  clock = at(due, { days: 1, hours: 2 });
  await nothingMore(1);
  clock = at(due, { days: 1, hours: 3 });
  const called = (await escalations(2)).at(-1);
  expect(called).toMatchObject({ step: 'deputy', told: ['carl'], given: ['carl'] });
  expect(await task()).toMatchObject({
    escalated: 'deputy',
    holders: [{ person: 'cleo' }, { person: 'carl', assigned_by: 'cleo' }],
  });
  const told = await news('carl', called?.seq);
  expect(told).toContain(called?.seq);
  expect(told).not.toContain(reminded[0]?.seq);

  // Three of hers: Tuesday, Wednesday and Thursday, then the next Tuesday; Friday to Monday do not count.
  clock = at(due, { days: 6 });
  await nothingMore(2);
  clock = at(due, { days: 7, hours: 3 });
  expect((await escalations(3)).at(-1)).toMatchObject({ step: 'lead', told: ['lex'], given: [] });
  clock = at(due, { days: 60 });
  await nothingMore(3);

  // Who leads may put somebody else on it; who does not, may not.
  const hand = { person: 'carl', reason: 'has the time' };
  const other = `/cases/${id}/tasks/features:compliance_officer/assign`;
  expect((await server.send('dora', 'POST', other, { body: hand })).status).toBe(403);
  expect(await server.send('lex', 'POST', other, { body: hand })).toMatchObject({
    status: 200,
    body: { holders: [{ person: 'carl', assigned_by: 'lex' }] },
  });
});

it('brings a task that nobody is on before everybody of its role, and says nothing once it is done', async () => {
  const { due_at: due } = await task();
  // On the weekend, in the calendar of the region.
  const monday = new Date(`${String(due).slice(0, 10)}T08:00:00Z`);
  while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() + 1);
  await server.cells
    .get('eu')
    .pool.query('update task set due_at = $2 where case_id = $1 and key = $3', [
      id,
      at(monday.toISOString(), { days: -2 }),
      KEY,
    ]);
  clock = at(monday.toISOString(), { hours: -0.5 });
  await nothingMore(0);
  clock = monday.toISOString();
  expect(await escalations(1)).toMatchObject([{ step: 'remind', told: ['carl', 'cleo'] }]);
  const { body } = await server.send('cleo', 'GET', `/cases/${id}`);
  const seen = (body['seen'] as Record<string, string>)['residency'];
  const decision = { stage: 'residency', role: 'compliance_officer', kind: 'approve', seen };
  await server.send('cleo', 'POST', `/cases/${id}/decisions`, {
    body: { ...decision, reason: 'in order' },
  });
  clock = at(clock, { days: 30 });
  await nothingMore(1);
});

it('waits while the case is paused, and goes on when it is resumed', async () => {
  const { due_at: due } = await task();
  const stop = { region: 'eu', scope: 'case', target: id, reason: 'a hold' };
  await server.send('adam', 'POST', '/operations/pause', { body: stop });
  clock = at(due, { days: 20 });
  await nothingMore(0);
  await server.send('adam', 'POST', '/operations/resume', { body: stop });
  // Nobody is on it, so Carl, deputy of Cleo, is late himself: there is no deputy to call in.
  const steps = (await escalations(2)).map(({ step, told }) => [step, ...told]);
  expect(steps).toEqual([
    ['remind', 'carl', 'cleo'],
    ['lead', 'lex'],
  ]);
});

it.each([
  ['cleo', { person: 'carl' }, 403, 'ERR_NOT_YOUR_PROFILE'],
  ['cleo', { leads: true }, 403, 'ERR_NOT_YOUR_PROFILE'],
  ['cleo', { zone: 'Mars/Olympus' }, 409, 'ERR_WORK_PROFILE_REFUSED'],
  ['cleo', { opens: '09:00' }, 409, 'ERR_WORK_PROFILE_REFUSED'],
  ['cleo', { opens: '17:00', closes: '09:00' }, 409, 'ERR_WORK_PROFILE_REFUSED'],
  ['cleo', { deputy: 'cleo' }, 409, 'ERR_WORK_PROFILE_REFUSED'],
  ['cleo', { deputy: 'audrey' }, 409, 'ERR_WORK_PROFILE_REFUSED'],
  ['cleo', { days: [0, 9] }, 400, 'ERR_VALIDATION'],
  ['audrey', {}, 403, 'ERR_ACTION_FORBIDDEN'],
])('refuses %s with %j', async (who, body, status, code) => {
  expect(await profile(who, body)).toMatchObject({ status, body: { code } });
});

it('has one lead at a time', async () => {
  await profile('adam', { person: 'carl', leads: true });
  await profile('adam', { person: 'cleo', leads: true });
  const { body } = await server.send('audrey', 'GET', '/work-profiles?region=eu');
  const leads = (body['items'] as { person: string; leads: boolean }[]).filter((one) => one.leads);
  expect(leads.map(({ person }) => person)).toEqual(['cleo']);
});

describe('the plans', () => {
  it('are there for every region', () => {
    const plans = loadEscalations();
    for (const { region } of REGIONS) expect(plans.stepsFor(region, 'approve')).toHaveLength(3);
    expect(plans.stepsFor('nowhere', 'approve')).toEqual([]);
  });

  it('are refused with every mistake and its line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carnet-plans-'));
    const file = [
      'version: 1.0',
      'lastReviewed: 2026-11-28',
      'plans:',
      '  - region: eu',
      '    steps:',
      '      - { step: remind, workingDays: 3 }',
      '      - { step: deputy, workingDays: 1 }',
      '      - { step: boss, workingDays: 4 }',
      '      - { step: lead, workingDays: 5, workingHours: 5 }',
      '  - region: eu',
      '    kinds: [nothing]',
      '    steps: []',
    ];
    writeFileSync(join(folder, 'escalations.yaml'), `${file.join('\n')}\n`);
    const load = (): unknown => loadEscalations(folder);
    expect(load).toThrow(PolicyLoadError);
    expect(load).toThrow(/unknown step `boss`/);
    expect(load).toThrow(/unknown kind of task `nothing`/);
  });
});
