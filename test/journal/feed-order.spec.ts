/** Transactions are told in the order of their numbers, also where those get a digit more. */
import type { OpenCells } from '../../src/database/cells.ts';
import { loadLogKey } from '../../src/journal/log/log-key.ts';
import { sequence } from '../../src/journal/log/sequencer.ts';
import { readFeed } from '../../src/notifications/feed.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshCells } from '../support/database.ts';

const now = () => '2026-11-23T09:00:00.000Z';

let opened: OpenCells;
beforeAll(async () => {
  opened = await freshCells(['eu']);
  // Long gone, all of them: smaller than any transaction that still runs.
  await opened.cells.get('eu').pool.query(
    `insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash, xact)
     select 'eu-order', n.seq, now(), 'ana', 'SUBMITTED', 1, '{}', sha256('x'), sha256('y'), n.xact::text::xid8
       from (values (1, 9), (2, 10), (3, 99), (4, 100)) as n (seq, xact)`,
  );
});
afterAll(async () => opened.close());

it('reads them page after page, none twice and none left out', async () => {
  const { pool } = opened.cells.get('eu');
  const seen: number[] = [];
  let place = { xact: 0n, subject: '', seq: 0 };
  for (let turn = 0; turn < 4; turn++) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const [event] = await readFeed(pool, place, 1);
    seen.push(event?.seq ?? 0);
    place = event?.place ?? place;
  }
  expect(seen).toEqual([1, 2, 3, 4]);
});

it('gives them their places in the log in that order, and goes on behind them', async () => {
  const { pool } = opened.cells.get('eu');
  const key = loadLogKey('eu', mkdtempSync(join(tmpdir(), 'carnet-order-')));
  await sequence({ region: 'eu', pool }, key, now);
  await sequence({ region: 'eu', pool }, key, now);
  const { rows } = await pool.query<{ seq: number }>(
    `select seq from log_entry where subject = 'eu-order' order by index`,
  );
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});
