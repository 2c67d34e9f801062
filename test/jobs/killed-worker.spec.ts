import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { packageRoot } from '../../src/common/package-root.ts';
import { cancelJob, enqueueJob, rescheduleJob } from '../../src/jobs/job-queue.ts';
import { GiveUpError, type OutsideHandler } from '../../src/jobs/job.types.ts';
import { OutsideRunner } from '../../src/jobs/outside-runner.ts';
import { inTransaction } from '../../src/common/in-transaction.ts';
import { freshCells } from '../support/database.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let pool: pg.Pool;
beforeAll(async () => {
  opened = await freshCells(['eu']);
  ({ pool } = opened.cells.get('eu'));
});
afterAll(async () => opened.close());
beforeEach(async () => {
  await pool.query('delete from job');
});

const now = (): string => new Date().toISOString();

function worker(mail: OutsideHandler, others: Record<string, OutsideHandler> = {}): OutsideRunner {
  return new OutsideRunner(pool, { now, everyMs: 50, handlers: { mail, ...others } });
}

const astray = (ms: number): OutsideRunner =>
  new OutsideRunner(pool, {
    now: () => new Date(Date.now() + ms).toISOString(),
    checkClock: true,
    handlers: { mail: async () => undefined },
  });

async function add(key: string, kind = 'mail'): Promise<void> {
  await enqueueJob(pool, { kind, key, payload: {}, runAt: '2026-01-01T00:00:00.000Z' });
}

it('loses no job to SIGKILL: another process leaves it to a worker that lives, and takes it within seconds of its death', async () => {
  await add('one');
  const hooks = join(packageRoot(), 'test/support/typescript.mjs');
  const program = join(packageRoot(), 'test/support/job-program.ts');
  const url = opened.urls['eu'] ?? '';
  const child = spawn(process.execPath, ['--no-warnings', '--import', hooks, program, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await once(createInterface(child.stdout), 'line');
  const done: string[] = [];
  const other = worker(async ({ key }) => {
    done.push(key);
  });
  other.start();
  // Longer than a lease: whoever lives keeps what it is at.
  await setTimeout(6_500);
  expect(done).toEqual([]);
  child.kill('SIGKILL');
  await gone;
  const killed = Date.now();
  while (done.length === 0 && Date.now() - killed < 10_000) await setTimeout(50);
  expect(done).toEqual(['one']);
  expect(Date.now() - killed).toBeLessThan(8_000);
  await other.stop();
  const { rows } = await pool.query('select from job');
  expect(rows).toEqual([]);
}, 30_000);

it('shares jobs among many workers: each is done once, and a flood of one kind holds no other back', async () => {
  for (let n = 0; n < 120; n += 1) await add(`flood-${String(n)}`);
  await add('late', 'webhook');
  const done: string[] = [];
  const handler: OutsideHandler = async ({ key }) => {
    done.push(key);
    await setTimeout(1);
  };
  const workers = [1, 2, 3].map(() => worker(handler, { webhook: handler }));
  await workers[0]?.runDue();
  expect(done).toContain('late');
  await Promise.all(workers.map(async (one) => one.drain()));
  expect(done.toSorted()).toEqual([...new Set(done)].toSorted());
  expect(done).toHaveLength(121);
});

it('belongs to the transaction that adds, moves or cancels it', async () => {
  const failed = inTransaction({ pool }, async (client) => {
    await enqueueJob(client, { kind: 'mail', key: 'never', payload: {}, runAt: now() });
    throw new Error('rolled back');
  });
  await expect(failed).rejects.toThrow('rolled back');
  await add('kept');
  await inTransaction({ pool }, async (client) => {
    expect(
      await rescheduleJob(client, { kind: 'mail', key: 'kept', runAt: '2999-01-01T00:00:00.000Z' }),
    ).toBe(true);
    expect(await rescheduleJob(client, { kind: 'mail', key: 'none', runAt: now() })).toBe(false);
  });
  const done: string[] = [];
  const one = worker(async ({ key }) => {
    done.push(key);
  });
  await one.drain();
  expect(done).toEqual([]);
  expect(await cancelJob(pool, { kind: 'mail', key: 'kept' })).toBe(true);
  expect(await cancelJob(pool, { kind: 'mail', key: 'kept' })).toBe(false);
});

it('goes to the dead letters at once when trying again is no use, and is not taken again', async () => {
  await add('bad');
  let tries = 0;
  const one = worker(async () => {
    tries += 1;
    throw new GiveUpError('no such address');
  });
  await one.drain();
  await one.drain();
  expect(tries).toBe(1);
  const { rows } = await pool.query('select state, last_error from job');
  expect(rows).toEqual([{ state: 'dead', last_error: 'no such address' }]);
});

it('does nothing by a clock that is astray', async () => {
  await add('soon');
  await expect(astray(365 * 86_400_000).runDue()).rejects.toThrow(
    '31536000 s ahead of its database',
  );
  await expect(astray(-3_600_000).runDue()).rejects.toThrow('3600 s behind its database');
  expect(await astray(0).runDue()).toBe(true);
});
