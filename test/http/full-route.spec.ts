import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaFaults } from '../support/export-schema.ts';
import { carnet } from '../support/run-cli.ts';
import { verifyChain } from '../../src/journal/event-hash.ts';
import type { JournalEvent } from '../../src/journal/journal.types.ts';
import { verifyEnvelope } from '../../src/permits/permit.ts';
import {
  approveAll,
  caseIn,
  GOOD_MANIFEST,
  handInAll,
  submitted,
} from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let cases: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  ({ cases } = await submitted(server));
});
afterAll(() => server.close());

interface Wire {
  readonly seq: number;
  readonly schema_version: number;
}

async function keyOf(region: string): Promise<{ key_id: string; public_key_pem: string }> {
  const { body } = await server.send('audrey', 'GET', '/regions');
  const items = body['items'] as {
    region: string;
    key: { key_id: string; public_key_pem: string };
  }[];
  const found = items.find((item) => item.region === region);
  if (!found) throw new Error(`${region} is not listed`);
  return found.key;
}

describe.each([
  ['eu', 'aws:eu-central-1'],
  ['north-america', 'aws:us-east-1'],
])('the whole way through `%s` over HTTP', (region, cloudRegion) => {
  let id: string;
  beforeAll(async () => {
    id = caseIn(cases, region);
    await handInAll(server, id);
    await approveAll(server, id, region);
  });

  it('ends in a permit that its region signed', async () => {
    const { status, body } = await server.send('audrey', 'GET', `/cases/${id}/permit`);
    const { public_key_pem: pem } = await keyOf(region);
    expect(status).toBe(200);
    expect(verifyEnvelope(body, pem).predicate).toMatchObject({ case: id, region });
  });

  it('is deployed only where the permit says', async () => {
    const path = `/cases/${id}/deployments`;
    const elsewhere = await server.send('ana', 'POST', path, {
      body: { cloud_region: 'aws:ap-southeast-2' },
    });
    expect(elsewhere.body).toMatchObject({ status: 422, code: 'ERR_CLOUD_REGION_NOT_PERMITTED' });
    const there = await server.send('ana', 'POST', path, { body: { cloud_region: cloudRegion } });
    expect(there.body).toMatchObject({
      status: 'deployed',
      deployment: { cloud_region: cloudRegion },
    });
  });

  it('leaves a journal that anybody can check', async () => {
    const { body } = await server.send('audrey', 'GET', `/cases/${id}/events`);
    const items = body['items'] as (Wire & Omit<JournalEvent, 'schemaVersion'>)[];
    const events = items.map(({ schema_version: schemaVersion, ...event }) => ({
      ...event,
      schemaVersion,
    }));
    expect(verifyChain(events)).toMatchObject({ ok: true, events: items.length });
  });

  it('leaves an evidence pack that holds against the trust file of its server', async () => {
    const response = await fetch(`${server.url}/api/v1/cases/${id}/pack`, {
      headers: { authorization: `Bearer ${server.tokens['audrey']}` },
    });
    expect(response.headers.get('content-disposition')).toContain(`filename="${id}.pdf"`);
    const dir = mkdtempSync(join(tmpdir(), 'carnet-route-'));
    const [pack, trust] = [join(dir, 'pack.pdf'), join(dir, 'trust.json')];
    writeFileSync(pack, Buffer.from(await response.arrayBuffer()));
    const asAudrey = ['--url', server.url, '--token', server.tokens['audrey'] ?? ''];
    const fetched = await carnet(['trust', '--out', trust, ...asAudrey]);
    expect(fetched).toMatchObject({ code: 0, out: expect.stringContaining(region) });
    expect((await carnet(['trust', '--out', trust, ...asAudrey])).err).toContain('--force');
    const { code, out } = await carnet(['verify', pack, '--trust', trust]);
    expect(out).toMatch(/^PASS {2}seal: .*\nPASS {2}seal certificate: /);
    expect(code).toBe(0);
  });

  it('gives out its assessment results, valid OSCAL with every finding of the case', async () => {
    const response = await fetch(`${server.url}/api/v1/cases/${id}/assessment-results`, {
      headers: { authorization: `Bearer ${server.tokens['audrey']}` },
    });
    expect(response.headers.get('content-type')).toContain('application/json');
    const results: unknown = await response.json();
    expect(schemaFaults('oscal assessment results', results)).toEqual([]);
    const { body } = await server.send('audrey', 'GET', `/cases/${id}/findings`);
    for (const { rule } of body['items'] as { rule: string }[]) {
      expect(JSON.stringify(results)).toContain(`"target-id":"${rule}_smt"`);
    }
  });

  it('names every decision with person, role and what was seen', async () => {
    const { body } = await server.send('audrey', 'GET', `/cases/${id}/decisions`);
    const decisions = body['items'] as Record<string, unknown>[];
    expect(decisions.length).toBeGreaterThan(3);
    for (const decision of decisions) {
      expect(decision).toMatchObject({
        kind: 'approve',
        seen: expect.stringMatching(/^[0-9a-f]{64}$/),
        voided_seq: null,
      });
    }
  });
});

it('lists the request with both cases, and each only to whom may read there', async () => {
  const ana = await server.send('ana', 'GET', '/requests');
  const [request] = ana.body['items'] as { cases: { region: string }[] }[];
  expect(request?.cases.map(({ region }) => region)).toEqual(['eu', 'north-america']);
  const nora = await server.send('nora', 'GET', '/requests');
  const [seen] = nora.body['items'] as { cases: { region: string }[] }[];
  expect(seen?.cases.map(({ region }) => region)).toEqual(['north-america']);
});

it('amends one region while the permit of the other stands on what it was given for', async () => {
  const { request, cases: opened } = await submitted(server);
  const [eu, us] = [caseIn(opened, 'eu'), caseIn(opened, 'north-america')];
  await handInAll(server, us);
  await approveAll(server, us, 'north-america');
  const amend = async (regions?: string[]) =>
    server.send('ana', 'PUT', `/requests/${request}/manifest`, {
      body: { manifest: GOOD_MANIFEST.replace('employees: 18400', 'employees: 18500'), regions },
    });
  const manifestOf = async (id: string) =>
    (await server.send('ana', 'GET', `/cases/${id}`)).body['manifest_sha256'];
  const before = [await manifestOf(eu), await manifestOf(us)];
  expect(before[0]).toBe(before[1]);
  expect(await amend()).toMatchObject({ status: 409, body: { code: 'ERR_EVENT_REFUSED' } });
  expect(await amend(['eu', 'uk'])).toMatchObject({
    status: 422,
    body: {
      code: 'ERR_REQUEST_WITHOUT_REGION',
      detail: expect.stringContaining('`uk`') as unknown,
    },
  });
  expect(await manifestOf(eu)).toBe(before[0]);
  expect((await amend(['eu'])).status).toBe(200);
  expect(await manifestOf(eu)).not.toBe(before[0]);
  expect(await manifestOf(us)).toBe(before[1]);
});
