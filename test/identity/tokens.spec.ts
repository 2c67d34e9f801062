import { registerPerson } from '../../src/identity/people.ts';
import { seedPasswords } from '../../src/identity/seed-people.ts';
import { createToken } from '../../src/identity/tokens.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { signedIn } from '../support/browser-session.ts';
import type { BrowserSession } from '../support/browser-session.ts';
import { GOOD_MANIFEST } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const DAY_MS = 86_400_000;

let server: TestServer;
let ana: BrowserSession;
let adam: BrowserSession;
beforeAll(async () => {
  server = await startTestServer();
  const passwords = await seedPasswords(server.cells, ['ana', 'adam', 'cleo'], new Date());
  ana = await signedIn(server.url, 'ana', passwords['ana'] ?? '');
  adam = await signedIn(server.url, 'adam', passwords['adam'] ?? '');
  for (const cell of server.cells.all()) {
    const grants = [{ role: 'requester' }, { role: 'compliance_officer' }];
    const robot = { id: 'ci-loans', name: 'Loans pipeline', kind: 'service', grants } as const;
    await registerPerson(cell, robot, { by: 'adam', at: new Date() });
  }
});
afterAll(() => server.close());

/** What somebody with this token is answered. */
async function withToken(
  token: unknown,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { authorization: `Bearer ${String(token)}` };
  return server.send(null, method, path, { headers, body });
}

describe('a token that somebody makes', () => {
  it('opens no more than it says, where it says', async () => {
    const wanted = { label: 'reports', regions: ['eu'], actions: ['read'], days: 30 };
    const made = await ana.send('POST', '/tokens', wanted);
    expect(made).toMatchObject({
      status: 200,
      body: { person: 'ana', regions: ['eu'], actions: ['read'], created_by: 'ana' },
    });
    const { token } = made.body;
    const me = await withToken(token, 'GET', '/me');
    expect(me.body['regions']).toEqual({ eu: { roles: ['requester'], may: ['read'] } });
    expect((await withToken(token, 'GET', '/cases')).status).toBe(200);
    const submit = { manifest: GOOD_MANIFEST, regions: ['eu'] };
    expect(await withToken(token, 'POST', '/requests', submit)).toMatchObject({
      status: 403,
      body: { code: 'ERR_CREDENTIAL_LIMITED' },
    });
    expect(await withToken(token, 'GET', '/cases?region=north-america')).toMatchObject({
      status: 403,
      body: { code: 'ERR_REGION_FORBIDDEN' },
    });
  });

  it('shows its last use, and is told of in the journal without its secret', async () => {
    const made = await ana.send('POST', '/tokens', { label: 'seen', regions: ['eu'], days: 1 });
    const { id, token, last_used_at: unused } = made.body;
    expect(unused).toBeNull();
    await withToken(token, 'GET', '/me');
    const listed = (await ana.send('GET', '/tokens')).body['items'] as Record<string, unknown>[];
    const mine = listed.find((one) => one['id'] === id);
    expect(Date.now() - Date.parse(String(mine?.['last_used_at']))).toBeLessThan(60_000);
    expect(JSON.stringify(listed)).not.toContain(String(token).slice(-43));
    const events = await readEvents(server.cells.get('eu').pool, 'eu', { after: 0, limit: 500 });
    const issued = events.filter(({ payload }) => payload['token'] === id);
    expect(issued.map(({ type, actor }) => [type, actor])).toEqual([['TOKEN_ISSUED', 'ana']]);
    expect(JSON.stringify(events)).not.toContain(String(token).slice(-43));
  });

  it('makes no token, and sees no session', async () => {
    const made = await ana.send('POST', '/tokens', { label: 'x', actions: ['read'], days: 1 });
    const wanted = { label: 'y', days: 365 };
    const refused = await withToken(made.body['token'], 'POST', '/tokens', wanted);
    expect(refused.body['code']).toBe('ERR_CREDENTIAL_LIMITED');
    const whole = await server.send('ana', 'POST', '/tokens', { body: wanted });
    expect(whole.body['code']).toBe('ERR_TOKEN_NEEDS_SESSION');
    for (const path of ['/sessions', '/tokens']) {
      expect((await withToken(made.body['token'], 'GET', path)).status).toBe(403);
    }
  });

  it('is taken back by who made it, by itself, and by nobody else', async () => {
    const one = (await ana.send('POST', '/tokens', { label: 'one', days: 1 })).body;
    const path = `/tokens/${String(one['id'])}`;
    expect((await adam.send('DELETE', path)).body['code']).toBe('ERR_TOKEN_NOT_FOUND');
    expect((await ana.send('DELETE', path)).status).toBe(200);
    expect((await withToken(one['token'], 'GET', '/me')).body['code']).toBe('ERR_TOKEN_REVOKED');
    const two = (await ana.send('POST', '/tokens', { label: 'two', actions: ['read'], days: 1 }))
      .body;
    const own = `/tokens/${String(two['id'])}`;
    expect((await withToken(two['token'], 'DELETE', own)).status).toBe(200);
    expect((await withToken(two['token'], 'GET', '/me')).status).toBe(401);
  });

  it('is made where its person is, and by nobody in the place of another person', async () => {
    const passwords = await seedPasswords(server.cells, ['cleo'], new Date());
    const cleo = await signedIn(server.url, 'cleo', passwords['cleo'] ?? '');
    const there = { label: 'x', regions: ['north-america'], days: 1 };
    expect((await cleo.send('POST', '/tokens', there)).body['code']).toBe('ERR_REGION_FORBIDDEN');
    const forCleo = { person: 'cleo', label: 'x', regions: ['eu'], days: 1 };
    expect((await adam.send('POST', '/tokens', forCleo)).body['code']).toBe(
      'ERR_NOT_A_SERVICE_ACCOUNT',
    );
    const forRobot = { person: 'ci-loans', label: 'x', regions: ['eu'], days: 1 };
    expect((await cleo.send('POST', '/tokens', forRobot)).body['code']).toBe(
      'ERR_ACTION_FORBIDDEN',
    );
  });

  it.each([
    [{ days: 1 }, 'label'],
    [{ label: 'x', days: 366 }, 'days'],
    [{ label: 'x', days: 1, actions: ['everything'] }, 'actions'],
    [{ label: 'x', days: 1, regions: [] }, 'regions'],
  ])('is refused as %j', async (body, path) => {
    const answer = await ana.send('POST', '/tokens', body);
    expect(answer).toMatchObject({ status: 400, body: { problems: [{ path }] } });
  });
});

describe('a service account', () => {
  it('gets its tokens from who manages people, and decides nothing whatever its roles', async () => {
    const made = await adam.send('POST', '/tokens', {
      person: 'ci-loans',
      label: 'release pipeline',
      regions: ['eu'],
      days: 7,
    });
    expect(made).toMatchObject({ status: 200, body: { person: 'ci-loans', kind: 'service' } });
    const me = await withToken(made.body['token'], 'GET', '/me');
    const { eu } = me.body['regions'] as { eu: { roles: string[]; may: string[] } };
    expect(eu.roles).toEqual(['compliance_officer', 'requester']);
    expect(eu.may).not.toContain('decide');
    expect(eu.may).toContain('submit');
    const submitted = await withToken(made.body['token'], 'POST', '/requests', {
      manifest: GOOD_MANIFEST,
      regions: ['eu'],
    });
    expect(submitted.status).toBe(201);
    const listed = (await adam.send('GET', '/tokens')).body['items'] as { person: string }[];
    expect(listed.map(({ person }) => person)).toContain('ci-loans');
    expect((await adam.send('DELETE', `/tokens/${String(made.body['id'])}`)).status).toBe(200);
    expect((await withToken(made.body['token'], 'GET', '/me')).status).toBe(401);
  });

  it('has no password', async () => {
    await expect(seedPasswords(server.cells, ['ci-loans'], new Date())).rejects.toMatchObject({
      code: 'ERR_PERSON_UNKNOWN',
    });
  });
});

it('still takes tokens that were made before they could be limited', async () => {
  const eu = server.cells.get('eu');
  const expiresAt = new Date(Date.now() + DAY_MS);
  const deed = { by: 'adam', at: new Date() };
  const { id, token } = await createToken([eu], { person: 'ana', label: 'old', expiresAt }, deed);
  await eu.pool.query('update access_token set created_by = null where id = $1', [id]);
  const { body } = await withToken(token, 'GET', '/me');
  expect((body['regions'] as { eu: { may: string[] } }).eu.may).toContain('submit');
  const listed = (await ana.send('GET', '/tokens')).body['items'] as Record<string, unknown>[];
  expect(listed.find((one) => one['id'] === id)).toMatchObject({
    created_by: null,
    actions: null,
  });
});
