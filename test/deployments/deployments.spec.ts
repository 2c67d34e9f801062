/** What runs, through the HTTP door and the command line. */
import { readEvents } from '../../src/journal/journal.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
});
afterAll(async () => server.close());

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const OTHER = `sha256:${'cd'.repeat(32)}`;
const STARTED = { event: 'started', digest: DIGEST, cloud_region: 'aws:eu-central-1' };

async function report(body: object, who = 'ana', key?: string): Promise<Answer> {
  const sent = { environment: 'production', name: 'loan-api', ...body };
  const path = '/regions/eu/deployments';
  return server.send(who, 'POST', path, { body: sent, ...(key === undefined ? {} : { key }) });
}

async function running(who = 'audrey'): Promise<Record<string, unknown>[]> {
  const { body } = await server.send(who, 'GET', '/regions/eu/deployments');
  return body['items'] as Record<string, unknown>[];
}

it('keeps one row per deployment, and every report in the journal', async () => {
  const started = await report({ ...STARTED, instances: 3, model: 'loan-default' });
  expect(started).toMatchObject({ status: 200, body: { instances: 3, model: 'loan-default' } });
  const scaled = await report({ event: 'moved', instances: 5 });
  expect(scaled.body).toMatchObject({ instances: 5, artifact: DIGEST.slice(7) });
  expect(scaled.body['since']).toBe(started.body['since']);
  const moved = await report({ event: 'moved', digest: OTHER });
  expect(moved.body).toMatchObject({ id: started.body['id'], artifact: OTHER.slice(7) });
  expect(await running()).toMatchObject([{ name: 'loan-api', instances: 5, stopped_at: null }]);
  const stopped = await report({ event: 'stopped' });
  expect(stopped.body['stopped_at']).not.toBeNull();
  expect(await running()).toEqual([]);
  const events = await readEvents(server.cells.get('eu').pool, 'eu');
  const own = events.filter(({ type }) => type.startsWith('DEPLOYMENT_'));
  expect(own.map(({ type }) => type)).toEqual([
    'DEPLOYMENT_STARTED',
    'DEPLOYMENT_MOVED',
    'DEPLOYMENT_MOVED',
    'DEPLOYMENT_STOPPED',
  ]);
  expect(own[2]).toMatchObject({ actor: 'ana', payload: { artifact: OTHER.slice(7) } });
  expect(own.at(-1)?.seq).toBe(stopped.body['seq']);
});

it('takes a report that comes again once', async () => {
  const first = await report({ ...STARTED, name: 'twice' }, 'ana', 'once');
  const again = await report({ ...STARTED, name: 'twice' }, 'ana', 'once');
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.body).toEqual(first.body);
  expect((await report({ event: 'stopped', name: 'twice' })).status).toBe(200);
});

it('starts under a name once, however many say so at the same time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => report({ ...STARTED, name: 'race' })),
  );
  const codes = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(codes).toEqual([200, 409, 409, 409, 409]);
  expect((await running()).filter(({ name }) => name === 'race')).toHaveLength(1);
  expect((await report({ event: 'stopped', name: 'race' })).status).toBe(200);
});

it.each([
  [{ event: 'moved', instances: 2 }, 404, 'ERR_DEPLOYMENT_NOT_RUNNING'],
  [{ event: 'stopped' }, 404, 'ERR_DEPLOYMENT_NOT_RUNNING'],
  [{ event: 'started' }, 400, 'ERR_VALIDATION'],
  [{ event: 'moved' }, 400, 'ERR_VALIDATION'],
  [{ ...STARTED, instances: 0 }, 400, 'ERR_VALIDATION'],
  [{ ...STARTED, digest: 'abc' }, 400, 'ERR_VALIDATION'],
  [{ ...STARTED, cloud_region: 'Frankfurt' }, 400, 'ERR_VALIDATION'],
])('refuses %j', async (body, status, code) => {
  expect(await report({ name: 'nothing', ...body })).toMatchObject({ status, body: { code } });
});

it('is reported by who may deploy, and read by who may read', async () => {
  for (const who of ['audrey', 'cleo', 'adam']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect((await report({ ...STARTED, name: 'theirs' }, who)).status).toBe(403);
  }
  const away = await server.send('ana', 'GET', '/regions/mars/deployments');
  expect(away).toMatchObject({ status: 404, body: { code: 'ERR_REGION_NOT_SERVED' } });
  expect((await server.send('adam', 'GET', '/regions/eu/deployments')).status).toBe(403);
});

it('is reported and listed from the command line', async () => {
  const as = ['--region', 'eu', '--url', server.url, '--token', server.tokens['ana'] ?? ''];
  const what = ['--environment', 'staging', '--name', 'cli-api', ...as];
  const place = ['--digest', DIGEST, '--cloud-region', 'aws:eu-central-1'];
  const started = await carnet(['deployments', 'report', 'started', ...place, ...what]);
  expect(started).toMatchObject({ code: 0 });
  const moved = ['deployments', 'report', 'moved', '--instances', '7', ...what];
  expect(await carnet(moved)).toMatchObject({ code: 0 });
  const list = await carnet(['deployments', 'list', ...as]);
  expect(list.out).toMatch(/staging\s+cli-api\s+abab\w+\s+aws:eu-central-1\s+7/u);
  const odd = ['deployments', 'report', 'moved', '--instances', 'many', ...what];
  expect(await carnet(odd)).toMatchObject({ code: 2 });
  expect(await carnet(['deployments', 'report', 'stopped', ...what])).toMatchObject({ code: 0 });
  expect((await carnet(['deployments', 'list', ...as])).out).toContain('nothing is known to run');
});
