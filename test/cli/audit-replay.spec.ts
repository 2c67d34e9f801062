/** `carnet audit replay`: what a database comes to when nothing in it is believed, and each way of changing it found. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { closeCell, openCell } from '../../src/database/cell.ts';
import { journaledLogKeys } from '../../src/journal/log/journaled-log-keys.ts';
import { loadLogKey } from '../../src/journal/log/log-key.ts';
import { sequence } from '../../src/journal/log/sequencer.ts';
import { addPeople, engineOn, openAt, walkToPermit } from '../cases/case-fixture.ts';
import { dropDatabase, freshCells, freshDatabase } from '../support/database.ts';
import { carnet, type CliRun } from '../support/run-cli.ts';

const now = (): string => new Date().toISOString();

let opened: Awaited<ReturnType<typeof freshCells>>;
let home: string;
let id: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'carnet-replay-'));
  opened = await freshCells(['eu']);
  const cell = opened.cells.get('eu');
  await addPeople(cell);
  const engine = engineOn(cell);
  ({ id } = await openAt(engine));
  await walkToPermit(engine, id);
  const key = loadLogKey('eu', home);
  await sequence({ region: 'eu', pool: cell.pool }, key, now);
  await openAt(engine);
  await sequence({ region: 'eu', pool: cell.pool }, key, now);
  const logs = (await journaledLogKeys(cell.pool, 'eu')).map((vkey) => ({ region: 'eu', vkey }));
  writeFileSync(join(home, 'trust.json'), JSON.stringify({ keys: [], logs }));
  await closeCell(cell);
});
afterAll(async () => {
  await dropDatabase(opened.urls['eu'] ?? '');
  rmSync(home, { recursive: true });
});

async function replay(url: string, trust = 'trust.json'): Promise<CliRun> {
  const words = trust === '' ? [] : ['--trust', join(home, trust)];
  return carnet(['audit', 'replay', ...words], {
    env: { CARNET_REGIONS: 'eu', CARNET_DATABASE_EU: url, CARNET_DATA_DIR: join(home, 'none') },
  });
}

/** A copy of the database, changed by somebody who may do everything. */
async function tampered(change: string): Promise<CliRun> {
  const template = new URL(opened.urls['eu'] ?? '').pathname.slice(1);
  const url = await freshDatabase(template);
  try {
    const cell = await openCell('eu', url);
    const client: pg.PoolClient = await cell.pool.connect();
    await client.query('set session_replication_role = replica');
    await client.query(change.replaceAll('$1', `'${id}'`));
    client.release();
    await closeCell(cell);
    return await replay(url);
  } finally {
    await dropDatabase(url);
  }
}

it('finds a sound cell sound, by the keys that are trusted', async () => {
  const run = await replay(opened.urls['eu'] ?? '');
  expect(run).toMatchObject({ code: 0 });
  expect(run.out).toMatch(/^PASS {2}eu journal: \d+ events, each as it was hashed/mu);
  expect(run.out).toMatch(/^PASS {2}eu log: \d+ places without a gap; all [2-9] checkpoints/mu);
  expect(run.out).toMatch(/^PASS {2}eu cases: 2 cases are what their events lead to/mu);
});

it('says that it cannot tell without keys from elsewhere, and fails by the keys of another log', async () => {
  const url = opened.urls['eu'] ?? '';
  const without = await replay(url, '');
  expect(without).toMatchObject({ code: 2 });
  expect(without.out).toContain('give --trust');
  const vkey = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
  writeFileSync(
    join(home, 'other.json'),
    JSON.stringify({ keys: [], logs: [{ region: 'eu', vkey }] }),
  );
  const other = await replay(url, 'other.json');
  expect(other).toMatchObject({ code: 1 });
  expect(other.out).toContain('signed by no trusted key');
  expect(JSON.parse(readFileSync(join(home, 'trust.json'), 'utf8'))).toHaveProperty('logs');
});

const REHASHED = `
update journal_event e set payload = replace(payload, '"reason":"', '"reason":"not ')
 where subject = $1 and type = 'APPROVED'`;

it.each([
  ['a payload', REHASHED, 'was altered'],
  [
    'a hash',
    `update journal_event set hash = sha256(hash) where subject = $1 and seq = 3`,
    'was altered',
  ],
  [
    'an event taken out',
    `delete from journal_event where subject = $1 and seq = 4`,
    'is of an event that is not there',
  ],
  [
    'the last event taken out, with its place',
    `with gone as (delete from log_entry where subject = $1 and seq = (select max(seq) from log_entry where subject = $1)
       returning subject, seq)
     delete from journal_event e using gone g where e.subject = g.subject and e.seq = g.seq`,
    'is empty',
  ],
  [
    'two places changed for one another',
    `update log_entry set index = -1 where index = 0;
     update log_entry set index = 0 where index = 1;
     update log_entry set index = 1 where index = -1`,
    'is not over these events',
  ],
  ['a checkpoint', `update log_checkpoint set root = sha256(root)`, 'is not over these events'],
  [
    'a status',
    `update regulated_case set status = 'deployed' where id = $1`,
    'do not lead to the status',
  ],
  [
    'a snapshot',
    `update regulated_case set snapshot = jsonb_set(snapshot, '{context,requester}', '"nobody"') where id = $1`,
    'do not lead to the snapshot',
  ],
  [
    'how far a case has come',
    `update regulated_case set seq = seq - 1 where id = $1`,
    'its row stands at event',
  ],
])('finds %s changed', async (_, change, fault) => {
  const run = await tampered(change);
  expect(run.out).toContain(fault);
  expect(run.code).toBe(1);
});

it('opens no database that is not there', async () => {
  const run = await carnet(['audit', 'replay', '--region', 'eu'], {
    env: { CARNET_DATA_DIR: join(home, 'none'), CARNET_REGIONS: 'eu' },
  });
  expect(run).toMatchObject({ code: 2 });
  expect(run.err).toContain('no database of `eu`');
});
