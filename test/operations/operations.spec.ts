import { readEvents } from '../../src/journal/journal.ts';
import { caseIn, decide, handInAll, nextDecision, submitted } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import {
  runnerOf,
  Clock,
  addPeople,
  engineOn,
  openAt,
  walkToPermit,
  walkToOwed,
  evidence,
  actor,
} from '../cases/case-fixture.ts';
import { freshCells } from '../support/database.ts';
import { pauseWork, resumeWork } from '../../src/operations/pauses.ts';
import { inTransaction } from '../../src/common/in-transaction.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';

describe('an operator over HTTP', () => {
  let server: TestServer;
  let id: string;
  beforeAll(async () => {
    server = await startTestServer();
    id = caseIn((await submitted(server)).cases, 'eu');
    await handInAll(server, id);
  });
  afterAll(async () => server.close());

  const stop = (verb: string, rest: object, person = 'adam', key?: string) =>
    server.send(person, 'POST', `/operations/${verb}`, {
      body: { region: 'eu', reason: 'wrong file handed in', ...rest },
      ...(key === undefined ? {} : { key }),
    });

  it('stops a case for its people, who read who did it and why, and lets it go on', async () => {
    const task = await nextDecision(server, id);
    if (!task) throw new Error('nothing to decide');
    expect((await stop('pause', { scope: 'case', target: id }, 'adam', 'k1')).body).toEqual({
      region: 'eu',
      done: true,
    });
    const again = await stop('pause', { scope: 'case', target: id }, 'adam', 'k1');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const decider = { dpo: 'dora', independent_validator: 'val' }[task.role] ?? 'cleo';
    const refused = await decide(server, decider, id, task);
    expect(refused).toMatchObject({ status: 409, body: { code: 'ERR_PAUSED' } });
    expect(refused.body['detail']).toBe(
      `case \`${id}\` was paused by \`adam\` (wrong file handed in): wait until it is resumed, or withdraw`,
    );
    const view = await server.send('ana', 'GET', `/cases/${id}`);
    expect(view.body['paused']).toMatchObject({
      scope: 'case',
      by: 'adam',
      reason: 'wrong file handed in',
    });
    const listed = await server.send('adam', 'GET', '/operations/pauses?region=eu');
    expect(listed.body['items']).toHaveLength(1);
    expect((await stop('resume', { scope: 'case', target: id })).status).toBe(200);
    expect((await decide(server, decider, id, task)).status).toBe(200);
    const events = await readEvents(server.cells.get('eu').pool, 'eu');
    const told = events.filter(({ type }) => type.startsWith('WORK_'));
    expect(told.map(({ type, actor: by }) => [type, by])).toEqual([
      ['WORK_PAUSED', 'adam'],
      ['WORK_RESUMED', 'adam'],
    ]);
    expect(told[0]?.payload).toEqual({ scope: 'case', target: id, reason: 'wrong file handed in' });
  });

  it('always lets a team withdraw, whatever is paused', async () => {
    const other = caseIn((await submitted(server)).cases, 'eu');
    await stop('pause', { scope: 'case', target: other });
    const gone = await server.send('ana', 'POST', `/cases/${other}/withdraw`, {
      body: { reason: 'no need' },
    });
    expect(gone).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  });

  it('is refused what is not there, and nobody else may', async () => {
    const codes = await Promise.all([
      stop('pause', { scope: 'case', target: 'eu-none' }),
      stop('pause', { scope: 'stage', target: 'kitchen' }),
      stop('pause', { scope: 'queue', target: 'fax' }),
      stop('resume', { scope: 'queue', target: 'mail' }),
      stop('pause', { scope: 'queue', target: 'mail' }, 'cleo'),
      stop('pause', { scope: 'queue', target: 'mail', region: 'mars' }),
      stop('pause', { scope: 'world', target: 'mail' }),
      server.send('adam', 'POST', '/operations/jobs/99/retry', {
        body: { region: 'eu', reason: 'x' },
      }),
      server.send('adam', 'POST', '/operations/jobs/abc/cancel', {
        body: { region: 'eu', reason: 'x' },
      }),
      server.send('adam', 'GET', '/operations/jobs?state=lost'),
    ]);
    expect(codes.map(({ status, body }) => [status, body['code']])).toEqual([
      [404, 'ERR_PAUSE_TARGET'],
      [404, 'ERR_PAUSE_TARGET'],
      [404, 'ERR_PAUSE_TARGET'],
      [409, 'ERR_NOT_PAUSED'],
      [403, 'ERR_ACTION_FORBIDDEN'],
      [404, 'ERR_REGION_NOT_SERVED'],
      [400, 'ERR_VALIDATION'],
      [404, 'ERR_JOB_NOT_FOUND'],
      [404, 'ERR_JOB_NOT_FOUND'],
      [400, 'ERR_VALIDATION'],
    ]);
  });
});

describe('what is paused', () => {
  let opened: Awaited<ReturnType<typeof freshCells>>;
  let clock: Clock;
  let engine: CaseEngine;
  beforeAll(async () => {
    opened = await freshCells(['eu']);
    await addPeople(opened.cells.get('eu'));
  });
  afterAll(async () => opened.close());
  beforeEach(() => {
    clock = new Clock();
    engine = engineOn(opened.cells.get('eu'), clock);
  });

  const known = { stage: ['documentation', 'approval', 'permit'], queue: ['issue-permit'] };
  const deed = () => ({ by: 'ona', at: clock.at, reason: 'halt' });
  const change = async (
    way: 'pause' | 'resume',
    scope: 'case' | 'stage' | 'queue',
    target: string,
  ) =>
    inTransaction(engine.parts, async (client) => {
      const cell = { region: 'eu', client };
      if (way === 'pause') await pauseWork(cell, { scope, target, known }, deed());
      else await resumeWork(cell, { scope, target }, deed());
    });

  it('cannot keep a permit alive: it runs out on a paused case', async () => {
    const { id } = await openAt(engine);
    await walkToPermit(engine, id);
    await change('pause', 'case', id);
    clock.forward(400 * 86_400_000);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('expired');
  });

  it('gets no permit while its case, its stage or the queue is paused, and gets it afterwards', async () => {
    for (const scope of ['case', 'stage', 'queue'] as const) {
      const { id } = await openAt(engine);
      await walkToOwed(engine, id);
      const target = { case: id, stage: 'permit', queue: 'issue-permit' }[scope];
      await change('pause', scope, target);
      await runnerOf(engine).drain();
      expect([scope, (await engine.view(id)).status]).toEqual([scope, 'open']);
      await change('resume', scope, target);
      await runnerOf(engine).drain();
      expect([scope, (await engine.view(id)).status]).toEqual([scope, 'permitted']);
    }
  });

  it('takes no papers, and its other timers wait until it is resumed', async () => {
    const { id } = await openAt(engine);
    const { pool } = engine.parts;
    await pool.query(
      `insert into timer (case_id, id, due_at, run_at, event) values ($1, 'remind', $2, $2, '{"type":"REMINDED"}')`,
      [id, clock.at],
    );
    await change('pause', 'case', id);
    const handed = engine.handle(id, evidence('dpia', 'x'), { actor: actor('rita') });
    await expect(handed).rejects.toMatchObject({ code: 'ERR_PAUSED' });
    const waiting = async (): Promise<number | null> =>
      (await pool.query('select from timer where case_id = $1', [id])).rowCount;
    await runnerOf(engine).drain();
    expect(await waiting()).toBe(1);
    await change('resume', 'case', id);
    await runnerOf(engine).drain();
    expect(await waiting()).toBe(0);
  });
});
