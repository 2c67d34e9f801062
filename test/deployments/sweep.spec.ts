/** What runs, held against its permits: through the HTTP door and the command line. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readEvents } from '../../src/journal/journal.ts';
import { GOOD_MANIFEST } from '../support/loan-default.ts';
import { PERMITTED_PLACE, permitted } from '../support/permitted-model.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

const DIGEST = `sha256:${'5a'.repeat(32)}`;
const OTHER = `sha256:${'6b'.repeat(32)}`;
const MODEL = /name: (\S+)/u.exec(GOOD_MANIFEST.slice(GOOD_MANIFEST.indexOf('model:')))?.[1] ?? '';

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
  id = await permitted(server, { folder: '', digest: DIGEST });
}, 60_000);
afterAll(async () => server.close());

interface Running {
  readonly name: string;
  readonly stray: {
    readonly code: string;
    readonly detail: string;
    readonly case: string | null;
  } | null;
}

async function report(name: string, event: string, body: object = {}): Promise<Answer> {
  const sent = { environment: 'production', name, event, ...body };
  return server.send('ana', 'POST', '/regions/eu/deployments', { body: sent });
}

async function strayOf(name: string): Promise<Running['stray'] | undefined> {
  const { body } = await server.send('audrey', 'GET', '/regions/eu/deployments');
  return (body['items'] as Running[]).find((one) => one.name === name)?.stray;
}

/** A report is looked at behind its answer. */
async function within<T>(look: () => Promise<T>, isRight: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop -- until it is so
    const found = await look();
    if (isRight(found)) return found;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(30);
  }
  return look();
}

const as = (who: string) => ['--url', server.url, '--token', server.tokens[who] ?? ''];

interface Told {
  readonly runs: readonly { name: string; permit: { decisions: number } | null }[];
  readonly holes: readonly {
    code: string;
    detail: string;
    deployment: string | null;
    permit: string | null;
  }[];
}

async function completeness(): Promise<Told> {
  const { body } = await server.send('audrey', 'GET', '/regions/eu/completeness');
  return body as unknown as Told;
}

async function sweep(who = 'adam'): Promise<Answer> {
  const body = { reason: 'a test asks' };
  return server.send(who, 'POST', '/regions/eu/deployments/sweep', { body });
}

async function regionTasks(state = 'open'): Promise<Record<string, unknown>[]> {
  const { body } = await server.send('cleo', 'GET', `/region-tasks?state=${state}`);
  return body['items'] as Record<string, unknown>[];
}

async function events(subject: string, ...types: readonly string[]) {
  const all = await readEvents(server.cells.get('eu').pool, subject);
  return all.filter(({ type }) => types.includes(type));
}

/** What the case still owes because of an incident, oldest first. */
async function openDuty(): Promise<{ incident: string; duty: string }> {
  const { incidents } = (await caseNow()) as unknown as {
    incidents: { id: string; duties: { id: string; done: string | null }[] }[];
  };
  const owed = incidents.flatMap(({ id: incident, duties }) =>
    duties.filter(({ done }) => done === null).map(({ id: duty }) => ({ incident, duty })),
  );
  return owed[0] ?? { incident: '', duty: '' };
}

async function caseNow(): Promise<Record<string, unknown>> {
  return (await server.send('cleo', 'GET', `/cases/${id}`)).body;
}

it('says nothing of what a permit covers', async () => {
  const place = { digest: DIGEST, cloud_region: PERMITTED_PLACE, model: MODEL };
  await report('covered', 'started', place);
  expect((await sweep()).body).toMatchObject({ region: 'eu', looked: 1, found: 0, resolved: 0 });
  expect(await strayOf('covered')).toBeNull();
  await report('covered', 'stopped');
});

it('tells the region of what no case knows, once, and closes it when it stops', async () => {
  await report('unknown', 'started', { digest: OTHER, cloud_region: PERMITTED_PLACE });
  const stray = await within(async () => strayOf('unknown'), Boolean);
  expect(stray).toMatchObject({ code: 'no_permit', case: null });
  await Promise.all([sweep(), sweep(), sweep()]);
  const found = await events('eu', 'STRAY_FOUND');
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ actor: 'carnet', payload: { name: 'unknown', permit: null } });
  const [task, ...rest] = await regionTasks();
  expect(rest).toEqual([]);
  expect(task).toMatchObject({ kind: 'stray', role: 'compliance_officer', case: null });
  const told = await within(
    async () => (await server.send('cleo', 'GET', '/notifications')).body['items'] as object[],
    (items) => items.some((one) => Reflect.get(one, 'type') === 'STRAY_FOUND'),
  );
  expect(told).toContainEqual(
    expect.objectContaining({ type: 'STRAY_FOUND', case_id: null, link: '/api/v1/region-tasks' }),
  );
  await report('unknown', 'stopped');
  await within(
    async () => events('eu', 'STRAY_RESOLVED'),
    ({ length }) => length > 0,
  );
  expect(await regionTasks()).toEqual([]);
  expect(await regionTasks('closed')).toMatchObject([{ closed_by: null, closed_how: 'stopped' }]);
});

it('makes an incident of the case of what runs in another region, and ends it when put right', async () => {
  await report('moving', 'started', { digest: DIGEST, cloud_region: 'aws:us-east-1' });
  await within(
    async () => caseNow(),
    ({ status }) => status === 'suspended',
  );
  expect(await strayOf('moving')).toMatchObject({ code: 'cloud_region_not_permitted', case: id });
  await sweep();
  const [incident, ...more] = await events(id, 'INCIDENT_REPORTED');
  expect(more).toEqual([]);
  expect(incident?.payload).toMatchObject({ kind: 'unpermitted_deployment' });
  expect(String(incident?.payload['reason'])).toContain('aws:us-east-1');
  const { body } = await server.send('cleo', 'GET', '/tasks');
  const tasks = body['items'] as { key: string; kind: string }[];
  expect(tasks.filter(({ key }) => key.startsWith('incident:'))).toMatchObject([
    { kind: 'report' },
  ]);
  // The permit is suspended by it: what runs in the right place is nobody's fault, but may not run either.
  await report('innocent', 'started', { digest: DIGEST, cloud_region: PERMITTED_PLACE });
  await within(async () => strayOf('innocent'), Boolean);
  expect(await strayOf('innocent')).toMatchObject({ code: 'permit_suspended' });

  await report('moving', 'moved', { cloud_region: PERMITTED_PLACE });
  await within(
    async () => strayOf('moving'),
    (stray) => stray?.code === 'permit_suspended',
  );
  const stage = { stage: 'deployment', role: 'compliance_officer', reason: 'put right' };
  const resumed = await server.send('cleo', 'POST', `/cases/${id}/decisions`, {
    body: { ...stage, kind: 'resume' },
  });
  expect(resumed.status).toBe(200);
  expect((await sweep()).body).toMatchObject({ looked: 2, found: 0, resolved: 2 });
  expect([await strayOf('moving'), await strayOf('innocent')]).toEqual([null, null]);
  // What was done about it is a person's to say, and then it is over.
  const { incident: number, duty } = await openDuty();
  const said = { ...stage, kind: 'report_done', reason: 'moved back', incident: number, duty };
  const done = await server.send('cleo', 'POST', `/cases/${id}/decisions`, { body: said });
  expect(done).toMatchObject({ status: 200 });
  await report('moving', 'stopped');
  await report('innocent', 'stopped');
});

it('tells an auditor what is missing: answer, permit, decisions', async () => {
  const asked = { digest: DIGEST, region: 'eu', cloud_region: PERMITTED_PLACE };
  const answer = await server.send('ana', 'POST', '/gate/decisions', { body: asked, key: null });
  const { permit } = answer.body as { permit: string };
  const { pool } = server.cells.get('eu');
  const kept = async () =>
    (await pool.query('select from gate_tally where permit = $1', [permit])).rowCount;
  expect(await within(kept, (rows) => rows === 1)).toBe(1);
  await report('audited', 'started', { digest: DIGEST, cloud_region: PERMITTED_PLACE });
  await report('audited', 'moved', { instances: 9 });
  await report('audited', 'stopped');
  const told = await completeness();
  const mine = told.runs.filter(({ name }) => name === 'audited');
  expect(mine).toMatchObject([{ answer: 'allow', permit: { id: permit } }]);
  expect(mine[0]?.permit?.decisions).toBeGreaterThan(2);
  // What ran before anybody had asked is a hole for good; what was asked is none.
  const codes = told.holes.map(({ code, detail }) => [code, detail.split('`')[1]]);
  expect(codes).toContainEqual(['gate_not_asked', 'covered']);
  expect(codes).not.toContainEqual(['gate_not_asked', 'audited']);
  expect(told.holes.filter(({ deployment }) => deployment === null)).toEqual([]);

  await pool.query(`insert into gate_tally (day, artifact_sha256, answer, permit, calls, first_at, last_at)
                    values (now(), repeat('9', 64), 'allow', 'permit-gone', 2, now(), now())`);
  await pool.query(`insert into permit (id, case_id, artifact_sha256, envelope, issued_at, expires_at)
                    select 'permit-sneaked', case_id, repeat('8', 64), envelope, issued_at, expires_at from permit`);
  const after = (await completeness()).holes.filter(({ deployment }) => deployment === null);
  expect(after.map(({ code, permit: of }) => [code, of])).toEqual([
    ['answer_without_permit', 'permit-gone'],
    ['permit_not_journaled', 'permit-sneaked'],
  ]);
  const out = await carnet(['audit', 'completeness', '--region', 'eu', ...as('audrey')]);
  expect(out).toMatchObject({ code: 1 });
  expect(out.out).toContain('permit-gone');
  await pool.query(`delete from permit where id = 'permit-sneaked'`);
  const { status } = await server.send('audrey', 'GET', '/regions/eu/completeness?from=2030-01-01');
  expect(status).toBe(400);
});

it('knows another digest by the model, and by what ran under the name before', async () => {
  await report('swapped', 'started', { digest: DIGEST, cloud_region: PERMITTED_PLACE });
  await report('swapped', 'moved', { digest: OTHER });
  const stray = await within(async () => strayOf('swapped'), Boolean);
  expect(stray).toMatchObject({ code: 'other_artifact', case: id });
  const named = { digest: OTHER, cloud_region: PERMITTED_PLACE, model: MODEL };
  await report('named', 'started', named);
  expect(await within(async () => strayOf('named'), Boolean)).toMatchObject({ case: id });
  expect((await events(id, 'STRAY_FOUND')).length).toBeGreaterThanOrEqual(4);
  for (const name of ['swapped', 'named']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await report(name, 'stopped');
  }
});

it('asks for a task of the region where the case takes no incident any more', async () => {
  const act = { stage: 'deployment', role: 'compliance_officer', reason: 'over', kind: 'revoke' };
  await server.send('cleo', 'POST', `/cases/${id}/decisions`, { body: act });
  await report('late', 'started', { digest: DIGEST, cloud_region: PERMITTED_PLACE });
  await within(async () => strayOf('late'), Boolean);
  expect(await strayOf('late')).toMatchObject({ code: 'permit_revoked', case: id, incident: null });
  const [task] = await regionTasks();
  expect(task).toMatchObject({ case: id, kind: 'stray' });

  const close = async (who: string, outcome = 'answered') =>
    server.send(who, 'POST', `/region-tasks/${String(task?.['id'])}/close`, {
      body: { region: 'eu', outcome, reason: 'shadow run, no decisions' },
    });
  expect(await close('dora')).toMatchObject({ status: 403, body: { code: 'ERR_ROLE_MISSING' } });
  expect(await close('cleo', 'justified')).toMatchObject({
    body: { code: 'ERR_REGION_TASK_OUTCOME' },
  });
  expect(await close('cleo')).toMatchObject({ status: 200, body: { closed_by: 'cleo' } });
  expect(await close('cleo')).toMatchObject({ body: { code: 'ERR_REGION_TASK_NOT_FOUND' } });
  expect((await events(id, 'REGION_TASK_CLOSED'))[0]).toMatchObject({ actor: 'cleo' });
  // The fact has been told and answered: looking again opens nothing.
  expect((await sweep()).body).toMatchObject({ found: 0, resolved: 0 });
  expect(await regionTasks()).toEqual([]);
});

it('is asked for from the command line, and shows what is wrong', async () => {
  const swept = await carnet([
    'deployments',
    'sweep',
    '--region',
    'eu',
    '--reason',
    'why not',
    ...as('adam'),
  ]);
  expect(swept.out).toMatch(/^\d+ looked at, 0 strays found, 0 put right/u);
  expect((await events('eu', 'DEPLOYMENTS_SWEPT')).at(-1)).toMatchObject({ actor: 'adam' });
  const list = await carnet(['deployments', 'list', '--region', 'eu', ...as('audrey')]);
  expect(list.out).toContain('permit_revoked');
  await report('cli', 'started', { digest: OTHER, cloud_region: PERMITTED_PLACE });
  await within(
    async () => regionTasks(),
    ({ length }) => length > 0,
  );
  const inbox = await carnet(['inbox', ...as('cleo')]);
  const [, task = ''] = /(task-\w+) {2}eu: Stop `cli` in production/u.exec(inbox.out) ?? [];
  const done = ['task', 'close', task, '--region', 'eu', '--reason', 'seen', ...as('cleo')];
  expect(await carnet(done)).toMatchObject({ code: 0 });
  expect((await sweep('cleo')).status).toBe(403);
});

it('sweeps by itself', async () => {
  const { pool } = server.cells.get('eu');
  const { rows } = await pool.query<{ run_at: Date }>(
    `select run_at from job where kind = 'sweep-deployments' and payload = '{}'`,
  );
  expect(rows).toHaveLength(1);
  const { rows: before } = await pool.query<{ swept_at: Date }>(
    'select swept_at from deployment_sweep',
  );
  await pool.query(`update job set run_at = now() where kind = 'sweep-deployments'`);
  const after = await within(
    async () =>
      (await pool.query<{ swept_at: Date }>('select swept_at from deployment_sweep')).rows[0],
    (row) => (row?.swept_at.getTime() ?? 0) > (before[0]?.swept_at.getTime() ?? 0),
  );
  expect(after?.swept_at.getTime()).toBeGreaterThan(before[0]?.swept_at.getTime() ?? 0);
  // The next one waits again.
  const { rows: next } = await pool.query(
    `select run_at from job where kind = 'sweep-deployments'`,
  );
  expect(next).toHaveLength(1);
});
