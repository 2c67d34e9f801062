/** A log that was cut by more places than are read at once: what was signed over them still stands, and gives it away. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { canonicalJson } from '../../../src/common/canonical-json.ts';
import { inTransaction } from '../../../src/common/in-transaction.ts';
import { chained } from '../../../src/journal/journal.ts';
import { GENESIS } from '../../../src/journal/journal.types.ts';
import type { JournalEvent } from '../../../src/journal/journal.types.ts';
import { journaledLogKeys, noteKeysOf } from '../../../src/journal/log/journaled-log-keys.ts';
import { loadLogKey } from '../../../src/journal/log/log-key.ts';
import { recomputeJournal } from '../../../src/journal/log/recompute.ts';
import type { Recomputed } from '../../../src/journal/log/recompute.ts';
import { sequence } from '../../../src/journal/log/sequencer.ts';
import { freshCells } from '../../support/database.ts';

/** Places that are read at once, and what is left of the log when it is cut. */
const PAGE = 2000;
const EVENTS = 4500;

let opened: Awaited<ReturnType<typeof freshCells>>;
let pool: pg.Pool;
const home = mkdtempSync(join(tmpdir(), 'carnet-recompute-'));
beforeAll(async () => {
  opened = await freshCells(['eu']);
  ({ pool } = opened.cells.get('eu'));
  await inTransaction({ pool }, async (client) => write(client, story(EVENTS)));
  await sequence({ region: 'eu', pool }, loadLogKey('eu', home), now);
}, 60_000);
afterAll(async () => {
  await opened.close();
  rmSync(home, { recursive: true });
});

function now(): string {
  return new Date().toISOString();
}

/** So many events of one subject, chained. */
function story(count: number): JournalEvent[] {
  const events: JournalEvent[] = [];
  let tail = { seq: 0, hash: GENESIS };
  for (let n = 1; n <= count; n += 1) {
    const payload = { comment: `cmt-${n}`, commitment: '0'.repeat(64), rules: [] };
    const entry = { type: 'COMMENTED', payload } as const;
    const event = chained('eu-story', tail, { actor: 'ana', at: now(), entry });
    events.push(event);
    tail = event;
  }
  return events;
}

async function write(client: pg.ClientBase, events: readonly JournalEvent[]): Promise<void> {
  await client.query(
    `insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash)
     select 'eu-story', seq, at, 'ana', 'COMMENTED', 1, payload, decode(prev, 'hex'), decode(hash, 'hex')
       from unnest($1::int[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])
            as e (seq, at, payload, prev, hash)`,
    [
      events.map(({ seq }) => seq),
      events.map(({ at }) => at),
      events.map(({ payload }) => canonicalJson(payload)),
      events.map(({ prev }) => prev),
      events.map(({ hash }) => hash),
    ],
  );
}

async function recomputed(): Promise<Recomputed> {
  const keys = noteKeysOf(await journaledLogKeys(pool, 'eu'));
  return inTransaction({ pool }, async (client) => recomputeJournal(client, keys));
}

it('finds a log of several pages whole', async () => {
  const whole = await recomputed();
  expect(whole).toMatchObject({ chainFaults: [], logFaults: [], unplaced: 0 });
  expect(whole.size).toBeGreaterThan(EVENTS);
  expect(whole.checkpoints).toBeGreaterThan(4);
});

it.each([
  ['to the end of a page', PAGE],
  ['to the middle of one', PAGE - 700],
])('finds it cut %s, and names every checkpoint over what is gone', async (_, left) => {
  const { rows } = await pool.query<{ size: string }>(
    'select size from log_checkpoint where size > $1 order by size',
    [left],
  );
  const gone = rows.map(({ size }) => `checkpoint ${size} is over more events than there are`);
  expect(gone.length).toBeGreaterThan(2);
  await pool.query('alter table log_entry disable trigger user');
  await pool.query('delete from log_entry where index >= $1', [left]);
  const cut = await recomputed();
  expect(cut.size).toBe(left);
  expect(cut.logFaults).toEqual(gone);
});
