import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
});
afterAll(async () => server.close());

async function adam(
  ...words: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  return carnet([...words, '--url', server.url, '--token', server.tokens['adam'] ?? '']);
}
const WHY = ['--region', 'eu', '--reason', 'being moved'];

it('lets an administrator pause, look and resume', async () => {
  expect((await adam('operations', 'pause', 'queue', 'webhook', ...WHY)).out).toBe(
    'queue webhook is paused\n',
  );
  const { code, out } = await adam('operations', 'list');
  expect(code).toBe(0);
  expect(out).toMatch(/eu +queue +webhook +adam +\S+Z +being moved/);
  expect((await adam('operations', 'resume', 'queue', 'webhook', ...WHY)).code).toBe(0);
  expect((await adam('operations', 'list')).out).toBe('nothing is paused\n');
  const again = await adam('operations', 'resume', 'queue', 'webhook', ...WHY);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('is not paused')]);
});

it('shows and deals with jobs and endpoints', async () => {
  // What comes by itself every few minutes always waits.
  expect((await adam('jobs', 'list')).out).toMatch(/eu +\d+ +sweep-deployments +waiting/u);
  expect((await adam('jobs', 'dead')).out).toBe('no jobs\n');
  expect((await adam('jobs', 'retry', '17', ...WHY)).code).toBe(1);
  const added = await adam(
    'webhooks',
    'add',
    'https://hooks.example.org/x',
    ...WHY,
    '--types',
    'RETIRED',
  );
  expect(added.out).toMatch(/^whk-\S+ whsec_\S+\n$/);
  const [id = '', secret = ''] = added.out.trim().split(' ');
  const { out } = await adam('webhooks', 'list');
  expect(out).toContain(`${id}  https://hooks.example.org/x  RETIRED`);
  expect(out).not.toContain(secret);
  expect((await adam('webhooks', 'remove', id, ...WHY)).out).toBe(`${id}: done\n`);
});
