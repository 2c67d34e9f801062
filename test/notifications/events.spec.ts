import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type pg from 'pg';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { submitted } from '../support/loan-default.ts';

let server: TestServer;
let pool: pg.Pool;
beforeAll(async () => {
  server = await startTestServer();
  ({ pool } = server.cells.get('eu'));
});
afterAll(async () => server.close());

interface Told {
  readonly id: string;
  readonly data: { readonly subject: string; readonly seq: number; readonly type: string };
}

interface Stream {
  readonly status: number;
  readonly told: Told[];
  /** Id of the last event or of the beginning. */
  readonly last: () => string;
  readonly cut: () => void;
}

async function listen(person: string, query: string, after?: string): Promise<Stream> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${server.tokens[person] ?? ''}`,
  };
  if (after !== undefined) headers['last-event-id'] = after;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${server.url}/api/v1/events${query}`, { headers }, resolve).on('error', reject);
  });
  response.on('error', () => undefined);
  const told: Told[] = [];
  let rest = '';
  let last = after ?? '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id === undefined) continue;
      last = id;
      if (data !== undefined) told.push({ id, data: JSON.parse(data) as Told['data'] });
    }
  });
  return {
    status: response.statusCode ?? 0,
    told,
    last: () => last,
    cut: () => response.destroy(),
  };
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done() && tries < 200; tries += 1) await sleep(25);
}

/** Journals events of one case in one transaction that stays open for a while. */
async function journal(subject: string, seqs: readonly number[], openMs: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const seq of seqs) {
      await client.query(
        `insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash)
         values ($1, $2, now(), 'ana', 'TESTED', 1, '{}', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))`,
        [subject, seq],
      );
    }
    await sleep(openMs);
    await client.query('commit');
  } finally {
    client.release();
  }
}

const transactions = fc.array(
  fc.record({ writer: fc.nat(3), size: fc.integer({ min: 1, max: 5 }), openMs: fc.nat(60) }),
  { minLength: 5, maxLength: 25 },
);
let run = 0;

it('tells every event once and in order, whenever its transaction commits and the client loses its connection', async () => {
  await fc.assert(
    fc.asyncProperty(transactions, fc.array(fc.nat(60), { maxLength: 8 }), async (wanted, cuts) => {
      run += 1;
      const name = (writer: number): string => `eu-run${String(run)}-writer${String(writer)}`;
      let stream = await listen('ana', '?region=eu');
      await until(() => stream.last() !== '');
      const start = stream.last();
      const told: Told[] = [];
      const writers = [0, 1, 2, 3].map(async (writer) => {
        let seq = 0;
        for (const { size, openMs } of wanted.filter((one) => one.writer === writer)) {
          const seqs = Array.from({ length: size }, (_, n) => seq + n + 1);
          seq += size;
          await journal(name(writer), seqs, openMs);
        }
      });
      for (const wait of cuts) {
        await sleep(wait);
        stream.cut();
        told.push(...stream.told);
        stream = await listen('ana', '?region=eu', stream.last());
      }
      await Promise.all(writers);
      const total = wanted.reduce((sum, { size }) => sum + size, 0);
      await until(() => told.length + stream.told.length >= total);
      await sleep(30);
      stream.cut();
      told.push(...stream.told);
      const again = await listen('ana', '?region=eu', start);
      await until(() => again.told.length >= total);
      again.cut();
      const names = told.map(({ data }) => `${data.subject} ${String(data.seq)}`);
      expect(names).toHaveLength(total);
      expect(new Set(names).size).toBe(total);
      expect(again.told.map(({ data }) => `${data.subject} ${String(data.seq)}`)).toEqual(names);
      for (const writer of [0, 1, 2, 3]) {
        const seqs = told
          .filter(({ data }) => data.subject === name(writer))
          .map(({ data }) => data.seq);
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 8 },
  );
}, 60_000);

it('tells only what the listener may see, and only what they asked for', async () => {
  const officer = await listen('cleo', '');
  const admin = await listen('adam', '?region=eu');
  const other = await listen('nora', '?region=eu');
  expect([officer.status, admin.status, other.status]).toEqual([200, 403, 403]);
  await until(() => officer.last() !== '');
  expect(officer.last()).toMatch(/^eu=\d+\.0\.$/);
  const { cases } = await submitted(server);
  const one = await listen('ana', `?case=${cases['eu'] ?? ''}`);
  await until(() => officer.told.length > 0 && one.last() !== '');
  expect(new Set(officer.told.map(({ data }) => data.subject))).toEqual(new Set([cases['eu']]));
  expect(JSON.stringify(officer.told)).not.toContain('payload');
  await submitted(server);
  await server.send('ana', 'POST', `/cases/${cases['eu'] ?? ''}/withdraw`, {
    body: { reason: 'x' },
  });
  await until(() => one.told.length > 0);
  expect(one.told.map(({ data }) => [data.subject, data.type])).toEqual([
    [cases['eu'], 'WITHDRAWN'],
  ]);
  for (const stream of [officer, admin, other, one]) stream.cut();
});

it('refuses a place that is none', async () => {
  const { status, body } = await server.send('ana', 'GET', '/events', {
    headers: { 'last-event-id': '17' },
  });
  expect([status, body['code']]).toEqual([400, 'ERR_EVENT_PLACE']);
});
