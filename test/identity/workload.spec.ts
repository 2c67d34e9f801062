import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { disablePerson, registerPerson } from '../../src/identity/people.ts';
import { startCiIssuer } from '../support/ci-issuer.ts';
import type { CiIssuer } from '../support/ci-issuer.ts';
import { GOOD_MANIFEST } from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const AUDIENCE = 'https://carnet.bank.example';
const DEED = { by: 'adam', at: new Date() };
const [DIGEST = ''] = /sha256:[0-9a-f]{64}/u.exec(GOOD_MANIFEST) ?? [];

const ago = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds;

let folder: string;
let ci: CiIssuer;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carnet-workload-'));
  ci = await startCiIssuer();
  await writeFile(join(folder, 'identity.yaml'), fileFor(ci.issuer));
  server = await startTestServer({ config: { identity: join(folder, 'identity.yaml') } });
  for (const cell of server.cells.all()) {
    for (const id of ['ci-loans', 'ci-gone']) {
      const grants = [{ role: 'requester' }];
      await registerPerson(cell, { id, name: id, kind: 'service', grants }, DEED);
    }
    await disablePerson(cell, 'ci-gone', DEED);
  }
});
afterAll(async () => {
  await server.close();
  await ci.close();
  await rm(folder, { recursive: true, force: true });
});

function fileFor(issuer: string): string {
  return `workloads:
  - id: releases
    issuer: ${issuer}
    audience: ${AUDIENCE}
    accounts:
      - { claims: { repository: bank/loans, ref: refs/heads/main }, service: ci-loans, regions: [eu], actions: [read] }
      - { claims: { repository: bank/person }, service: ana }
      - { claims: { repository: bank/nobody }, service: ci-nobody }
      - { claims: { repository: bank/gone }, service: ci-gone }
  - id: elsewhere
    issuer: http://127.0.0.1:1
    audience: ${AUDIENCE}
    accounts:
      - { claims: { repository: bank/loans }, service: ci-loans }
`;
}

async function asJob(token: string, method = 'GET', path = '/me', body?: unknown) {
  return server.send(null, method, path, { headers: { authorization: `Bearer ${token}` }, body });
}

describe('a job of a pipeline', () => {
  it('is the service account of its claims, and may do what the file says, where it says', async () => {
    const token = await ci.token({ aud: [AUDIENCE, 'others'] });
    const me = await asJob(token);
    expect(me.body).toMatchObject({
      person: { id: 'ci-loans' },
      regions: { eu: { roles: ['requester'], may: ['read'] } },
    });
    expect(Object.keys(me.body['regions'] as object)).toEqual(['eu']);
    expect(JSON.stringify(me.body)).not.toContain(token.slice(-40));
    const submit = await asJob(token, 'POST', '/requests', {
      manifest: GOOD_MANIFEST,
      regions: ['eu'],
    });
    expect([submit.status, submit.body['code']]).toEqual([403, 'ERR_CREDENTIAL_LIMITED']);
    const there = await asJob(token, 'GET', '/cases?region=north-america');
    expect([there.status, there.body['code']]).toEqual([403, 'ERR_REGION_FORBIDDEN']);
  });

  it('asks the gate, with the token it has or that its runner gives it', async () => {
    const gate = ['gate', '--digest', DIGEST, '--region', 'eu', '--url', server.url, '--json'];
    const given = { CARNET_TOKEN: await ci.token({ aud: AUDIENCE }) };
    const asked = { CARNET_AUDIENCE: AUDIENCE, ...ci.runner };
    for (const env of [given, asked]) {
      const { code, out } = await carnet(gate, { env });
      expect([code, JSON.parse(out)]).toMatchObject([1, { decision: 'deny' }]);
    }
    const elsewhere = await carnet(gate, { env: { CARNET_AUDIENCE: AUDIENCE } });
    expect([elsewhere.code, elsewhere.out]).toEqual([2, expect.stringContaining('id-token')]);
    const env = { ...asked, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'another' };
    const refused = await carnet(gate, { env });
    expect([refused.code, refused.out]).toEqual([
      3,
      expect.stringContaining('ERR_JOB_TOKEN_MISSING'),
    ]);
  });
});

describe('a token is refused', () => {
  it.each([
    ['of another audience', () => ({ aud: 'https://other.example' }), /audience/],
    ['of another repository', () => ({ aud: AUDIENCE, repository: 'bank/lo' }), /no service/],
    ['of another branch', () => ({ aud: AUDIENCE, ref: 'refs/heads/x' }), /no service/],
    ['whose time has run out', () => ({ aud: AUDIENCE, iat: ago(400), exp: ago(60) }), /run out/],
    ['that is not good yet', () => ({ aud: AUDIENCE, nbf: ago(-600) }), /does not hold/],
    ['that lives for days', () => ({ aud: AUDIENCE, exp: ago(-200_000) }), /longer than a day/],
    ['for somebody who is no machine', () => ({ aud: AUDIENCE, repository: 'bank/person' }), /ana/],
    ['for nobody', () => ({ aud: AUDIENCE, repository: 'bank/nobody' }), /ci-nobody/],
  ])('%s', async (_, claims, why) => {
    const { status, body } = await asJob(await ci.token(claims()));
    expect([status, body['code'], body['detail']]).toEqual([
      401,
      'ERR_JOB_TOKEN',
      expect.stringMatching(why),
    ]);
  });

  it('whose account was shut out', async () => {
    const token = await ci.token({ aud: AUDIENCE, repository: 'bank/gone' });
    expect((await asJob(token)).body['code']).toBe('ERR_PERSON_DISABLED');
  });

  it('that somebody else signed, or nobody', async () => {
    const other = await generateKeyPair('RS256');
    const good = await ci.token({ aud: AUDIENCE });
    const [header = '', payload = ''] = good.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const secret = new TextEncoder().encode(await exportSPKI(ci.keys.publicKey));
    const symmetric = await new SignJWT(
      JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>,
    )
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(secret);
    const forged = [
      await ci.token({ aud: AUDIENCE }, other.privateKey),
      `${none}.${payload}.AA`,
      `${header}.${payload}.AA`,
      symmetric,
    ];
    for (const token of forged) {
      const { status, body } = await asJob(token);
      expect([status, body['code']]).toEqual([401, 'ERR_JOB_TOKEN']);
    }
  });

  it('of an issuer that is not trusted, which is not asked for its keys', async () => {
    const stranger = await startCiIssuer();
    try {
      const { body } = await asJob(await stranger.token({ aud: AUDIENCE }));
      expect([body['code'], stranger.asked]).toEqual(['ERR_JOB_TOKEN', []]);
    } finally {
      await stranger.close();
    }
  });

  it('when the keys of its issuer cannot be had, as nobody can say', async () => {
    const { status, body } = await asJob(
      await ci.token({ aud: AUDIENCE, iss: 'http://127.0.0.1:1' }),
    );
    expect([status, body['code']]).toEqual([503, 'ERR_ISSUER_UNREACHABLE']);
  });
});
