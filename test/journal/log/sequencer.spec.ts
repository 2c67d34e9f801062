/** Who gives the places, in which order, with which key, and what it will not sign. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import type pg from 'pg';
import { packageRoot } from '../../../src/common/package-root.ts';
import { inTransaction } from '../../../src/common/in-transaction.ts';
import { appendEvent } from '../../../src/journal/journal.ts';
import { openByAny, originIn, parseVkey } from '../../../src/journal/log/checkpoint.ts';
import { journaledLogKeys } from '../../../src/journal/log/journaled-log-keys.ts';
import { signerOf } from '../../../src/journal/log/log-key.ts';
import type { LogKey, LogSigner } from '../../../src/journal/log/log-key.ts';
import { consistencyOf, readCheckpoint } from '../../../src/journal/log/log-queries.ts';
import { LogRunner } from '../../../src/journal/log/log-runner.ts';
import { isConsistent } from '../../../src/journal/log/merkle.ts';
import { inLogOrder } from '../../../src/journal/log/pending.ts';
import { sequence } from '../../../src/journal/log/sequencer.ts';
import { freshCells } from '../../support/database.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let pool: pg.Pool;
beforeEach(async () => {
  opened = await freshCells(['eu']);
  ({ pool } = opened.cells.get('eu'));
});
afterEach(async () => opened.close());

const now = (): string => new Date().toISOString();
const signer = (): LogSigner => signerOf(generateKeyPairSync('ed25519').privateKey);
const keyOf = (current: LogSigner, leaving: LogSigner | null = null): LogKey => ({
  region: 'eu',
  firstOrigin: 'carnet/eu/first',
  current,
  leaving,
});
const run = async (key: LogKey): Promise<void> => sequence({ region: 'eu', pool }, key, now);

async function journal(client: pg.ClientBase, subject = 'eu-test'): Promise<void> {
  const entry = { type: 'PERSON_DISABLED', payload: { person: 'nobody' } } as const;
  await appendEvent(client, { subject, actor: 'test', at: now(), entry });
}

async function add(count: number, subject?: string): Promise<void> {
  await inTransaction({ pool }, async (client) => {
    for (let n = 0; n < count; n += 1) await journal(client, subject);
  });
}

async function placed(): Promise<{ index: number; subject: string; seq: number }[]> {
  const { rows } = await pool.query<{ index: string; subject: string; seq: number }>(
    'select index, subject, seq from log_entry order by index',
  );
  return rows.map((row) => ({ ...row, index: Number(row.index) }));
}

async function waitFor(isDone: () => Promise<boolean>, ms: number): Promise<number> {
  const begin = Date.now();
  while (!(await isDone())) {
    if (Date.now() - begin > ms) throw new Error(`not within ${ms} ms`);
    await setTimeout(25);
  }
  return Date.now() - begin;
}

describe('the order', () => {
  it('is whole in each batch, and goes on in the next where it stopped', async () => {
    const key = keyOf(signer());
    await add(1100);
    await run(key);
    await add(3, 'eu-other');
    await run(key);
    const lines = await placed();
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, at) => at));
    // The key's own event is one of them.
    expect(lines).toHaveLength(1104);
    for (const subject of ['eu-test', 'eu-other']) {
      const seqs = lines.filter((line) => line.subject === subject).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    }
  });

  it('does not wait for a transaction that stays open, and misses nothing of it when it ends', async () => {
    const key = keyOf(signer());
    const slow = await pool.connect();
    await slow.query('begin');
    await journal(slow, 'eu-slow');
    await add(2);
    await run(key);
    expect((await placed()).map(({ subject }) => subject)).toContain('eu-test');
    await slow.query('commit');
    slow.release();
    await run(key);
    expect((await placed()).map(({ subject }) => subject)).toContain('eu-slow');
  });

  it('puts no event before its predecessor, whichever transaction began first', async () => {
    const key = keyOf(signer());
    const early = await pool.connect();
    await early.query('begin');
    await early.query('select pg_current_xact_id()');
    await add(1);
    await journal(early);
    await early.query('commit');
    early.release();
    await run(key);
    const seqs = (await placed()).filter(({ subject }) => subject === 'eu-test');
    expect(seqs.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('follows the transactions as far as the predecessors let it', () => {
    const event = fc.record({ subject: fc.constantFrom('a', 'b', 'c'), xact: fc.bigInt(1n, 9n) });
    fc.assert(
      fc.property(fc.array(event), (made) => {
        const seqs: Record<string, number> = {};
        const events = made.map(({ subject, xact }) => {
          const seq = (seqs[subject] ?? 0) + 1;
          seqs[subject] = seq;
          return { subject, seq, xact, hash: Buffer.of(seq) };
        });
        const ordered = inLogOrder(events.toReversed());
        expect(new Set(ordered)).toEqual(new Set(events));
        const last: Record<string, number> = {};
        for (const { subject, seq } of ordered) {
          expect(seq).toBe((last[subject] ?? 0) + 1);
          last[subject] = seq;
        }
        const single = ordered.filter(({ subject }) => seqs[subject] === 1);
        expect(single).toEqual(single.toSorted((x, y) => Number(x.xact - y.xact)));
      }),
    );
  });

  it('goes on after a backup was restored on a server that counts its transactions from elsewhere', async () => {
    const key = keyOf(signer());
    await add(2);
    await run(key);
    // As a dump brings it: numbers of transactions that this server has not come to.
    await pool.query(
      `insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash, xact)
       select 'eu-restored', n, now(), 'test', 'X', 1, '{}', sha256('a'), sha256(n::text::bytea), '9000000000'::xid8
         from generate_series(1, 1500) n`,
    );
    await pool.query(`update feed_reader set cursor = '9000000001.0.' where name = 'log'`);
    await run(key);
    expect((await placed()).filter(({ subject }) => subject === 'eu-restored')).toHaveLength(1500);
    const { rows } = await pool.query<{ cursor: string }>(
      `select cursor from feed_reader where name = 'log'`,
    );
    expect(Number.parseInt(rows[0]?.cursor ?? '', 10)).toBeLessThan(9_000_000_000);
    await add(1, 'eu-after');
    await run(key);
    expect((await placed()).at(-1)?.subject).toBe('eu-after');
  });
});

/** A process that has its turn and never gives it up. */
async function holder(): Promise<{ child: ChildProcess; gone: Promise<unknown> }> {
  const hooks = join(packageRoot(), 'test/support/typescript.mjs');
  const program = join(packageRoot(), 'test/support/sequence-program.ts');
  const url = opened.urls['eu'] ?? '';
  const child = spawn(process.execPath, ['--no-warnings', '--import', hooks, program, url], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = once(child, 'exit');
  await once(createInterface(child.stdout), 'line');
  return { child, gone };
}

describe('another process', () => {
  it('takes over within seconds when the one that signs is killed, and nothing of its batch is left', async () => {
    await add(5);
    const { child, gone } = await holder();
    const runner = new LogRunner(
      { region: 'eu', pool },
      { key: keyOf(signer()), now, everyMs: 50 },
    );
    runner.start();
    await setTimeout(500);
    // One at a time: whoever lives keeps its turn.
    expect(await placed()).toEqual([]);
    child.kill('SIGKILL');
    await gone;
    const ms = await waitFor(async () => (await placed()).length === 6, 5_000);
    await runner.stop();
    expect(ms).toBeLessThan(3_000);
    expect((await readCheckpoint(pool)).size).toBe(6);
    expect(originIn((await readCheckpoint(pool)).note)).toBe('carnet/eu/first');
  }, 30_000);

  it('takes over when the one that signs has come to a standstill', async () => {
    await add(5);
    const { child, gone } = await holder();
    child.kill('SIGSTOP');
    const runner = new LogRunner(
      { region: 'eu', pool },
      { key: keyOf(signer()), now, everyMs: 50 },
    );
    runner.start();
    const ms = await waitFor(async () => (await placed()).length === 6, 10_000);
    expect(ms).toBeLessThan(9_000);
    await runner.stop();
    child.kill('SIGKILL');
    await gone;
  }, 30_000);
});

describe('the key', () => {
  it('is journaled, and can be changed: it stays one log, and what was signed before stays verifiable', async () => {
    const [one, two] = [signer(), signer()];
    await add(3);
    await run(keyOf(one));
    const before = await readCheckpoint(pool);
    await add(1);
    await run({ ...keyOf(two, one), firstOrigin: 'carnet/eu/second' });
    const both = await readCheckpoint(pool);
    await add(1);
    await run(keyOf(two));
    const after = await readCheckpoint(pool);
    const vkeys = await journaledLogKeys(pool, 'eu');
    const [first, second] = vkeys.flatMap((vkey) => parseVkey(vkey) ?? []);
    if (!first || !second) throw new Error(`${vkeys.length} keys`);
    expect([first.name, second.name]).toEqual(['carnet/eu/first', 'carnet/eu/first']);
    const opens = (note: string) => [first, second].map((key) => openByAny(note, [key]) !== null);
    expect(opens(before.note)).toEqual([true, false]);
    expect(opens(both.note)).toEqual([true, true]);
    expect(opens(after.note)).toEqual([false, true]);
    const { proof } = await consistencyOf(pool, before.size);
    const [old, young] = [openByAny(before.note, [first]), openByAny(after.note, [second])];
    if (!old || !young) throw new Error('a checkpoint does not open');
    const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
    expect(isConsistent(old, young, hashes)).toBe(true);
  });

  it('signs nothing on top of a log that it has not signed', async () => {
    const key = keyOf(signer());
    await add(5);
    await run(key);
    const before = await placed();
    await add(1);
    const changes = [
      `update log_node set hash = sha256(hash) where level = 2`,
      `delete from log_node where level = 2`,
      `update log_checkpoint set note = replace(note, 'carnet/eu/first', 'carnet/eu/other')`,
      `update log_checkpoint set note = regexp_replace(note, '\\n\\d+\\n', E'\\n9\\n')`,
    ];
    for (const change of changes) {
      const client = await pool.connect();
      try {
        await client.query('create table if not exists kept_node as table log_node');
        await client.query('create table if not exists kept_head as table log_checkpoint');
        await client.query(`set session_replication_role = replica`);
        await client.query(change);
        await expect(run(key)).rejects.toMatchObject({ code: 'ERR_LOG_DAMAGED' });
        await client.query('delete from log_node');
        await client.query('insert into log_node table kept_node');
        await client.query('delete from log_checkpoint');
        await client.query('insert into log_checkpoint table kept_head');
        await client.query(`set session_replication_role = origin`);
      } finally {
        client.release();
      }
    }
    expect(await placed()).toEqual(before);
    await run(key);
    expect(await placed()).toHaveLength(before.length + 1);
  });
});
