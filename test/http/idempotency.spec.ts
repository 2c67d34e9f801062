import {
  FIRST_MANIFEST,
  GOOD_MANIFEST,
  caseIn,
  handInAll,
  nextDecision,
  submitted,
} from '../support/loan-default.ts';
import { contentOf, startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

let serial = 0;
const freshKey = (): string => `key-${(serial += 1)}`;

/** The same answer, marked as the answer of before, and nothing done twice. */
async function expectReplay(send: () => Promise<Answer>): Promise<Answer> {
  const first = await send();
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  const before = await contentOf(server.cells);
  const again = await send();
  expect(again.status).toBe(first.status);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await contentOf(server.cells)).toEqual(before);
  return first;
}

async function expectReused(send: () => Promise<Answer>): Promise<void> {
  const before = await contentOf(server.cells);
  const { body } = await send();
  expect(body).toMatchObject({ status: 422, code: 'ERR_IDEMPOTENCY_KEY_REUSED' });
  expect(await contentOf(server.cells)).toEqual(before);
}

describe('a write sent again with its key', () => {
  it('submits once', async () => {
    const key = freshKey();
    const send = (manifest: string) =>
      server.send('ana', 'POST', '/requests', { key, body: { manifest } });
    const first = await expectReplay(() => send(GOOD_MANIFEST));
    expect(first.status).toBe(201);
    await expectReused(() => send(FIRST_MANIFEST));
  });

  it('submits once when both come at the same time', async () => {
    const key = freshKey();
    const send = () =>
      server.send('ana', 'POST', '/requests', { key, body: { manifest: GOOD_MANIFEST } });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.has('idempotency-replayed'))).toHaveLength(2);
  });

  it('opens what is missing when one region had failed after the other had committed', async () => {
    const key = freshKey();
    const send = () =>
      server.send('ana', 'POST', '/requests', { key, body: { manifest: GOOD_MANIFEST } });
    const { pool } = server.cells.get('eu');
    // The last region to commit fails once: a trigger that fires at commit refuses what came in.
    const last = server.cells.get('north-america').pool;
    await last.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
      create constraint trigger broken after insert on regulated_case deferrable initially deferred
        for each row execute function refuse()`);
    const failed = await send();
    expect(failed.body).toMatchObject({ status: 500, code: 'ERR_INTERNAL' });
    expect(JSON.stringify(failed.body)).not.toContain('broken');
    await last.query('drop trigger broken on regulated_case; drop function refuse()');
    const count = async () =>
      (await pool.query<{ n: string }>('select count(*) as n from regulated_case')).rows[0]?.n;
    const inEu = await count();
    const completed = await send();
    expect(completed.status).toBe(201);
    expect((completed.body['cases'] as unknown[]).length).toBe(2);
    expect(await count()).toBe(inEu);
  });

  it('hands evidence in once, and the content is part of what was asked', async () => {
    const eu = caseIn((await submitted(server)).cases, 'eu');
    const key = freshKey();
    const send = (body: string) =>
      server.send('ana', 'POST', `/cases/${eu}/evidence?document=dpia&file_name=a.md`, {
        key,
        body,
      });
    await expectReplay(() => send('the text'));
    await expectReused(() => send('another text'));
  });

  it('decides once', async () => {
    const { cases } = await submitted(server);
    const na = caseIn(cases, 'north-america');
    await handInAll(server, na);
    const task = await nextDecision(server, na);
    const person = task?.role === 'fair_lending_officer' ? 'fay' : 'nora';
    const key = freshKey();
    const send = (reason: string) =>
      server.send(person, 'POST', `/cases/${na}/decisions`, {
        key,
        body: { stage: task?.stage, role: task?.role, kind: 'approve', reason, seen: task?.seen },
      });
    const first = await expectReplay(() => send('in order'));
    expect(first.status).toBe(200);
    await expectReused(() => send('something else'));
  });

  it('amends and withdraws a whole request once', async () => {
    const { request } = await submitted(server, FIRST_MANIFEST);
    const amend = freshKey();
    const amended = await expectReplay(() =>
      server.send('ana', 'PUT', `/requests/${request}/manifest`, {
        key: amend,
        body: { manifest: GOOD_MANIFEST },
      }),
    );
    expect(amended.body['cases']).toHaveLength(2);
    const withdraw = freshKey();
    const withdrawn = await expectReplay(() =>
      server.send('ana', 'POST', `/requests/${request}/withdraw`, {
        key: withdraw,
        body: { reason: 'not needed' },
      }),
    );
    const statuses = (withdrawn.body['cases'] as { status: string }[]).map(({ status }) => status);
    expect(statuses).toEqual(['withdrawn', 'withdrawn']);
    const over = await server.send('ana', 'PUT', `/requests/${request}/manifest`, {
      body: { manifest: GOOD_MANIFEST },
    });
    expect(over.body).toMatchObject({ status: 409, code: 'ERR_REQUEST_OVER' });
  });
});

it('a key of somebody else is no key of mine', async () => {
  const key = freshKey();
  const send = (person: string) =>
    server.send(person, 'POST', '/requests', { key, body: { manifest: GOOD_MANIFEST } });
  const [ana, dev] = [await send('ana'), await send('dev')];
  expect([ana.status, dev.status]).toEqual([201, 201]);
  expect(ana.body['id']).not.toBe(dev.body['id']);
});
