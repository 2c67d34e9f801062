import { deepEqual } from 'node:assert/strict';
import { registerPerson } from '../../src/identity/people.ts';
import { createToken, revokeToken } from '../../src/identity/tokens.ts';
import { GOOD_MANIFEST, caseIn, submitted } from '../support/loan-default.ts';
import { contentOf, startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
let cases: Record<string, string>;
let eu: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ cases } = await submitted(server));
  eu = caseIn(cases, 'eu');
});
afterAll(() => server.close());

let before: Record<string, unknown>;
beforeEach(async () => {
  before = await contentOf(server.cells);
});
afterEach(async () => {
  // Whatever was wrong: nothing changed.
  deepEqual(await contentOf(server.cells), before);
});

function expectProblem(
  { status, headers, body }: Answer,
  wanted: { status: number; code: string },
): void {
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({
    type: expect.stringMatching(/^urn:carnet:problem:[a-z0-9-]+$/),
    title: expect.any(String),
    detail: expect.stringMatching(/^\S.*[^.]$/s),
    request_id: headers.get('x-request-id'),
    ...wanted,
  });
  expect(status).toBe(wanted.status);
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.[jt]s:\d+|node_modules|\/src\//);
}

async function submit(manifest: unknown): Promise<Answer> {
  return server.send('ana', 'POST', '/requests', { body: { manifest } });
}

interface Problem {
  readonly path: string;
  readonly line: number | null;
  readonly message: string;
  readonly hint: string;
}

const edited = (from: string | RegExp, to: string): string => {
  const text = GOOD_MANIFEST.replace(from, to);
  if (text === GOOD_MANIFEST) throw new Error('the example no longer holds what this test edits');
  return text;
};

describe('a manifest that cannot be read', () => {
  it.each([
    ['no YAML', 'model: [unclosed', /./],
    [
      'an unknown key, with the near one',
      edited('scoring_system:', 'scoring_sytem:'),
      /scoring_system/,
    ],
    ['a wrong type', edited('ai_system: true', 'ai_system: perhaps'), /ai_system/],
    [
      'an unknown cloud region',
      edited(/region: eu-central-1/, 'region: eu-centrl-1'),
      /eu-central-1/,
    ],
    ['an unknown jurisdiction', edited(/jurisdictions: \[/, 'jurisdictions: [EU-XQ, '), /EU-XQ/],
    ['an unknown category', edited(/category: (\w+)/, 'category: incme_data_x'), /incme_data_x/],
    ['a digest that is no sha256', edited(/digest: sha256:\w+/, 'digest: sha256:abc'), /sha256/],
    ['a bomb of anchors', bomb(), /alias|anchor/i],
  ])('says what is wrong with %s, and where', async (_, manifest, place) => {
    const answer = await submit(manifest);
    expectProblem(answer, { status: 422, code: 'ERR_MANIFEST_INVALID' });
    const problems = answer.body['problems'] as Problem[];
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).toMatch(place);
    for (const problem of problems) {
      expect([null, 'number']).toContain(problem.line === null ? null : typeof problem.line);
      expect(problem).toMatchObject({
        path: expect.any(String),
        message: expect.stringMatching(/\S/),
        hint: expect.any(String),
      });
    }
  });

  it('says which document is unknown', async () => {
    const manifest = `${GOOD_MANIFEST.replace(/^evidence:[\s\S]*?(?=^\S|$(?![\s\S]))/m, '')}\nevidence:\n  documents: [dpla]\n`;
    const answer = await submit(manifest);
    expectProblem(answer, { status: 422, code: 'ERR_MANIFEST_INVALID' });
    expect(JSON.stringify(answer.body['problems'])).toContain('dpia');
  });

  it('asks for what a permit binds to', async () => {
    const answer = await submit(edited(/\n +artifact:\n +digest: \S+/, ''));
    expectProblem(answer, { status: 422, code: 'ERR_MANIFEST_INVALID' });
    expect(answer.body['problems']).toEqual([
      expect.objectContaining({ path: 'model.artifact.digest' }),
    ]);
  });

  it('refuses 10 MB of nesting unread', async () => {
    const answer = await submit('['.repeat(10_000_000));
    expectProblem(answer, { status: 413, code: 'ERR_BODY_TOO_LARGE' });
  });

  it('refuses JSON nested deeper than anybody writes', async () => {
    const body = `{"manifest":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    const answer = await server.send('ana', 'POST', '/requests', {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expectProblem(answer, { status: 400, code: 'ERR_BODY_MALFORMED' });
  });

  it('refuses deep YAML within the size limit', async () => {
    const answer = await submit(`model: ${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expectProblem(answer, { status: 422, code: 'ERR_MANIFEST_INVALID' });
  });
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, n) => {
    const item = n === 0 ? '"lol"' : `*a${n - 1}`;
    return `a${n}: &a${n} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
  });
  return levels.join('\n');
}

describe('a request that asks for the wrong thing', () => {
  it('names a region that is not served', async () => {
    const answer = await server.send('ana', 'POST', '/requests', {
      body: { manifest: GOOD_MANIFEST, regions: ['north-amercia'] },
    });
    expectProblem(answer, { status: 422, code: 'ERR_REGION_NOT_SERVED' });
    expect(answer.body['detail']).toContain('did you mean `north-america`');
  });

  it('gets every mistake in its body at once', async () => {
    const answer = await server.send('cleo', 'POST', `/cases/${eu}/decisions`, {
      body: { stage: 'Residency!', kind: 'aprove', reason: ' ', seen: 'abc', colour: 'red' },
    });
    expectProblem(answer, { status: 400, code: 'ERR_VALIDATION' });
    const paths = (answer.body['problems'] as { path: string }[]).map(({ path }) => path);
    expect(paths.toSorted()).toEqual(['colour', 'kind', 'reason', 'role', 'seen', 'stage']);
  });

  it.each([
    ['JSON that ends too early', '{"manifest": ', 'application/json', 400, 'ERR_BODY_MALFORMED'],
    ['an empty body', '', 'application/json', 400, 'ERR_BODY_MALFORMED'],
    [
      'a prototype',
      '{"manifest": {"__proto__": {}}}',
      'application/json',
      400,
      'ERR_BODY_MALFORMED',
    ],
    ['another type', '<xml/>', 'application/xml', 415, 'ERR_MEDIA_TYPE'],
    ['a list', '[]', 'application/json', 400, 'ERR_VALIDATION'],
  ])('refuses %s', async (_, body, type, status, code) => {
    const answer = await server.send('ana', 'POST', '/requests', {
      body,
      headers: { 'content-type': type },
    });
    expectProblem(answer, { status, code });
  });

  it('refuses a route that is none', async () => {
    expectProblem(await server.send('ana', 'GET', '/caes'), { status: 404, code: 'ERR_NOT_FOUND' });
  });

  it.each(['eu-aaaaaaaaaaaaaaaaaaaa', 'nonsense', "eu-'; drop table task--", '%2e%2e%2f'])(
    'knows no case `%s`',
    async (id) => {
      const answer = await server.send('ana', 'GET', `/cases/${id}`);
      expectProblem(answer, { status: 404, code: 'ERR_CASE_NOT_FOUND' });
    },
  );
});

describe('an event that the stage does not take', () => {
  it('is refused with what is possible now', async () => {
    const answer = await server.send('ana', 'POST', `/cases/${eu}/retire`, {
      body: { reason: 'no longer needed' },
    });
    expectProblem(answer, { status: 409, code: 'ERR_EVENT_REFUSED' });
    expect(answer.body).toMatchObject({
      event: 'RETIRED',
      possible: expect.arrayContaining(['WITHDRAWN']),
      stages: expect.arrayContaining(['documentation']),
    });
  });

  it('is refused when what was seen is not what stands there', async () => {
    const answer = await server.send('cleo', 'POST', `/cases/${eu}/decisions`, {
      body: {
        stage: 'approval',
        role: 'compliance_officer',
        kind: 'approve',
        reason: 'in order',
        seen: '0'.repeat(64),
      },
    });
    expectProblem(answer, { status: 409, code: 'ERR_EVENT_REFUSED' });
  });

  it('is refused to who made the request', async () => {
    const answer = await server.send('ana', 'POST', `/cases/${eu}/decisions`, {
      body: {
        stage: 'features',
        role: 'compliance_officer',
        kind: 'approve',
        reason: 'mine',
        seen: '0'.repeat(64),
      },
    });
    expect(answer.status).toBe(403);
    expect(answer.body['code']).toBe('ERR_ACTION_FORBIDDEN');
  });
});

describe('a caller who is nobody here', () => {
  it('needs a token', async () => {
    const answer = await server.send(null, 'GET', `/cases/${eu}`);
    expectProblem(answer, { status: 401, code: 'ERR_TOKEN_MISSING' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="carnet"');
  });

  it.each([
    ['Basic YW5hOnB3', 'ERR_TOKEN_MALFORMED'],
    ['Bearer hunter2', 'ERR_TOKEN_MALFORMED'],
    [`Bearer carnet_tok-${'a'.repeat(20)}_${'B'.repeat(43)}`, 'ERR_TOKEN_UNKNOWN'],
  ])('is not `%s`', async (authorization, code) => {
    const answer = await server.send(null, 'GET', `/cases/${eu}`, { headers: { authorization } });
    expectProblem(answer, { status: 401, code });
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('is not who holds the id of a token but not its secret', async () => {
    const token = `${server.tokens['ana']?.slice(0, -43)}${'A'.repeat(43)}`;
    const answer = await server.send(null, 'GET', '/me', {
      headers: { authorization: `Bearer ${token}` },
    });
    expectProblem(answer, { status: 401, code: 'ERR_TOKEN_UNKNOWN' });
  });

  it('is told that the token expired, and when; or was revoked', async () => {
    const deed = { by: 'carnet', at: new Date() };
    await registerPerson(
      server.cells.get('eu'),
      { id: 'old', name: 'Old', grants: [{ role: 'requester' }] },
      deed,
    );
    const wanted = { person: 'old', label: 'test', expiresAt: new Date(Date.now() - 1000) };
    const expired = await createToken([server.cells.get('eu')], wanted, deed);
    const answer = await server.send(null, 'GET', `/cases/${eu}`, {
      headers: { authorization: `Bearer ${expired.token}` },
    });
    expectProblem(answer, { status: 401, code: 'ERR_TOKEN_EXPIRED' });
    expect(answer.body['detail']).toContain(wanted.expiresAt.toISOString());

    const good = { ...wanted, expiresAt: new Date(Date.now() + 60_000) };
    const revoked = await createToken([server.cells.get('eu')], good, deed);
    await revokeToken([server.cells.get('eu')], revoked.id, deed);
    const second = await server.send(null, 'GET', '/me', {
      headers: { authorization: `Bearer ${revoked.token}` },
    });
    expectProblem(second, { status: 401, code: 'ERR_TOKEN_REVOKED' });
    // Changes of people are journaled under the region; that much did change.
    before = await contentOf(server.cells);
  });

  it('gets nothing for a token of the other region', async () => {
    const answer = await server.send('nora', 'POST', `/cases/${eu}/withdraw`, {
      body: { reason: 'mine now' },
    });
    expectProblem(answer, { status: 403, code: 'ERR_REGION_FORBIDDEN' });
    expect(answer.body['detail']).toBe(
      'the token of `nora` holds roles in `north-america` and gives nothing in `eu`',
    );
  });

  it.each([
    ['audrey', 'POST', 'withdraw', { reason: 'x' }],
    ['adam', 'GET', 'findings', undefined],
  ])('`%s` may not %s …/%s', async (person, method, rest, body) => {
    const answer = await server.send(person, method, `/cases/${eu}/${rest}`, { body });
    expectProblem(answer, { status: 403, code: 'ERR_ACTION_FORBIDDEN' });
  });
});

describe('an idempotency key', () => {
  it('is needed for every write', async () => {
    const answer = await server.send('ana', 'POST', '/requests', {
      body: { manifest: GOOD_MANIFEST },
      key: null,
    });
    expectProblem(answer, { status: 400, code: 'ERR_IDEMPOTENCY_KEY_MISSING' });
  });

  it.each(['', 'x'.repeat(256)])('is 1 to 255 characters', async (key) => {
    const answer = await server.send('ana', 'POST', '/requests', {
      body: { manifest: GOOD_MANIFEST },
      key,
    });
    expect(answer.status).toBe(400);
    expect(answer.body['code']).toMatch(/^ERR_IDEMPOTENCY_KEY_/);
  });
});
