/** Absences and delegation through the HTTP door and the command line, on a clock of the test. */
import { readEvents } from '../../src/journal/journal.ts';
import { caseIn, handInAll, submitted } from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
});
afterAll(async () => server.close());

const UNTIL = new Date(Date.now() + 86_400_000).toISOString();

async function away(who: string, body: object): Promise<Answer> {
  const sent = { region: 'eu', reason: 'leave', until: UNTIL, ...body };
  return server.send(who, 'POST', '/stand-ins', { body: sent });
}

async function end(who: string, id: unknown): Promise<Answer> {
  const body = { region: 'eu', reason: 'back' };
  return server.send(who, 'POST', `/stand-ins/${String(id)}/end`, { body });
}

async function approve(who: string, id: string, stage: string, role: string): Promise<Answer> {
  const { body } = await server.send(who, 'GET', `/cases/${id}`);
  const seen = (body['seen'] as Record<string, string>)[stage];
  const decision = { kind: 'approve', stage, role, seen, reason: 'looked at' };
  return server.send(who, 'POST', `/cases/${id}/decisions`, { body: decision });
}

async function opened(): Promise<string> {
  const { cases } = await submitted(server);
  const id = caseIn(cases, 'eu');
  await handInAll(server, id);
  return id;
}

it('lets somebody decide in a role that another holds, and says for whom', async () => {
  const id = await opened();
  expect((await approve('lex', id, 'validation', 'independent_validator')).status).toBe(403);
  const set = await away('val', { stand_in: 'lex' });
  expect(set).toMatchObject({ status: 200, body: { person: 'val', stand_in: 'lex', roles: [] } });
  const waiting = (await server.send('lex', 'GET', `/tasks?case=${id}`)).body['items'];
  expect(waiting).toMatchObject([{ key: 'validation:independent_validator' }]);
  const claimed = await server.send(
    'lex',
    'POST',
    `/cases/${id}/tasks/validation:independent_validator/claim`,
    { body: {} },
  );
  expect(claimed.status).toBe(200);
  expect((await approve('lex', id, 'validation', 'independent_validator')).status).toBe(200);
  const { body } = await server.send('audrey', 'GET', `/cases/${id}/decisions`);
  expect(body['items']).toMatchObject([{ person: { id: 'lex' }, stands_in_for: 'val' }]);
  const event = (await readEvents(server.cells.get('eu').pool, id)).findLast(
    ({ type }) => type === 'APPROVED',
  );
  expect(event).toMatchObject({ actor: 'lex', payload: { standsInFor: 'val' } });
  // Neither counts beside the other.
  expect((await approve('val', id, 'validation', 'independent_validator')).status).toBe(409);
  expect((await end('val', set.body['id'])).status).toBe(200);
  expect((await server.send('lex', 'GET', `/tasks?case=${id}`)).body['items']).toEqual([]);
});

it('gives one voice to two people where a quorum asks for two', async () => {
  const id = await opened();
  for (const [who, stage, role] of [
    ['cleo', 'residency', 'compliance_officer'],
    ['cleo', 'features', 'compliance_officer'],
    ['cleo', 'documentation', 'compliance_officer'],
    ['val', 'validation', 'independent_validator'],
    ['dora', 'opinion', 'dpo'],
    ['cleo', 'approval', 'compliance_officer'],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of the route
    expect((await approve(who, id, stage, role)).status).toBe(200);
  }
  const set = await away('cleo', { stand_in: 'lex', roles: ['compliance_officer'] });
  const second = await approve('lex', id, 'approval', 'compliance_officer');
  expect(second).toMatchObject({ status: 403, body: { code: 'ERR_NOT_INDEPENDENT' } });
  await end('cleo', set.body['id']);
  const forCarl = await away('carl', { stand_in: 'lex' });
  expect((await approve('lex', id, 'approval', 'compliance_officer')).status).toBe(200);
  await end('carl', forCarl.body['id']);
});

it('keeps a stand-in from what the person could not decide on', async () => {
  const id = await opened();
  // Ana asked for the case, and holds a deciding role besides.
  await server.cells
    .get('eu')
    .pool.query(
      `insert into person_role (person_id, role, granted_by, granted_at) values ('ana', 'dpo', 'adam', now())`,
    );
  const set = await away('ana', { stand_in: 'lex' });
  expect(set.status).toBe(200);
  const refused = await approve('lex', id, 'opinion', 'dpo');
  expect(refused).toMatchObject({ status: 403, body: { code: 'ERR_NOT_INDEPENDENT' } });
  await end('ana', set.body['id']);
});

it('passes nothing on that is lent, nor what is no decision', async () => {
  await away('cleo', { stand_in: 'dora' });
  await away('dora', { stand_in: 'lex', roles: ['dpo'] });
  const { body } = await server.send('lex', 'GET', '/me');
  const { roles } = (body['regions'] as Record<string, { roles: string[] }>)['eu'] ?? { roles: [] };
  expect(roles).toContain('dpo');
  expect(roles).not.toContain('compliance_officer');
  const lent = await away('dora', { stand_in: 'lex', roles: ['compliance_officer'] });
  expect(lent).toMatchObject({ status: 409, body: { code: 'ERR_STAND_IN_REFUSED' } });
});

it.each([
  ['cleo', { stand_in: 'cleo' }, 'themselves'],
  ['cleo', { stand_in: 'nobody' }, 'does not work in'],
  ['cleo', { stand_in: 'audrey' }, 'does not work in'],
  ['cleo', { stand_in: 'carl', roles: ['dpo'] }, 'does not decide as'],
  ['cleo', { stand_in: 'carl', until: '2020-01-01T00:00:00Z' }, 'before it begins'],
  ['cleo', { stand_in: 'carl', until: '2099-01-01T00:00:00Z' }, 'more than a year'],
  ['cleo', { person: 'carl', stand_in: 'dora' }, 'for themselves alone'],
  ['dev', { stand_in: 'carl' }, 'does not allow'],
] as const)('refuses %s %j', async (who, body, why) => {
  const answer = await away(who, body);
  expect([403, 409]).toContain(answer.status);
  expect(String(answer.body['detail'])).toContain(why);
});

it('is said by administrators of others, listed, and ended, from the command line', async () => {
  const as = ['--url', server.url, '--token', server.tokens['adam'] ?? ''];
  const why = ['--region', 'eu', '--reason', 'ill'];
  const turn = ['--of', 'carl', '--stand-in', 'lex', '--until', UNTIL];
  const added = await carnet(['away', 'add', ...turn, ...why, ...as]);
  expect(added).toMatchObject({ code: 0 });
  const id = /place-[a-z2-7]{20}/.exec(added.out)?.[0] ?? '';
  expect((await carnet(['away', 'list', ...as])).out).toContain(id);
  expect((await carnet(['away', 'end', id, ...why, ...as])).out).toContain('is over');
  const again = await carnet(['away', 'end', id, ...why, ...as]);
  expect(again.code).not.toBe(0);
  expect(again.err).toContain('ERR_STAND_IN_NOT_FOUND');
  const events = await readEvents(server.cells.get('eu').pool, 'eu');
  expect(events.slice(-2).map(({ type }) => type)).toEqual(['STAND_IN_SET', 'STAND_IN_ENDED']);
});
