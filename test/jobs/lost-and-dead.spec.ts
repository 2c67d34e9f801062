import { setTimeout } from 'node:timers/promises';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { inTransaction } from '../../src/common/in-transaction.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { listJobs, retryJob } from '../../src/operations/jobs.ts';
import { addPeople, Clock, engineOn, openAt, runnerOf, walkToOwed } from '../cases/case-fixture.ts';
import { freshCells } from '../support/database.ts';

const SECOND = 1000;
let opened: Awaited<ReturnType<typeof freshCells>>;
let clock: Clock;
let engine: CaseEngine;
beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
  clock = new Clock();
  engine = engineOn(opened.cells.get('eu'), clock);
});
afterAll(async () => opened.close());

async function queued(caseId: string): Promise<unknown[]> {
  const { rows } = await engine.parts.pool.query<Record<string, unknown>>(
    'select attempts, last_error from job where case_id = $1',
    [caseId],
  );
  return rows;
}

describe('a job of a case', () => {
  it('that is lost to another worker half-way has no effect of its own', async () => {
    const { id } = await openAt(engine);
    await walkToOwed(engine, id);
    const { pool } = engine.parts;
    const stolen = new JobRunner(engine, {
      handlers: {
        'issue-permit': async () => {
          throw new Error('ran');
        },
      },
    });
    const lock = await pool.connect();
    await lock.query('begin');
    await lock.query('select from regulated_case where id = $1 for update', [id]);
    const round = stolen.runDue();
    await setTimeout(300);
    await lock.query(`update job set leased_by = gen_random_uuid() where case_id = $1`, [id]);
    await lock.query('commit');
    lock.release();
    await round;
    expect(await queued(id)).toEqual([{ attempts: 1, last_error: null }]);
  });

  it('is left to a person after twenty tries, and done when they say so', async () => {
    const { id } = await openAt(engine);
    await walkToOwed(engine, id);
    const handlers = {
      'issue-permit': async (): Promise<void> => {
        throw new Error('never');
      },
    };
    const failing = new JobRunner(engine, { handlers });
    for (let tries = 0; tries < 22; tries += 1) {
      await failing.drain();
      clock.forward(300 * SECOND);
    }
    expect(await queued(id)).toEqual([{ attempts: 20, last_error: 'never' }]);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('open');
    const { pool } = engine.parts;
    const [dead] = await listJobs(pool, { state: 'dead' });
    expect(dead).toMatchObject({ kind: 'issue-permit', state: 'dead', caseId: id });
    await pool.query(
      `insert into person (id, name, created_at) values ('adam', 'Adam', now()) on conflict do nothing`,
    );
    await inTransaction({ pool }, async (client) =>
      retryJob({ region: 'eu', client }, dead?.id ?? '', {
        by: 'adam',
        at: clock.at,
        reason: 'key is back',
      }),
    );
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('permitted');
    const journal = await readEvents(pool, 'eu');
    expect(journal.at(-1)).toMatchObject({ type: 'JOB_RETRIED', actor: 'adam' });
    expect(journal.at(-1)?.payload).toMatchObject({ reason: 'key is back', kind: 'issue-permit' });
  });
});
