/** What would make a finding pass, over HTTP: asked for, and only then. */
import { readFileSync } from 'node:fs';
import { caseIn, submitted } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  const { cases } = await submitted(server);
  id = caseIn(cases, 'eu');
});
afterAll(() => server.close());

interface Said {
  readonly rule: string;
  readonly finding: string;
  readonly because: readonly string[];
  readonly ways?: readonly { readonly changes: readonly { readonly text: string }[] }[];
}

async function findings(query: string): Promise<readonly Said[]> {
  const { status, body } = await server.send('audrey', 'GET', `/cases/${id}/findings${query}`);
  expect(status).toBe(200);
  return body['items'] as readonly Said[];
}

it('findings of a case say why, and nothing of ways unless asked', async () => {
  const said = await findings('');
  expect(said.filter(({ because }) => because.length === 0)).toEqual([]);
  expect(said.filter(({ ways }) => ways !== undefined)).toEqual([]);
  expect(await findings('?ways=false')).toEqual(said);
});

it('findings of a case say what would make them pass when asked', async () => {
  const said = await findings('?ways=true');
  expect(said.map(({ rule }) => rule)).toEqual((await findings('')).map(({ rule }) => rule));
  const open = said.filter(({ finding }) => finding === 'open');
  expect(open.length).toBeGreaterThan(0);
  expect(open.filter(({ ways = [] }) => ways.length === 0)).toEqual([]);
});

it('a check says them too', async () => {
  const manifest = readFileSync('examples/loan-default/manifest.yaml', 'utf8');
  const { status, body } = await server.send('ana', 'POST', '/checks?ways=true', {
    body: { manifest },
  });
  expect(status).toBe(200);
  const transfer = (body['findings'] as readonly Said[]).find(
    ({ rule }) => rule === 'EU-GDPR-44-TRANSFER',
  );
  const texts = transfer?.ways?.flatMap(({ changes }) => changes.map(({ text }) => text));
  expect(texts).toContain('move data location eu-store to aws eu-central-1 (Frankfurt, Germany)');
});

it('refuses an answer that is neither yes nor no', async () => {
  const { status } = await server.send('audrey', 'GET', `/cases/${id}/findings?ways=perhaps`);
  expect(status).toBe(400);
});
