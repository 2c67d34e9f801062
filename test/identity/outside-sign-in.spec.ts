import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkPerson } from '../../src/identity/outside/link-person.ts';
import { disablePerson, registerPerson } from '../../src/identity/people.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { sessionOf } from '../support/browser-session.ts';
import type { BrowserSession } from '../support/browser-session.ts';
import { CLIENT_SECRET, startIdentityProvider } from '../support/identity-provider.ts';
import type { TestIdentityProvider } from '../support/identity-provider.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { TestBrowser } from '../support/test-browser.ts';

const person = (id: string, groups: readonly string[], more: object = {}) => ({
  claims: { preferred_username: id, name: `${id} of the bank`, groups, ...more },
});
const NOW = new Date();
const DEED = { by: 'adam', at: NOW };

let folder: string;
let provider: TestIdentityProvider;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carnet-identity-'));
  const started = await startIdentityProvider({
    'sub-greta': person('Greta.Holm', ['ml-team', 'officers']),
    'sub-hugo': person('hugo', ['nobody-here-knows-it']),
    'sub-ana': person('ana', ['ml-team']),
    'sub-odd': person('../etc/passwd', ['ml-team']),
    'sub-ines': person('ines', ['ml-team', 'over']),
    'sub-card': { ...person('karl', ['ml-team']), acr: 'urn:bank:card' },
  });
  provider = started;
  await writeFile(join(folder, 'secret'), `${CLIENT_SECRET}\n`);
  await writeFile(join(folder, 'identity.yaml'), fileFor(started.issuer));
  server = await startTestServer({ config: { identity: join(folder, 'identity.yaml') } });
  started.sendBackTo(server.url);
});
afterAll(async () => {
  await server.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

function fileFor(issuer: string): string {
  const common = `    issuer: ${issuer}
    client: carnet
    secretFile: secret
    scopes: [profile, groups]
    roles:
      - { claim: groups, is: ml-team, region: eu, role: requester }
      - { claim: groups, is: officers, region: eu, role: compliance_officer }
      - { claim: groups, is: officers, region: north-america, role: compliance_officer }
      - { claim: groups, is: over, region: eu, role: auditor, until: 2020-01-01 }
`;
  return `providers:
  - id: away
    title: Nobody
${common.replace(issuer, 'http://127.0.0.1:1')}  - id: bank
    title: The bank
${common}  - id: card
    title: The bank’s card
    acr: [urn:bank:card]
    linkExisting: true
${common}`;
}

const start = (id = 'bank', to = '/inbox') =>
  `${server.url}/api/v1/session/providers/${id}?to=${encodeURIComponent(to)}`;

/** Sits somebody down at a browser and lets them sign in. */
async function signInAs(subject: string | null, id = 'bank'): Promise<TestBrowser> {
  provider.signsIn = subject;
  const browser = new TestBrowser();
  await browser.open(start(id));
  return browser;
}

async function inSession(browser: TestBrowser): Promise<BrowserSession> {
  const cookie = browser.cookiesFor(server.url);
  const answer = await fetch(`${server.url}/api/v1/session`, { headers: { cookie } });
  const { csrf } = (await answer.json()) as { csrf: string };
  return sessionOf(server.url, cookie, csrf);
}

const atCallback = (next: URL) => next.pathname === '/api/v1/session/callback';
const troubleOf = (browser: TestBrowser) => browser.last.searchParams.get('trouble');

describe('somebody whom the provider knows', () => {
  it('signs in, and holds in each region what their groups give there', async () => {
    const browser = await signInAs('sub-greta');
    expect(browser.last.pathname).toBe('/inbox');
    const [, at] = browser.visited;
    const asked = new URL(at ?? '').searchParams;
    expect([asked.get('response_type'), asked.get('code_challenge_method')]).toEqual([
      'code',
      'S256',
    ]);
    const session = await inSession(browser);
    const { body } = await session.send('GET', '/session');
    expect(body).toMatchObject({
      person: { id: 'greta.holm', name: 'Greta.Holm of the bank' },
      way: 'provider:bank',
      regions: {
        eu: { roles: ['compliance_officer', 'requester'] },
        'north-america': { roles: ['compliance_officer'] },
      },
    });
    expect(JSON.stringify(body)).not.toContain(CLIENT_SECRET);
  });

  it('is told of in the journal, by the provider, where they have a part and nowhere else', async () => {
    await signInAs('sub-ines');
    const told = await Promise.all(
      server.cells.all().map(async ({ pool, region }) => {
        const events = await readEvents(pool, region, { after: 0, limit: 500 });
        return events
          .filter(({ payload }) => payload['person'] === 'ines')
          .map(({ type, actor }) => `${actor} ${type}`);
      }),
    );
    expect(told).toEqual([
      [
        'provider:bank PERSON_ADDED',
        'provider:bank IDENTITY_LINKED',
        'provider:bank ROLE_GRANTED',
        'ines SESSION_STARTED',
      ],
      [],
    ]);
  });

  it('loses a role with the group that gave it, and keeps what was given by hand', async () => {
    const eu = server.cells.get('eu');
    const greta = provider.accounts['sub-greta'];
    await signInAs('sub-greta');
    const byHand = { id: 'greta.holm', name: '', grants: [{ role: 'dpo' }] };
    await registerPerson(eu, byHand, DEED);
    provider.accounts['sub-greta'] = person('greta.holm', ['ml-team']);
    const { body } = await (await inSession(await signInAs('sub-greta'))).send('GET', '/me');
    expect(body['regions']).toMatchObject({ eu: { roles: ['dpo', 'requester'] } });
    expect(body['regions']).not.toHaveProperty('north-america');
    provider.accounts['sub-greta'] = person('greta.holm', ['officers']);
    await signInAs('sub-greta');
    const { rows } = await eu.pool.query<{ role: string; kept: boolean }>(
      `select role, expires_at is null as kept from person_role where person_id = 'greta.holm' order by role`,
    );
    expect(rows).toEqual([
      { role: 'compliance_officer', kept: false },
      { role: 'dpo', kept: true },
    ]);
    if (greta) provider.accounts['sub-greta'] = greta;
  });

  it.each([
    ['gives up', null, 'ERR_PROVIDER_REFUSED'],
    ['has no group that opens anything', 'sub-hugo', 'ERR_NO_ROLE'],
    ['is called like somebody else', 'sub-ana', 'ERR_PERSON_TAKEN'],
    ['has a name that is none', 'sub-odd', 'ERR_PERSON_NAME'],
  ])('stays outside who %s', async (_, subject, code) => {
    const browser = await signInAs(subject);
    expect([browser.last.pathname, troubleOf(browser)]).toEqual(['/sign-in', code]);
    expect(browser.cookiesFor(server.url)).not.toContain('carnet_session');
  });

  it('is the person they were linked to, and not the next one of that name', async () => {
    await linkPerson(
      server.cells.all(),
      { person: 'ana', issuer: provider.issuer, subject: 'sub-ana' },
      DEED,
    );
    const session = await inSession(await signInAs('sub-ana'));
    expect((await session.send('GET', '/me')).body['person']).toMatchObject({ id: 'ana' });
    provider.accounts['sub-other'] = person('ana', ['ml-team']);
    for (const way of ['bank', 'card']) {
      expect(troubleOf(await signInAs('sub-other', way))).toBe('ERR_PERSON_TAKEN');
    }
  });

  it('may not come in when Carnet has shut them out', async () => {
    provider.accounts['sub-sven'] = person('sven', ['ml-team']);
    await signInAs('sub-sven');
    await disablePerson(server.cells.get('eu'), 'sven', DEED);
    expect(troubleOf(await signInAs('sub-sven'))).toBe('ERR_PERSON_DISABLED');
  });
});

/** Stops a sign-in before its answer is taken. */
async function untilCallback(browser: TestBrowser): Promise<URL> {
  provider.signsIn = 'sub-greta';
  const answer = await browser.open(start(), atCallback);
  return new URL(answer.headers.get('location') ?? '');
}

describe('what comes back', () => {
  it('is taken from the browser that set out, and from no other', async () => {
    const came = await untilCallback(new TestBrowser());
    const other = new TestBrowser();
    await untilCallback(other);
    await other.open(came.href);
    expect(troubleOf(other)).toBe('ERR_SIGN_IN_STATE');
    const bare = new TestBrowser();
    await bare.open(came.href);
    expect(troubleOf(bare)).toBe('ERR_SIGN_IN_STATE');
    const problem = await fetch(came);
    expect([problem.status, await problem.json()]).toMatchObject([
      401,
      { code: 'ERR_SIGN_IN_STATE' },
    ]);
  });

  it('is taken once', async () => {
    const browser = new TestBrowser();
    const came = await untilCallback(browser);
    await browser.open(came.href);
    expect(browser.last.pathname).toBe('/inbox');
    await browser.open(came.href);
    expect(troubleOf(browser)).toBe('ERR_SIGN_IN_STATE');
  });

  it.each(['nonce', 'verifier'])('does not hold with another %s', async (field) => {
    const browser = new TestBrowser();
    const came = await untilCallback(browser);
    const [, text = ''] = /carnet_away=([^;]*)/u.exec(browser.cookiesFor(server.url)) ?? [];
    const away = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, string>;
    const forged = { ...away, [field]: 'x'.repeat(43) };
    const cookie = `carnet_away=${Buffer.from(JSON.stringify(forged)).toString('base64url')}`;
    const answer = await fetch(came, { headers: { cookie }, redirect: 'manual' });
    const { code } = (await answer.json()) as { code: string };
    expect([answer.status, code]).toEqual([
      401,
      field === 'nonce' ? 'ERR_PROVIDER_ANSWER' : 'ERR_PROVIDER_REFUSED',
    ]);
    expect(answer.headers.getSetCookie().join()).not.toContain('carnet_session=');
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'inbox'])(
    'goes on to no address but one of the pages: not %s',
    async (to) => {
      const answer = await fetch(start('bank', to), { redirect: 'manual' });
      expect(answer.status).toBe(400);
    },
  );
});

describe('proof at the provider', () => {
  it('opens what asks for it, and is of the one in the session', async () => {
    const browser = await signInAs('sub-greta');
    const session = await inSession(browser);
    const { session: id } = (await session.send('GET', '/session')).body;
    const stale = new Date(Date.now() - 6 * 60_000);
    for (const { pool } of server.cells.all()) {
      await pool.query('update web_session set proved_at = $2 where id = $1', [id, stale]);
    }
    const wanted = { label: 'x', days: 1 };
    expect((await session.send('POST', '/tokens', wanted)).body['code']).toBe('ERR_PROOF_STALE');
    provider.signsIn = 'sub-ines';
    browser.forget(provider.issuer);
    await browser.open(`${server.url}/api/v1/session/providers/bank/proof`);
    expect(troubleOf(browser)).toBe('ERR_OTHER_PERSON');
    expect((await session.send('POST', '/tokens', wanted)).body['code']).toBe('ERR_PROOF_STALE');
    provider.signsIn = 'sub-greta';
    browser.forget(provider.issuer);
    await browser.open(`${server.url}/api/v1/session/providers/bank/proof`);
    expect(browser.last.pathname).toBe('/proved');
    expect((await session.send('POST', '/tokens', wanted)).status).toBe(200);
  });

  it('is of the kind that counts', async () => {
    const browser = await signInAs('sub-card', 'card');
    await browser.open(`${server.url}/api/v1/session/providers/card/proof`);
    expect(browser.last.pathname).toBe('/proved');
    provider.accounts['sub-card'] = person('karl', ['ml-team']);
    await browser.open(`${server.url}/api/v1/session/providers/card/proof`);
    expect(troubleOf(browser)).toBe('ERR_PROVIDER_ANSWER');
  });
});

it('says where to sign out at the provider, too', async () => {
  const browser = await signInAs('sub-greta');
  const session = await inSession(browser);
  const { body } = await session.send('DELETE', '/session');
  const leave = new URL(String(body['leave']));
  expect([leave.origin, leave.searchParams.get('post_logout_redirect_uri')]).toEqual([
    provider.issuer,
    `${server.url}/sign-in`,
  ]);
  expect((await fetch(leave)).status).toBe(200);
  expect((await session.send('GET', '/me')).status).toBe(401);
});

it('tells who is asked for, and of no provider that is not there', async () => {
  const ways = await server.send(null, 'GET', '/session/ways');
  expect(ways.body).toEqual({
    password: true,
    providers: [
      { id: 'away', title: 'Nobody' },
      { id: 'bank', title: 'The bank' },
      { id: 'card', title: 'The bank’s card' },
    ],
  });
  const unknown = await server.send(null, 'GET', '/session/providers/other');
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'ERR_PROVIDER_UNKNOWN']);
  const away = await server.send(null, 'GET', '/session/providers/away');
  expect([away.status, away.body['code']]).toEqual([503, 'ERR_PROVIDER_UNREACHABLE']);
});
