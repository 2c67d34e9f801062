/** The log of a running server, and what an auditor finds out who does not believe it. */
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import {
  checkpointText,
  openByAny,
  originIn,
  signedNote,
} from '../../../src/journal/log/checkpoint.ts';
import { GrowingTree } from '../../../src/journal/log/growing-tree.ts';
import { noteKeysOf } from '../../../src/journal/log/journaled-log-keys.ts';
import { isIncluded, leafHash } from '../../../src/journal/log/merkle.ts';
import { parseTlogProof } from '../../../src/journal/log/tlog-proof.ts';
import { loadLogKey } from '../../../src/journal/log/log-key.ts';
import { sequence } from '../../../src/journal/log/sequencer.ts';
import { caseIn, submitted } from '../../support/loan-default.ts';
import { carnet } from '../../support/run-cli.ts';
import { startTestServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'carnet-log-'));
const file = (name: string) => join(folder, name);

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
  const { cases } = await submitted(server);
  id = caseIn(cases, 'eu');
  await sequenced();
  await as('trust', '--out', file('trust.json'));
}, 60_000);
afterAll(async () => server.close());

function as(...words: readonly string[]): ReturnType<typeof carnet> {
  return carnet([...words, '--url', server.url, '--token', server.tokens['audrey'] ?? '']);
}

const now = () => new Date().toISOString();

async function counts(): Promise<{ events: number; entries: number; size: number }> {
  const { rows } = await server.cells.get('eu').pool.query<{
    events: number;
    entries: number;
    size: number;
  }>(`select (select count(*)::int from journal_event) as events, (select count(*)::int from log_entry) as entries,
             (select coalesce(max(size), 0)::int from log_checkpoint) as size`);
  return rows[0] ?? { events: 0, entries: 0, size: 0 };
}

/** Waits until the server itself has given every event its place. */
async function sequenced(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    // oxlint-disable-next-line no-await-in-loop -- until it is done
    const { events, entries } = await counts();
    if (events === entries) return;
    // oxlint-disable-next-line no-await-in-loop -- until it is done
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('the log never caught up');
}

const trust = ['--trust', file('trust.json')];
const monitor = (state = 'eu.checkpoint') =>
  as('audit', 'monitor', '--region', 'eu', '--state', file(state), ...trust);

it('gives every event its place, one after the other, and signs the whole', async () => {
  const { events, size } = await counts();
  expect(size).toBe(events);
  const { rows } = await server.cells
    .get('eu')
    .pool.query<{ index: string }>('select index from log_entry order by index');
  expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, i) => i));
  const answer = await fetch(`${server.url}/api/v1/regions/eu/checkpoint`);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toMatch(/^carnet\/eu\/[0-9a-f]{16}\n\d+\n\S{44}\n\n— carnet\/eu\//u);
});

it('is watched from one look to the next, and every event of a case is in it', async () => {
  const first = await monitor();
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toContain('kept for the next time');
  const body = { text: 'a new event' };
  await server.send('cleo', 'POST', `/cases/${id}/comments`, { body });
  await sequenced();
  const second = await monitor();
  expect(second).toMatchObject({ code: 0 });
  expect(second.out).toMatch(/the \d+ events seen last time are the first of \d+/u);
  const whole = await as('audit', 'case', id, ...trust);
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.out).toMatch(/all \d+ events are in the log of a signed checkpoint/u);
});

it('shows its proofs in the text forms that other tools read', async () => {
  const key = noteKeysOf([vkeyIn(file('trust.json'))]);
  const shown = await as('audit', 'inclusion', id, '--event', '2');
  const proof = parseTlogProof(shown.out);
  const head = openByAny(proof?.checkpoint ?? '', key);
  if (!proof || !head) throw new Error(shown.out + shown.err);
  const { body } = await server.send('audrey', 'GET', `/cases/${id}/events?after=1`);
  const [event] = body['items'] as { hash: string }[];
  const leaf = leafHash(Buffer.from(event?.hash ?? '', 'hex'));
  const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
  const at = { index: proof.index, size: head.size };
  expect(isIncluded(leaf, at, hashes, head.root)).toBe(true);
  const grown = await as('audit', 'consistency', '--region', 'eu', '--from', '3');
  expect(grown.out).toMatch(/^old 3\n(\S{43}=\n)+\ncarnet\/eu\//u);
  // What a tool for C2SP logs asks for.
  const plain = await fetch(`${server.url}/checkpoint`);
  expect(openByAny(await plain.text(), key)?.origin).toBe(head.origin);
  expect(plain.headers.get('cache-control')).toContain('public');
});

function vkeyIn(path: string): string {
  const { logs } = JSON.parse(readFileSync(path, 'utf8')) as { logs: { vkey: string }[] };
  return logs[0]?.vkey ?? '';
}

it('keeps to one order whoever gives the places, however many at once', async () => {
  const { pool } = server.cells.get('eu');
  const key = loadLogKey('eu', server.dataDir);
  const said = Array.from({ length: 12 }, async (_, i) =>
    server.send('cleo', 'POST', `/cases/${id}/comments`, { body: { text: `at once ${i}` } }),
  );
  const looks = Array.from({ length: 6 }, async () => sequence({ region: 'eu', pool }, key, now));
  await Promise.all([...said, ...looks]);
  await sequenced();
  expect(await monitor()).toMatchObject({ code: 0 });
  expect(await as('audit', 'case', id, ...trust)).toMatchObject({ code: 0 });
});

it('sounds the alarm when an event was rewritten, hashes and all', async () => {
  const { pool } = server.cells.get('eu');
  await pool.query('alter table journal_event disable trigger user');
  const { rows } = await pool.query<{ payload: string; hash: Buffer; seq: number }>(
    `select payload, hash, seq from journal_event where subject = $1 order by seq desc limit 1`,
    [id],
  );
  const [last] = rows;
  await pool.query(`update journal_event set hash = sha256(hash) where subject = $1 and seq = $2`, [
    id,
    last?.seq,
  ]);
  const found = await as('audit', 'case', id, ...trust);
  expect(found).toMatchObject({ code: 1 });
  expect(found.out).toContain('not in the log of the signed checkpoint');
  await pool.query(`update journal_event set hash = $3 where subject = $1 and seq = $2`, [
    id,
    last?.seq,
    last?.hash,
  ]);
  await pool.query('alter table journal_event enable trigger user');
  expect(await as('audit', 'case', id, ...trust)).toMatchObject({ code: 0 });
});

it('sounds the alarm when the log forked, shrank, or is another', async () => {
  const { pool } = server.cells.get('eu');
  const before = readFileSync(file('eu.checkpoint'), 'utf8');
  // Whoever has both the database and the key can have another log signed; the service itself would not.
  await forge(pool, originIn(before));
  writeFileSync(file('short.checkpoint'), before);
  const forked = await monitor('short.checkpoint');
  expect(forked).toMatchObject({ code: 1 });
  expect(forked.out).toContain('it was rewritten');
  // What was kept stays: the alarm sounds again at the next look.
  expect(readFileSync(file('short.checkpoint'), 'utf8')).toBe(before);
  await pool.query('alter table log_checkpoint disable trigger user');
  await pool.query('delete from log_checkpoint where size > 5');
  const shrunk = await monitor('short.checkpoint');
  expect(shrunk).toMatchObject({ code: 1 });
  writeFileSync(file('odd.checkpoint'), before.replace(/\n\d+\n/u, '\n1\n'));
  expect(await monitor('odd.checkpoint')).toMatchObject({ code: 1 });
});

/** Writes the log anew below its first node, and a signed head over it that is larger than any before. */
async function forge(pool: pg.Pool, origin: string): Promise<void> {
  await pool.query('alter table log_node disable trigger user');
  await pool.query(
    `update log_node set hash = sha256(hash) where level = (select max(level) from log_node) and index = 0`,
  );
  const { size } = await counts();
  const tree = new GrowingTree();
  for (let n = 0; n < size + 8; n += 1) tree.append(Buffer.from(`forged ${n}`));
  const key = createPrivateKey(readFileSync(join(server.dataDir, 'keys', 'eu.log.pem')));
  const root = tree.root ?? Buffer.alloc(0);
  const note = signedNote(checkpointText({ origin, size: tree.size, root }), origin, key);
  await pool.query(
    `insert into log_node
     select l, generate_series(0, $1 / (1 << l)), sha256('x') from generate_series(0, 12) l on conflict do nothing`,
    [tree.size],
  );
  await pool.query('insert into log_checkpoint (size, root, at, note) values ($1, $2, now(), $3)', [
    tree.size,
    root,
    note,
  ]);
}

it('refuses what nobody can prove, and lets nothing of it be changed', async () => {
  const get = async (path: string) => server.send('audrey', 'GET', path);
  expect(await get('/regions/eu/log/consistency?from=100000')).toMatchObject({
    status: 404,
    body: { code: 'ERR_LOG_PROOF' },
  });
  expect(await get('/regions/eu/log/consistency?from=0')).toMatchObject({ status: 400 });
  expect(await get('/regions/mars/checkpoint')).toMatchObject({ status: 404 });
  expect(await get(`/cases/${id}/events/999/inclusion`)).toMatchObject({ status: 404 });
  expect(await get(`/cases/${id}/events/x/inclusion`)).toMatchObject({ status: 400 });
  const { pool } = server.cells.get('eu');
  const wrong = ['update log_entry set seq = 1', 'delete from log_entry', 'truncate log_entry'];
  for (const statement of wrong) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect(pool.query(statement)).rejects.toThrow('append-only');
  }
});
