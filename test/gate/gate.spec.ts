/** The gate through the HTTP door, the command line, and files without a server. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyRevocations } from '../../src/permits/revocations.ts';
import { isSignedBy } from '../../src/permits/envelope.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { approveAll, caseIn, handInAll, submitted } from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'carnet-gate-'));
const file = (name: string) => join(folder, name);

let server: TestServer;
let id: string;
let digest: string;
let place: string;
beforeAll(async () => {
  server = await startTestServer();
  const { cases } = await submitted(server);
  id = caseIn(cases, 'eu');
  const { body } = await server.send('ana', 'GET', `/cases/${id}`);
  digest = `sha256:${String((body['model'] as Record<string, unknown>)['artifact_sha256'])}`;
}, 60_000);
afterAll(async () => server.close());

async function ask(body: object, who = 'ana'): Promise<Answer> {
  return server.send(who, 'POST', '/gate/decisions', { body: { digest, ...body }, key: null });
}

function codes({ body }: Answer): string[] {
  return (body['reasons'] as { code: string }[]).map(({ code }) => code);
}

async function publicKey(): Promise<string> {
  const { body } = await server.send('ana', 'GET', '/regions');
  const all = body['items'] as { region: string; key: { public_key_pem: string } }[];
  return all.find(({ region }) => region === 'eu')?.key.public_key_pem ?? '';
}

it('denies what was never asked for, and says what is missing where it was', async () => {
  const unknown = await ask({ digest: `sha256:${'0'.repeat(64)}`, region: 'eu' });
  expect(unknown.body).toMatchObject({ decision: 'deny', standing: null, permit: null });
  expect(codes(unknown)).toEqual(['no_permit']);
  const open = await ask({ region: 'eu' });
  expect(open.body).toMatchObject({ decision: 'deny', standing: { case: id, status: 'open' } });
  const { missing } = open.body['standing'] as { missing: { rule: string; remedy: string }[] };
  expect(missing.length).toBeGreaterThan(3);
  expect(missing.every(({ remedy }) => remedy !== '')).toBe(true);
});

describe('once there is a permit', () => {
  beforeAll(async () => {
    await handInAll(server, id);
    await approveAll(server, id, 'eu');
    const { body } = await server.send('ana', 'GET', `/cases/${id}/permit`);
    const payload = Buffer.from(String(body['payload']), 'base64').toString('utf8');
    const { predicate } = JSON.parse(payload) as {
      predicate: { cloudRegions: { provider: string; region: string }[] };
    };
    const [first] = predicate.cloudRegions;
    place = `${first?.provider ?? ''}:${first?.region ?? ''}`;
  }, 60_000);

  it('allows, with the conditions and a decision that the region has signed', async () => {
    const answer = await ask({ region: 'eu', cloud_region: place, jurisdictions: ['EU-DE'] });
    expect(answer.body).toMatchObject({ decision: 'allow', reasons: [], case: id, region: 'eu' });
    const signed = answer.body['signed'] as Parameters<typeof isSignedBy>[0];
    expect(isSignedBy(signed, await publicKey())).toBe(true);
    const said = JSON.parse(Buffer.from(signed.payload, 'base64').toString('utf8')) as object;
    expect(said).toMatchObject({ decision: 'allow', artifact: digest.slice(7) });
    // Without a region every one that the caller may read is asked.
    expect((await ask({ cloud_region: place })).body).toMatchObject({ decision: 'allow' });
  });

  it.each([
    [{ cloud_region: 'aws:us-east-1' }, 'cloud_region_not_permitted'],
    [{ cloud_region: 'aws:moon-1' }, 'cloud_region_unknown'],
    [{ jurisdictions: ['US'] }, 'jurisdiction_not_permitted'],
    [{ use_case: 'hiring' }, 'use_case_not_permitted'],
    [{ at: '2020-01-01T00:00:00Z' }, 'clock_off'],
    [{ at: '2099-01-01T00:00:00Z' }, 'clock_off'],
    [{ region: 'mars' }, 'region_not_served'],
  ])('denies %j: %s', async (more, code) => {
    const answer = await ask({ region: 'eu', ...more });
    expect(answer).toMatchObject({ status: 200, body: { decision: 'deny' } });
    expect(codes(answer)).toEqual([code]);
  });

  it('refuses a question that cannot be read, and a caller who has no part there', async () => {
    for (const wrong of ['abc', `SHA256:${'0'.repeat(64)}`, `sha256:${'F'.repeat(64)}`]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { status, body } = await ask({ digest: wrong });
      expect(status).toBe(400);
      expect(JSON.stringify(body)).toContain('carnet digest');
    }
    expect((await ask({ region: 'north-america' }, 'cleo')).status).toBe(403);
    expect((await server.send(null, 'POST', '/gate/decisions', { body: {} })).status).toBe(401);
  });

  it('trusts no row that the region’s key has not signed', async () => {
    const { pool } = server.cells.get('eu');
    await pool.query(
      `insert into permit (id, case_id, artifact_sha256, envelope, issued_at, expires_at)
       select 'permit-forged', case_id, repeat('ab', 32),
              jsonb_set(envelope, '{signatures,0,sig}', '"AAAA"'), issued_at, expires_at
         from permit where case_id = $1`,
      [id],
    );
    const answer = await ask({ digest: `sha256:${'ab'.repeat(32)}`, region: 'eu' });
    expect(codes(answer)).toEqual(expect.arrayContaining(['permit_not_ours', 'other_artifact']));
    await pool.query(`delete from permit where id = 'permit-forged'`);
  });

  it('answers a pipeline by exit code, online', async () => {
    const as = ['--url', server.url, '--token', server.tokens['ana'] ?? ''];
    const yes = await carnet(['gate', '--digest', digest, '--cloud-region', place, ...as]);
    expect(yes).toMatchObject({ code: 0 });
    expect(yes.out).toContain('ALLOW');
    const no = await carnet(['gate', '--digest', digest, '--cloud-region', 'aws:us-east-1', ...as]);
    expect(no).toMatchObject({ code: 1 });
    expect(no.out).toContain('cloud_region_not_permitted');
    const away = ['--url', 'http://127.0.0.1:9', '--token', server.tokens['ana'] ?? ''];
    const silent = await carnet(['gate', '--digest', digest, ...away]);
    expect(silent).toMatchObject({ code: 1 });
    expect(silent.out).toContain('gate_away');
    expect(await carnet(['gate', '--digest', 'x', ...as])).toMatchObject({ code: 2 });
    const misread = ['gate', '--digest', digest, '--cloud-region', 'Frankfurt', ...as];
    expect(await carnet(misread)).toMatchObject({ code: 2 });
    const stranger = ['gate', '--digest', digest, '--url', server.url, '--token', 'nobody'];
    expect(await carnet(stranger)).toMatchObject({ code: 3, out: '' });
  });

  it('decides offline by permit, trust file and revocation list, until it is revoked', async () => {
    const as = ['--url', server.url, '--token', server.tokens['ana'] ?? ''];
    const permit = ['permit', 'show', id, '--out', file('permit.json'), ...as];
    expect(await carnet(permit)).toMatchObject({ code: 0 });
    const trust = ['trust', '--out', file('trust.json'), ...as];
    expect(await carnet(trust)).toMatchObject({ code: 0 });
    const list = ['permit', 'revocations', '--region', 'eu', '--out', file('list.json'), ...as];
    expect(await carnet(list)).toMatchObject({ code: 0 });
    const verify = ['permit', 'verify', file('permit.json'), '--trust', file('trust.json')];
    const held = await carnet([...verify, '--revocations', file('list.json'), '--digest', digest]);
    expect(held).toMatchObject({ code: 0 });
    const blind = await carnet(verify);
    expect(blind).toMatchObject({ code: 2 });
    expect(blind.out).toContain('nobody can say whether it was taken back');
    const other = [...verify, '--revocations', file('list.json')];
    expect(await carnet([...other, '--digest', `sha256:${'1'.repeat(64)}`])).toMatchObject({
      code: 1,
    });
    expect(await carnet([...other, '--region', 'north-america'])).toMatchObject({ code: 1 });
    expect(await carnet([...other, '--at', '2099-01-01T00:00:00Z'])).toMatchObject({ code: 1 });
    const gate = ['gate', '--digest', digest, '--permit', file('permit.json')];
    const files = ['--trust', file('trust.json'), '--revocations', file('list.json')];
    expect(await carnet([...gate, ...files])).toMatchObject({ code: 0 });
    expect(await carnet([...gate, '--trust', file('trust.json')])).toMatchObject({ code: 1 });
    tamper('list.json', 'forged.json');
    const forged = await carnet([...verify, '--revocations', file('forged.json')]);
    expect(forged).toMatchObject({ code: 1 });
    tamper('permit.json', 'forged-permit.json');
    const [, , , ...rest] = other;
    const swapped = await carnet(['permit', 'verify', file('forged-permit.json'), ...rest]);
    expect(swapped).toMatchObject({ code: 1 });

    const { body } = await server.send('cleo', 'GET', `/cases/${id}`);
    const act = { stage: 'permit', role: 'compliance_officer', reason: 'because' };
    expect(body['status']).toBe('permitted');
    const suspend = { ...act, kind: 'suspend' };
    await server.send('cleo', 'POST', `/cases/${id}/decisions`, { body: suspend });
    expect(codes(await ask({ region: 'eu' }))).toEqual(['permit_suspended']);
    await server.send('cleo', 'POST', `/cases/${id}/decisions`, {
      body: { ...act, kind: 'revoke' },
    });
    expect(codes(await ask({ region: 'eu' }))).toEqual(['permit_revoked']);
    expect(await carnet(list)).toMatchObject({ code: 0 });
    const late = await carnet([...gate, ...files]);
    expect(late).toMatchObject({ code: 1 });
    expect(late.out).toContain('it was revoked at');
  }, 60_000);

  it('publishes a list that needs no token, may be cached, and names nobody', async () => {
    const answer = await fetch(`${server.url}/api/v1/regions/eu/revocations`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
    const envelope = (await answer.json()) as { payload: string };
    const list = verifyRevocations(envelope, [await publicKey()]);
    expect(list.permits).toMatchObject([{ artifact: digest.slice(7), state: 'revoked' }]);
    expect(Buffer.from(envelope.payload, 'base64').toString('utf8')).not.toContain('cleo');
    expect((await fetch(`${server.url}/api/v1/regions/mars/revocations`)).status).toBe(404);
  });
});

it('counts every call and journals every denial, also of a server that stops at once', async () => {
  const own = await startTestServer({ regions: ['eu'] });
  const body = { digest: `sha256:${'c'.repeat(64)}`, region: 'eu' };
  const asked = Array.from({ length: 40 }, async () =>
    own.send('ana', 'POST', '/gate/decisions', { body, key: null }),
  );
  const { pool } = own.cells.get('eu');
  await Promise.all(asked);
  const denied = async () => {
    const events = await readEvents(pool, 'eu');
    return events
      .filter(({ type }) => type === 'GATE_DENIED')
      .flatMap(({ payload }) => payload['denials'] as object[]);
  };
  for (let tries = 0; tries < 100 && (await denied()).length < 40; tries++) {
    // oxlint-disable-next-line no-await-in-loop -- until it is written
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  const found = await denied();
  expect(found).toHaveLength(40);
  expect(found[0]).toMatchObject({ by: 'ana', artifact: 'c'.repeat(64), reasons: ['no_permit'] });
  const { rows } = await pool.query('select answer, calls::int from gate_tally');
  expect(rows).toEqual([{ answer: 'deny', calls: 40 }]);
  await own.close();
});

/** One bit of the payload is another. */
function tamper(from: string, to: string): void {
  const envelope = JSON.parse(readFileSync(file(from), 'utf8')) as { payload: string };
  const payload = Buffer.from(envelope.payload, 'base64').toString('utf8');
  const changed = payload.replace('"region":"eu"', '"region" :"eu"');
  expect(changed).not.toBe(payload);
  const forged = { ...envelope, payload: Buffer.from(changed).toString('base64') };
  writeFileSync(file(to), JSON.stringify(forged));
}
