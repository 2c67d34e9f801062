import { randomUUID } from 'node:crypto';
import { seedPasswords } from '../../src/identity/seed-people.ts';
import { submitted, nextDecision, caseIn, handInAll } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let passwords: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  passwords = await seedPasswords(server.cells, ['ana', 'dora', 'val'], new Date());
});
afterAll(() => server.close());

interface Signed {
  readonly cookie: string;
  readonly csrf: string;
  readonly setCookie: string;
}

async function signIn(person: string, password = passwords[person]): Promise<Response> {
  return fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, password }),
  });
}

async function signed(person: string): Promise<Signed> {
  const response = await signIn(person);
  expect(response.status).toBe(200);
  const setCookie = response.headers.get('set-cookie') ?? '';
  const { csrf } = (await response.json()) as { csrf: string };
  return { setCookie, csrf, cookie: setCookie.split(';')[0] ?? '' };
}

async function as(
  { cookie }: Signed,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<{ status: number; code?: unknown; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      cookie,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, code: answer['code'], body: answer };
}

describe('signing in', () => {
  it('sets a cookie that no script and no other site gets at', async () => {
    const { setCookie } = await signed('ana');
    expect(setCookie).toMatch(
      /^carnet_session=ses-\S+; Path=\/; HttpOnly; SameSite=Strict; Expires=/,
    );
  });

  it('says the same of a wrong password and of nobody', async () => {
    for (const [person, password] of [
      ['ana', 'not-the-password'],
      ['nobody', 'not-the-password'],
    ] as const) {
      const response = await signIn(person, password);
      const { code, detail } = (await response.json()) as Record<string, unknown>;
      expect([response.status, code, detail, response.headers.get('set-cookie')]).toEqual([
        401,
        'ERR_SIGN_IN_FAILED',
        'no account has this name and this password',
        null,
      ]);
    }
  });

  it('is nothing for the page of another site', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const response = await fetch(`${server.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ person: 'ana', password: passwords['ana'] }),
      });
      expect(response.status).toBe(403);
    }
  });

  it('slows down who guesses', async () => {
    let status = 0;
    for (let n = 0; n < 11; n += 1) ({ status } = await signIn('dev', 'not-the-password'));
    expect(status).toBe(429);
  });
});

describe('a session', () => {
  it('opens what its person may, and says who that is', async () => {
    const ana = await signed('ana');
    const session = await as(ana, 'GET', '/session');
    expect(session.body).toMatchObject({ person: { id: 'ana', name: 'Ana Ruiz' }, csrf: ana.csrf });
    expect((await as(ana, 'GET', '/requests')).status).toBe(200);
    expect((await as(ana, 'GET', '/me')).body['regions']).toEqual(session.body['regions']);
  });

  it('writes nothing without what only a page of Carnet knows', async () => {
    const ana = await signed('ana');
    const other = await signed('ana');
    const post = (headers: Record<string, string>) =>
      as(ana, 'POST', '/notifications/read', { headers, body: {} });
    const csrf = { 'x-carnet-csrf': ana.csrf };
    expect(await post({})).toMatchObject({ status: 403, code: 'ERR_CSRF' });
    expect(await post({ 'x-carnet-csrf': '' })).toMatchObject({ code: 'ERR_CSRF' });
    expect(await post({ 'x-carnet-csrf': other.csrf })).toMatchObject({ code: 'ERR_CSRF' });
    expect(await post({ ...csrf, origin: 'https://evil.example' })).toMatchObject({
      code: 'ERR_FOREIGN_ORIGIN',
    });
    expect(await post({ ...csrf, origin: server.url })).toMatchObject({ status: 200 });
  });

  it('ends when its person says so, here or from another one', async () => {
    const [here, there] = [await signed('ana'), await signed('ana')];
    const { body } = await as(here, 'GET', '/sessions');
    const items = body['items'] as { id: string; current: boolean }[];
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const theirs = (await as(there, 'GET', '/session')).body['session'] as string;
    expect(items.map(({ id }) => id)).toContain(theirs);

    const headers = { 'x-carnet-csrf': here.csrf };
    expect((await as(here, 'DELETE', `/sessions/${theirs}`, { headers })).status).toBe(200);
    expect(await as(there, 'GET', '/session')).toMatchObject({ code: 'ERR_SESSION_ENDED' });
    expect((await as(here, 'DELETE', '/session', { headers })).status).toBe(200);
    expect(await as(here, 'GET', '/session')).toMatchObject({ status: 401 });
  });

  it('of somebody else cannot be ended', async () => {
    const [ana, dora] = [await signed('ana'), await signed('dora')];
    const theirs = (await as(dora, 'GET', '/session')).body['session'] as string;
    const headers = { 'x-carnet-csrf': ana.csrf };
    expect(await as(ana, 'DELETE', `/sessions/${theirs}`, { headers })).toMatchObject({
      status: 404,
      code: 'ERR_SESSION_UNKNOWN',
    });
    expect((await as(dora, 'GET', '/session')).status).toBe(200);
  });

  it('is over with the password it began with', async () => {
    const val = await signed('val');
    const wanted = 'a whole new password';
    const change = (password: unknown, now: Signed) =>
      as(now, 'PUT', '/session/password', {
        headers: { 'x-carnet-csrf': now.csrf },
        body: { password, wanted },
      });
    expect(await change('not-the-password', val)).toMatchObject({ code: 'ERR_SIGN_IN_FAILED' });
    expect((await change(passwords['val'], val)).status).toBe(200);
    expect((await as(val, 'GET', '/session')).status).toBe(401);
    expect((await signIn('val')).status).toBe(401);
    expect((await signIn('val', wanted)).status).toBe(200);
  });
});

it('asks a person who decides for their password when the last proof is old', async () => {
  const { cases } = await submitted(server);
  const id = caseIn(cases, 'eu');
  await handInAll(server, id);
  const task = await nextDecision(server, id);
  const dora = await signed('dora');
  for (const { pool } of server.cells.all()) {
    await pool.query("update web_session set proved_at = proved_at - interval '6 minutes'");
  }
  const headers = { 'x-carnet-csrf': dora.csrf };
  const decision = {
    stage: task?.stage,
    role: 'dpo',
    kind: 'approve',
    reason: 'in order',
    seen: task?.seen,
  };
  const decide = () => as(dora, 'POST', `/cases/${id}/decisions`, { headers, body: decision });
  expect(await decide()).toMatchObject({ status: 403, code: 'ERR_PROOF_STALE' });
  const prove = (password: unknown) =>
    as(dora, 'POST', '/session/proof', { headers, body: { password } });
  expect(await prove('not-the-password')).toMatchObject({ code: 'ERR_SIGN_IN_FAILED' });
  expect(await decide()).toMatchObject({ code: 'ERR_PROOF_STALE' });
  expect((await prove(passwords['dora'])).status).toBe(200);
  expect((await decide()).code).not.toBe('ERR_PROOF_STALE');
});
