/** What runs in an emergency without a permit: through the HTTP door, before the gate and in the journal. */
import { readEvents } from '../../src/journal/journal.ts';
import { BANK, startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

const DIGEST = `sha256:${'7c'.repeat(32)}`;
const PLACE = 'aws:eu-central-1';
/** Somebody on call, who is an officer as well. */
const ON_CALL = { id: 'otto', name: 'Otto', roles: { eu: ['break_glass', 'compliance_officer'] } };

let at = new Date();
const clock = () => at.toISOString();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'], people: [...BANK, ON_CALL], now: clock });
});
afterAll(async () => server.close());

async function open(who: string, body: object = {}): Promise<Answer> {
  const asked = {
    region: 'eu',
    digest: DIGEST,
    cloud_region: PLACE,
    reason: 'fraud wave',
    hours: 2,
  };
  return server.send(who, 'POST', '/break-glass', { body: { ...asked, ...body } });
}

async function gate(cloudRegion: string): Promise<Record<string, unknown>> {
  const body = { digest: DIGEST, region: 'eu', cloud_region: cloudRegion };
  return (await server.send('ana', 'POST', '/gate/decisions', { body, key: null })).body;
}

it('is for a person who holds the role, for a place that is known and at most a day', async () => {
  for (const who of ['cleo', 'ana', 'dora']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await open(who)).toMatchObject({ status: 403, body: { code: 'ERR_ROLE_MISSING' } });
  }
  for (const wrong of [{ hours: 25 }, { hours: 0 }, { reason: ' ' }, { digest: 'x' }]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await open('otto', wrong)).toMatchObject({ body: { code: 'ERR_VALIDATION' } });
  }
  const nowhere = await open('otto', { cloud_region: 'aws:moon-1' });
  expect(nowhere).toMatchObject({ status: 400, body: { code: 'ERR_BREAK_GLASS_PLACE' } });
  expect(await gate(PLACE)).toMatchObject({ decision: 'deny', break_glass: null });
});

it('lets run there until it ends, says so, and is reviewed by somebody else', async () => {
  const { status, body } = await open('otto');
  expect(status).toBe(200);
  const id = String(body['id']);
  const until = String(body['expires_at']);
  expect(Date.parse(until) - at.getTime()).toBe(2 * 3_600_000);
  expect(await gate(PLACE)).toMatchObject({
    decision: 'allow',
    permit: null,
    break_glass: { id, expires_at: until },
    expires_at: until,
  });
  expect(await gate('aws:eu-west-1')).toMatchObject({ decision: 'deny' });
  const { pool } = server.cells.get('eu');
  const used = (await readEvents(pool, 'eu')).filter(({ type }) => type === 'BREAK_GLASS_USED');
  expect(used).toMatchObject([
    { actor: 'otto', payload: { breakGlass: id, reason: 'fraud wave' } },
  ]);

  const tasks = await server.send('cleo', 'GET', '/region-tasks');
  const [task] = tasks.body['items'] as { id: string }[];
  expect(task).toMatchObject({ kind: 'break_glass', about: id, barred: ['otto'] });
  const close = async (who: string) =>
    server.send(who, 'POST', `/region-tasks/${task?.id ?? ''}/close`, {
      body: { region: 'eu', outcome: 'not_justified', reason: 'the old model would have done' },
    });
  expect(await close('otto')).toMatchObject({ body: { code: 'ERR_REGION_TASK_BARRED' } });
  expect(await close('cleo')).toMatchObject({ status: 200, body: { closed_by: 'cleo' } });
  const list = await server.send('audrey', 'GET', '/break-glass');
  expect(list.body['items']).toMatchObject([
    { id, person: 'otto', review: { outcome: 'not_justified', by: 'cleo' } },
  ]);
});

it('opens nothing by a row that nobody signed so, and nothing after its time', async () => {
  const { pool } = server.cells.get('eu');
  // Somebody with the database moves the place: the signature speaks of another one.
  await pool.query(`update break_glass set cloud_region = 'aws:eu-west-1'`);
  expect(await gate('aws:eu-west-1')).toMatchObject({ decision: 'deny' });
  await pool.query(`update break_glass set cloud_region = $1`, [PLACE]);
  expect(await gate(PLACE)).toMatchObject({ decision: 'allow' });
  at = new Date(at.getTime() + 2 * 3_600_000);
  expect(await gate(PLACE)).toMatchObject({ decision: 'deny', break_glass: null });
});
