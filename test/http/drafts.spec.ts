import { readFileSync } from 'node:fs';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const BOM = readFileSync('test/fixtures/intake/bom.json', 'utf8');
const NESTED = readFileSync('test/fixtures/intake/nested.parquet').toString('base64');

function draft(body: unknown): Promise<Answer> {
  return server.send('ana', 'POST', '/drafts', { body });
}

describe('POST /drafts', () => {
  it('drafts what a check then reads', async () => {
    const { status, body } = await draft({
      files: [
        { name: 'bom.json', content: BOM },
        { name: 'train.parquet', content: NESTED, encoding: 'base64' },
      ],
      jurisdictions: ['EU-DE'],
      as_of: '2026-11-23',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      facts: expect.arrayContaining([
        {
          path: 'model.version',
          value: '3.2.0',
          source: 'bom.json: components[0].version',
          proposal: false,
        },
        expect.objectContaining({ path: 'features[1].name', value: 'address.zip' }),
      ]),
      sources: [
        { name: 'bom.json', kind: 'ml_bom' },
        { name: 'train.parquet', kind: 'parquet' },
      ],
    });
    const { manifest } = body as { manifest: string };
    const checked = await server.send('ana', 'POST', '/checks', { body: { manifest } });
    expect(checked.status).toBe(200);
  });

  it.each([
    ['no files', {}, 400, 'ERR_VALIDATION'],
    ['an empty list', { files: [] }, 400, 'ERR_VALIDATION'],
    ['a file without content', { files: [{ name: 'a' }] }, 400, 'ERR_VALIDATION'],
    ['text for a file', { files: ['a'] }, 400, 'ERR_VALIDATION'],
    [
      'another encoding',
      { files: [{ name: 'a', content: '', encoding: 'utf16' }] },
      400,
      'ERR_VALIDATION',
    ],
    ['a key of its own', { files: [], path: '/etc/passwd' }, 400, 'ERR_VALIDATION'],
    [
      'a file of no known kind',
      { files: [{ name: 'a', content: 'x' }] },
      422,
      'ERR_MANIFEST_INVALID',
    ],
    [
      'a place that is none',
      { files: [{ name: 'bom.json', content: BOM }], jurisdictions: ['EU_DE'] },
      422,
      'ERR_MANIFEST_INVALID',
    ],
  ])('refuses %s', async (_name, body, status, code) => {
    const answer = await draft(body);
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })]);
  });

  it('asks who is there, as every route does', async () => {
    const response = await fetch(`${server.url}/api/v1/drafts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(401);
  });
});
