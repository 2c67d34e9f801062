import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import {
  isPrivateAddress,
  publicLookup,
  webhookUrl,
} from '../../src/notifications/webhook-address.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { handInAll, nextDecision, submitted } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: TestServer;
let receiver: Server;
let url: string;
let answer = 200;
const got: Delivery[] = [];
beforeAll(async () => {
  server = await startTestServer({ config: { webhookPrivate: true } });
  receiver = createServer((request, response) => {
    const take = async (): Promise<void> => {
      got.push({ headers: request.headers, body: await text(request) });
      response.writeHead(answer).end();
    };
    void take();
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook`;
});
afterAll(async () => {
  await server.close();
  receiver.close();
});
beforeEach(() => {
  got.length = 0;
  answer = 200;
});

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done() && tries < 200; tries += 1) await sleep(25);
}

async function post(path: string, body: object, key?: string): Promise<Answer> {
  const sent = { region: 'eu', reason: 'wanted', ...body };
  return server.send('adam', 'POST', `/webhooks${path}`, { body: sent, ...(key ? { key } : {}) });
}

async function withdrawn(): Promise<string> {
  const { cases } = await submitted(server);
  const id = cases['eu'] ?? '';
  await server.send('ana', 'POST', `/cases/${id}/withdraw`, { body: { reason: 'no need' } });
  return id;
}

function verified({ headers, body }: Delivery, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

it('sends each event signed, as the Standard Webhooks library verifies, under one id over retries and replays', async () => {
  const added = await post('', { url, types: ['WITHDRAWN'] }, 'add-1');
  const { id, secret } = added.body as { id: string; secret: string };
  expect(secret).toMatch(/^whsec_/);
  // The secret is shown once: neither a repetition nor the list nor the database has it.
  expect((await post('', { url, types: ['WITHDRAWN'] }, 'add-1')).body).toEqual({
    region: 'eu',
    id,
    secret: null,
  });
  const { rows } = await server.cells
    .get('eu')
    .pool.query(
      `select e::text || (select string_agg(i::text, '') from idempotency i) as all from webhook_endpoint e`,
    );
  expect(JSON.stringify(rows)).not.toContain(secret);

  answer = 503;
  const caseId = await withdrawn();
  await until(() => got.length > 0);
  answer = 200;
  await until(() => got.length > 1);
  const ids = got.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(1);
  const [first] = got;
  if (!first) throw new Error('nothing came');
  expect(verified(first, secret)).toMatchObject({
    type: 'case.withdrawn',
    data: { region: 'eu', case: caseId, link: `/api/v1/cases/${caseId}` },
  });
  expect(() =>
    verified({ ...first, body: first.body.replace('withdrawn', 'approved') }, secret),
  ).toThrow('No matching signature found');
  for (const personal of ['Ana', '"ana"', 'no need']) expect(first.body).not.toContain(personal);

  got.length = 0;
  const rotated = (await post(`/${id}/rotate`, {})).body as { secret: string };
  expect((await post(`/${id}/replay`, { case: caseId })).status).toBe(200);
  await until(() => got.some(({ headers }) => headers['webhook-id'] === ids[0]));
  const again = got.find(({ headers }) => headers['webhook-id'] === ids[0]);
  if (!again) throw new Error('nothing came again');
  expect(verified(again, rotated.secret)).toEqual(verified(again, secret));

  const listed = await server.send('adam', 'GET', '/webhooks');
  expect(listed.body['items']).toMatchObject([
    { id, url, types: ['WITHDRAWN'], disabled_at: null },
  ]);
  expect((await post(`/${id}/remove`, {})).status).toBe(200);
  expect((await post(`/${id}/remove`, {})).body['code']).toBe('ERR_WEBHOOK_NOT_FOUND');
  const told = await readEvents(server.cells.get('eu').pool, 'eu');
  expect(told.map(({ type }) => type).filter((type) => type.startsWith('WEBHOOK_'))).toEqual([
    'WEBHOOK_ADDED',
    'WEBHOOK_SECRET_ROTATED',
    'WEBHOOK_REPLAYED',
    'WEBHOOK_REMOVED',
  ]);
});

it('is disabled by 410, or once it has failed for days, and sent to again when enabled', async () => {
  const { id } = (await post('', { url, types: ['WITHDRAWN'] })).body as { id: string };
  const { pool } = server.cells.get('eu');
  const why = async (): Promise<unknown> =>
    (await pool.query<{ disabled_why: string | null }>('select disabled_why from webhook_endpoint'))
      .rows[0]?.disabled_why;
  const becomes = async (word: string | null): Promise<void> => {
    for (let tries = 0; (await why()) !== word && tries < 100; tries += 1) await sleep(25);
    expect(await why()).toBe(word);
  };
  answer = 410;
  await withdrawn();
  await becomes('it answered 410 Gone');
  await post(`/${id}/enable`, {});
  await becomes(null);
  await pool.query(`update webhook_endpoint set failing_since = now() - interval '6 days'`);
  answer = 500;
  await withdrawn();
  await becomes('it failed for five days');
  await post(`/${id}/remove`, {});
});

it('goes to https addresses outside only', async () => {
  expect(webhookUrl('https://hooks.example.org/x', false).href).toBe('https://hooks.example.org/x');
  for (const bad of [
    'http://hooks.example.org',
    'https://127.0.0.1',
    'http://localhost:80',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x7f.1/',
    'https://10.1.2.3',
    'https://169.254.169.254/latest',
    'https://u:p@hooks.example.org',
    'ftp://hooks.example.org',
    'nonsense',
  ]) {
    expect(() => webhookUrl(bad, false)).toThrow('cannot get webhooks');
  }
  expect(['8.8.8.8', '2001:4860:4860::8888'].map(isPrivateAddress)).toEqual([false, false]);
  const error = await new Promise((resolve) => {
    publicLookup('localhost', {}, resolve);
  });
  expect(String(error)).toContain('private network');
  const refused = await post('', { url: 'http://hooks.example.org' });
  expect([refused.status, refused.body['code']]).toEqual([422, 'ERR_WEBHOOK_URL']);
});

it('tells the people whom it concerns, until they have read it', async () => {
  const id = await withdrawn();
  const other = (await submitted(server)).cases['eu'] ?? '';
  await handInAll(server, other);
  const role = (await nextDecision(server, other))?.role ?? '';
  const whose = { dpo: 'dora', independent_validator: 'val' }[role] ?? 'cleo';
  const { pool } = server.cells.get('eu');
  const told = async (person: string): Promise<unknown[]> =>
    (await server.send(person, 'GET', '/notifications?unread=true')).body['items'] as unknown[];
  for (let tries = 0; (await told(whose)).length === 0 && tries < 100; tries += 1) await sleep(25);
  expect(await told(whose)).not.toEqual([]);
  // Nobody is told of what they did themselves.
  const { rows } = await pool.query(
    'select from notification where person_id = $1 and case_id = $2 and type = $3',
    ['ana', id, 'WITHDRAWN'],
  );
  expect(rows).toEqual([]);
  expect((await server.send(whose, 'POST', '/notifications/read', { body: {} })).status).toBe(200);
  expect(await told(whose)).toEqual([]);
});
