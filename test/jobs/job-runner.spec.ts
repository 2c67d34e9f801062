import { setTimeout } from 'node:timers/promises';
import { CursorUnreadableError } from '../../src/cases/cases.errors.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { readTasks } from '../../src/tasks/task-queries.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import type { JobHandler } from '../../src/jobs/job.types.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  addPeople,
  approve,
  Clock,
  engineOn,
  evidence,
  openAt,
  runnerOf,
  walkToOwed,
  walkToPermit,
} from '../cases/case-fixture.ts';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
let opened: Awaited<ReturnType<typeof freshCells>>;
let clock: Clock;
let engine: CaseEngine;

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
});
afterAll(async () => opened.close());
beforeEach(async () => {
  await opened.cells.get('eu').pool.query('delete from timer; delete from job');
  clock = new Clock();
  engine = engineOn(opened.cells.get('eu'), clock);
});

async function queued(caseId: string): Promise<{ attempts: number; last_error: string | null }[]> {
  const { rows } = await engine.parts.pool.query<{ attempts: number; last_error: string | null }>(
    'select attempts, last_error from job where case_id = $1',
    [caseId],
  );
  return rows;
}

async function timersOf(caseId: string): Promise<string[]> {
  const { rows } = await engine.parts.pool.query<{ id: string }>(
    'select id from timer where case_id = $1 order by id',
    [caseId],
  );
  return rows.map(({ id }) => id);
}

async function count(caseId: string, type: string): Promise<number> {
  const events = await readEvents(engine.parts.pool, caseId);
  return events.filter((event) => event.type === type).length;
}

function runner(handler: JobHandler, failures: string[] = []): JobRunner {
  return new JobRunner(engine, {
    handlers: { 'issue-permit': handler },
    onFailure: (error) => failures.push(String(error)),
  });
}

describe('a job', () => {
  it('is queued by the commit that makes it owed, and done once by however many workers', async () => {
    const { id } = await openAt(engine);
    await walkToOwed(engine, id);
    expect(await queued(id)).toHaveLength(1);
    await Promise.all([1, 2, 3, 4].map(async () => runnerOf(engine).drain()));
    expect(await queued(id)).toEqual([]);
    expect(await count(id, 'PERMIT_ISSUED')).toBe(1);
  });

  it('is tried again later when it fails, leaves nothing behind and says why', async () => {
    const { id } = await openAt(engine);
    const owed = await walkToOwed(engine, id);
    const failures: string[] = [];
    const failing = runner(async (tx) => {
      await tx.handle(id, evidence('dpia', 'changed'), {
        actor: { personId: 'rita', roles: ['requester'] },
      });
      throw new Error('the signer is away');
    }, failures);
    await failing.drain();
    expect(failures).toEqual(['Error: the signer is away']);
    expect(await queued(id)).toEqual([{ attempts: 1, last_error: 'the signer is away' }]);
    expect(await engine.view(id)).toEqual(owed);

    await failing.drain();
    expect(failures).toHaveLength(1);
    clock.forward(SECOND);
    await failing.drain();
    expect(failures).toHaveLength(2);
    clock.forward(10 * SECOND);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('permitted');
  });

  it('that cannot succeed becomes the work of a compliance officer, and is still tried', async () => {
    const { id } = await openAt(engine);
    await walkToOwed(engine, id);
    const failing = runner(async () => {
      throw new CursorUnreadableError('key');
    });
    for (let tries = 0; tries < 8; tries += 1) {
      await failing.drain();
      clock.forward(300 * SECOND);
    }
    const open = (await readTasks(engine.parts.pool, id)).filter(({ closedAt }) => !closedAt);
    expect(open).toMatchObject([
      {
        stage: 'permit',
        role: 'compliance_officer',
        title: 'Permit cannot be issued: `key` is no cursor of this list',
      },
    ]);
    expect(await count(id, 'PERMIT_FAILED')).toBe(1);
    const events = await readEvents(engine.parts.pool, id);
    expect(replayCase(engine.parts.machine, events).context.permitFailure).toContain('`key`');
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('permitted');
  });

  it('keeps out of the journal what a driver or a file said', async () => {
    const { id } = await openAt(engine);
    await walkToOwed(engine, id);
    const failing = runner(async () => {
      throw new Error('password of eu: hunter2');
    });
    for (let tries = 0; tries < 6; tries += 1) {
      await failing.drain();
      clock.forward(300 * SECOND);
    }
    const events = await readEvents(engine.parts.pool, id);
    const said = events.filter(({ type }) => type === 'PERMIT_FAILED');
    expect(said).toHaveLength(1);
    expect(JSON.stringify(said)).not.toContain('hunter2');
  });

  it('of a worker that died is taken over when its lease has run out, whatever the clocks did', async () => {
    const { id } = await openAt(engine);
    await walkToOwed(engine, id);
    const leased = async (until: string): Promise<void> => {
      await engine.parts.pool.query(
        `update job set leased_until = clock_timestamp() + $1::interval`,
        [until],
      );
    };
    await leased('4 seconds');
    clock.forward(3600 * SECOND);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('open');
    // Nobody leases for an hour: the database's clock was put back.
    await leased('1 hour');
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('permitted');
  });

  it('runs right after its commit, and a stopped worker starts nothing', async () => {
    const { id } = await openAt(engine);
    const done: string[] = [];
    const handler: JobHandler = async (_tx, view) => {
      done.push(view.id);
    };
    const worker = new JobRunner(engine, {
      handlers: { 'issue-permit': handler },
      everyMs: 60_000,
    });
    worker.start();
    await walkToOwed(engine, id);
    for (let tries = 0; done.length === 0 && tries < 100; tries += 1) await setTimeout(50);
    await worker.stop();
    worker.kick();
    expect(done).toEqual([id]);
    expect(await queued(id)).toEqual([]);
  });
});

it('forgets answers after seven days, some at a time, and not sooner', async () => {
  const { pool } = engine.parts;
  await pool.query(
    `insert into idempotency (person_id, key, method, path, body_sha256, status, response, created_at)
     select 'rita', 'k' || n, 'POST', '/', '\\x00', 200, '{}',
            timestamptz '2026-11-16T09:00:00Z' - n * interval '1 second'
       from generate_series(0, 1200) n`,
  );
  const left = async (): Promise<unknown> =>
    (await pool.query('select count(*)::int as n from idempotency')).rows[0];
  const worker = runnerOf(engine);
  await worker.runDue();
  expect(await left()).toEqual({ n: 701 });
  await worker.runDue();
  await worker.runDue();
  expect(await left()).toEqual({ n: 1 });
});

describe('a timer', () => {
  it('lets a permit run out at its time, not before', async () => {
    const { id } = await openAt(engine);
    const { permit } = await walkToPermit(engine, id);
    const expiry = Date.parse(permit?.expiresAt ?? '') - Date.parse(clock.at);
    clock.forward(expiry - 1);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('permitted');
    clock.forward(1);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('expired');
    expect(await timersOf(id)).toEqual([]);
  });

  it('asks for the periodic review, fires once among many workers, and survives a restart', async () => {
    const { id } = await openAt(engine);
    await walkToPermit(engine, id);
    await act(engine, id, 'rita', { type: 'DEPLOYED', cloudRegion: 'aws:eu-central-1' });
    clock.forward(190 * DAY);
    // What comes after a restart knows nothing but the database.
    const restarted = engineOn(opened.cells.get('eu'), clock);
    await Promise.all([1, 2, 3].map(async () => runnerOf(restarted).drain()));
    expect(await count(id, 'REVIEW_DUE')).toBe(1);
    expect((await engine.view(id)).stages).toEqual(['review']);
    await approve(engine, id, 'ona', { stage: 'review', role: 'compliance_officer' });
    expect((await engine.view(id)).stages).toEqual(['deployment']);
  });

  it('whose event keeps failing is tried ever more seldom, and holds no other back', async () => {
    const ids = await Promise.all(
      Array.from({ length: 60 }, async () => (await openAt(engine)).id),
    );
    const late = ids.at(-1) ?? '';
    const { pool } = engine.parts;
    // Cases whose law nobody holds any more: what needs a reading fails.
    await pool.query(
      `insert into timer (case_id, id, due_at, run_at, event)
       select id, 'broken', $1, $1,
              '{"type":"EVIDENCE_ADDED","document":{"document":"x","sha256":"x","evidence":"x"}}' from regulated_case where id = any ($2)`,
      ['2026-11-23T09:00:00.000Z', ids.slice(0, -1)],
    );
    await pool.query(
      `update regulated_case set packs = '[{"pack":"gone","version":"1","sha256":"00"}]' where id = any ($1)`,
      [ids.slice(0, -1)],
    );
    await pool.query(
      `insert into timer (case_id, id, due_at, run_at, event)
       values ($1, 'late', $2, $2, '{"type":"EVIDENCE_ADDED","document":{"document":"x","sha256":"x","evidence":"x"}}')`,
      [late, '2026-11-23T09:00:01.000Z'],
    );
    clock.forward(2 * SECOND);
    const failures: string[] = [];
    const worker = runner(async () => undefined, failures);
    await worker.runDue();
    await worker.runDue();
    expect(await timersOf(late)).toEqual([]);
    expect(failures).toHaveLength(59);
    const { rows } = await pool.query(
      `select distinct attempts, run_at, last_error like '%is pinned to pack%' as why from timer where id = 'broken'`,
    );
    expect(rows).toEqual([
      { attempts: 1, run_at: new Date('2026-11-23T09:00:03.000Z'), why: true },
    ]);
  });

  it('does not wait for the next poll because more ran out than one look takes', async () => {
    const { id } = await openAt(engine);
    const { pool } = engine.parts;
    await pool.query(
      `insert into timer (case_id, id, due_at, run_at, event)
       select $1, 'many-' || n, $2, $2, '{"type":"REVIEW_DUE"}' from generate_series(1, 120) n`,
      [id, clock.at],
    );
    const many = async (): Promise<number> =>
      (await timersOf(id)).filter((timer) => timer.startsWith('many-')).length;
    const worker = new JobRunner(engine, { handlers: {}, everyMs: 60_000 });
    worker.start();
    for (let tries = 0; (await many()) > 0 && tries < 100; tries += 1) await setTimeout(50);
    await worker.stop();
    expect(await many()).toBe(0);
  });

  it('and a person who act at the same moment do not wait for each other forever', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(async () => (await openAt(engine)).id));
    for (const id of ids) await walkToPermit(engine, id);
    clock.forward(400 * DAY);
    const outcomes = await Promise.allSettled([
      runnerOf(engine).drain(),
      ...ids.map(async (id) =>
        act(engine, id, 'rita', { type: 'WITHDRAWN', reason: 'not needed' }),
      ),
    ]);
    expect(JSON.stringify(outcomes)).not.toContain('deadlock');
    for (const id of ids) {
      expect(['expired', 'withdrawn', 'retired']).toContain((await engine.view(id)).status);
      expect(await timersOf(id)).toEqual([]);
    }
  });
});
