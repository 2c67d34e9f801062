/** Who is on a task, and what people say about a case, through the HTTP door and the command line. */
import { commitmentOf, mentionsIn } from '../../src/comments/comments.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { findMachine } from '../../workflows/registry.ts';
import {
  approveAll,
  caseIn,
  decide,
  handInAll,
  nextDecision,
  submitted,
} from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => server.close());
beforeEach(async () => {
  const { cases } = await submitted(server);
  id = caseIn(cases, 'eu');
});

const KEY = 'residency:compliance_officer';

async function on(who: string, act: string, body: object = {}, key = KEY): Promise<Answer> {
  return server.send(who, 'POST', `/cases/${id}/tasks/${key}/${act}`, { body });
}

async function inbox(who: string, query = ''): Promise<{ key: string; case_id: string }[]> {
  const { body } = await server.send(who, 'GET', `/tasks?case=${id}${query}`);
  return body['items'] as { key: string; case_id: string }[];
}

async function journaled(): Promise<string[]> {
  const events = await readEvents(server.cells.get('eu').pool, id);
  return events.map(({ type, actor }) => `${type} ${actor}`);
}

describe('a task', () => {
  it('is taken, seen to be taken, and given back; all of it journaled', async () => {
    const claimed = await on('cleo', 'claim');
    expect(claimed).toMatchObject({
      status: 200,
      body: { key: KEY, holders: [{ person: 'cleo', assigned_by: 'cleo' }] },
    });
    expect((await inbox('carl', '&held=nobody')).map(({ key }) => key)).not.toContain(KEY);
    expect((await inbox('cleo', '&held=me')).map(({ key }) => key)).toEqual([KEY]);
    expect(await on('carl', 'claim')).toMatchObject({
      status: 409,
      body: { code: 'ERR_TASK_TAKEN' },
    });
    // Again by the same person: as it is.
    expect((await on('cleo', 'claim')).status).toBe(200);
    expect((await on('cleo', 'release')).body).toMatchObject({ holders: [] });
    expect(await on('cleo', 'release')).toMatchObject({ body: { code: 'ERR_TASK_NOT_HELD' } });
    const said = (await journaled()).filter((line) => line.startsWith('TASK'));
    expect(said).toEqual(['TASK_CLAIMED cleo', 'TASK_RELEASED cleo']);
  });

  it('is held by as many as its quorum takes, and by nobody twice', async () => {
    await handInAll(server, id);
    const { body } = await server.send('cleo', 'GET', `/cases/${id}/tasks`);
    const tasks = body['items'] as { key: string; quorum: number; closed_at: string | null }[];
    expect(tasks.every(({ quorum, key }) => quorum === 1 || key.startsWith('approval'))).toBe(true);
    expect(await on('cleo', 'claim', {}, 'approval:compliance_officer')).toMatchObject({
      status: 404,
      body: { code: 'ERR_TASK_NOT_FOUND', open: expect.arrayContaining([KEY]) as unknown },
    });
  });

  it('has room for the next approver when the first, who took it, has approved', async () => {
    const approval = 'approval:compliance_officer';
    await handInAll(server, id);
    let task = await nextDecision(server, id);
    while (task && task.stage !== 'approval') {
      const person = { dpo: 'dora', independent_validator: 'val' }[task.role] ?? 'cleo';
      await decide(server, person, id, task);
      task = await nextDecision(server, id);
    }
    expect((await on('cleo', 'claim', {}, approval)).status).toBe(200);
    const first = { stage: 'approval', role: 'compliance_officer', seen: task?.seen ?? '' };
    expect((await decide(server, 'cleo', id, first)).status).toBe(200);
    expect(await on('carl', 'claim', {}, approval)).toMatchObject({
      status: 200,
      body: { given: 1, holders: [{ person: 'carl' }] },
    });
  });

  it('is nobody’s who may not do it', async () => {
    expect(await on('dora', 'claim')).toMatchObject({ body: { code: 'ERR_TASK_NOT_FOR_PERSON' } });
    expect(await on('ana', 'claim')).toMatchObject({ body: { code: 'ERR_TASK_NOT_FOR_PERSON' } });
    expect(await on('audrey', 'claim')).toMatchObject({ status: 403 });
    expect(await on('nora', 'claim')).toMatchObject({ status: 403 });
  });

  it('is handed over by its holder, and moved by an administrator, who decides nothing', async () => {
    const toCarl = { person: 'carl', reason: 'on leave' };
    expect(await on('cleo', 'assign', toCarl)).toMatchObject({
      status: 403,
      body: { code: 'ERR_NOT_YOURS_TO_ASSIGN' },
    });
    await on('cleo', 'claim');
    expect((await on('cleo', 'assign', toCarl)).body).toMatchObject({
      holders: [{ person: 'carl', assigned_by: 'cleo' }],
    });
    const back = await on('adam', 'assign', { person: 'cleo', reason: 'carl is ill' });
    expect(back.body).toMatchObject({ holders: [{ person: 'cleo', assigned_by: 'adam' }] });
    const strange = await on('adam', 'assign', { person: 'dora', reason: 'x' });
    expect(strange).toMatchObject({ status: 409, body: { code: 'ERR_TASK_NOT_FOR_PERSON' } });
    expect((await on('adam', 'release', { person: 'cleo', reason: 'left' })).status).toBe(200);
    expect(await journaled()).toEqual(expect.arrayContaining(['TASK_ASSIGNED adam']));
  });

  it('is refused with the mistake named', async () => {
    const { status, body } = await on('adam', 'assign', { person: 'Carl!', reason: ' ' });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('"person"');
    expect(JSON.stringify(body)).toContain('"reason"');
  });

  it('is done once when the call comes twice', async () => {
    const path = `/cases/${id}/tasks/${KEY}/claim`;
    const [first, again] = [
      await server.send('cleo', 'POST', path, { body: {}, key: `once-${id}` }),
      await server.send('cleo', 'POST', path, { body: {}, key: `once-${id}` }),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('is listed from the command line', async () => {
    const as = ['--url', server.url, '--token', server.tokens['cleo'] ?? ''];
    const claimed = await carnet(['task', 'claim', id, KEY, ...as]);
    expect(claimed).toMatchObject({ code: 0 });
    expect(claimed.out).toContain('taken by cleo');
    const mine = await carnet(['inbox', '--mine', '--case', id, ...as]);
    expect(mine.out).toContain('taken by cleo');
    expect(mine.out).toMatch(/\d+ in all: \d+ yours/);
    const none = await carnet(['inbox', '--overdue', '--case', id, ...as]);
    expect(none.out).toContain('Nothing of this waits for you');
  });
});

it('pages an inbox over regions without losing or repeating a task', async () => {
  await submitted(server);
  await submitted(server);
  const whole = (await server.send('ana', 'GET', '/tasks?limit=200')).body['items'] as unknown[];
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { body } = await server.send('ana', 'GET', `/tasks?limit=3${after}`);
    seen.push(...(body['items'] as unknown[]));
    cursor = body['next_cursor'] as string | null;
  }
  expect(seen.length).toBeGreaterThan(6);
  expect(seen).toEqual(whole);
  const bad = await server.send('ana', 'GET', '/tasks?cursor=nonsense');
  expect(bad).toMatchObject({ status: 400, body: { code: 'ERR_CURSOR_UNREADABLE' } });
});

const say = async (who: string, body: object) =>
  server.send(who, 'POST', `/cases/${id}/comments`, { body });

const isTold = (news: readonly { case_id: string; type: string }[]) =>
  news.some(({ case_id: of, type }) => of === id && type === 'COMMENTED');

describe('a comment', () => {
  it('is kept, tells who is mentioned, and leaves a commitment in the journal, not its text', async () => {
    const text = '@carl, two vendors. See @nobody and mail@dora.example, @dora.';
    const { status, body } = await say('cleo', { text });
    expect(status).toBe(200);
    expect(body).toMatchObject({ text, mentions: ['carl', 'dora'], person: { id: 'cleo' } });
    const { pool } = server.cells.get('eu');
    const event = (await readEvents(pool, id)).at(-1);
    expect(event?.type).toBe('COMMENTED');
    expect(JSON.stringify(event)).not.toContain('vendors');
    const { rows } = await pool.query<{ salt: Buffer }>(
      'select salt from case_comment where case_id = $1',
      [id],
    );
    expect(event?.payload['commitment']).toBe(commitmentOf(text, rows[0]?.salt ?? Buffer.alloc(0)));
    const dora = ['--url', server.url, '--token', server.tokens['dora'] ?? ''];
    const listed = await carnet(['comment', id, ...dora]);
    expect(listed.out).toContain('two vendors');
    const told = async () =>
      (await server.send('carl', 'GET', '/notifications?unread=true')).body['items'] as {
        case_id: string;
        type: string;
      }[];
    let news = await told();
    for (let tries = 0; tries < 100 && !isTold(news); tries++) {
      // oxlint-disable-next-line no-await-in-loop -- until it arrives
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
      // oxlint-disable-next-line no-await-in-loop -- until it arrives
      news = await told();
    }
    expect(isTold(news)).toBe(true);
  });

  it('is about findings that the case has, and no auditor’s or stranger’s', async () => {
    const about = await say('cleo', { text: 'x', rules: ['NO-SUCH-RULE'] });
    expect(about).toMatchObject({ status: 400, body: { code: 'ERR_COMMENT_ABOUT_NOTHING' } });
    expect((await say('cleo', { text: '  ' })).status).toBe(400);
    expect((await say('audrey', { text: 'x' })).status).toBe(403);
    expect((await say('nora', { text: 'x' })).status).toBe(403);
    expect((await server.send('audrey', 'GET', `/cases/${id}/comments`)).status).toBe(200);
  });

  it('leaves the case what it was: replayed, decided on, permitted, packed', async () => {
    await say('ana', { text: 'before' });
    await on('cleo', 'claim');
    await handInAll(server, id);
    await say('cleo', { text: 'between' });
    await approveAll(server, id, 'eu');
    const { pool } = server.cells.get('eu');
    const events = await readEvents(pool, id);
    const { rows } = await pool.query<{ snapshot: unknown }>(
      'select snapshot from regulated_case where id = $1',
      [id],
    );
    const replayed = replayCase(findMachine('gdpr', 2), events).snapshot;
    expect(JSON.parse(JSON.stringify(replayed))).toEqual(rows[0]?.snapshot);
    expect((await server.send('audrey', 'GET', `/cases/${id}/permit`)).status).toBe(200);
    const pack = await fetch(`${server.url}/api/v1/cases/${id}/pack`, {
      headers: { authorization: `Bearer ${server.tokens['audrey'] ?? ''}` },
    });
    expect(pack.status).toBe(200);
  }, 60_000);
});

it('finds who is mentioned, and no part of an address', () => {
  expect(mentionsIn('@a.b-c_d. (@carl) x@y.z @@dora @carl @Ute')).toEqual(['a.b-c_d', 'carl']);
  expect(mentionsIn('')).toEqual([]);
});
