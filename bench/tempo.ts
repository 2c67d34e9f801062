/**
 * Questions of tempo over a million spans, beside the bare SQL on the same rows, and the projection made anew.
 *
 * `npm run bench:tempo`, or `… -- 200000 5000` for fewer spans and fewer events to make anew from. CPU time is what the
 * program, or the database's process, had of the cores: on a busy machine it says more than the time that passed. Linux
 * only.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engines } from '../src/cases/engines.ts';
import { loadConfig } from '../src/config/config.ts';
import type { Cell } from '../src/database/cell.ts';
import { type RunningServer, startServer } from '../src/http/server.ts';
import { seedPeople } from '../src/identity/seed-people.ts';
import { loadCatalog } from '../src/policy/load.ts';
import { openExample, PEOPLE, walk } from './case-stock.ts';
import { percentile } from './measure.ts';
import { copyJournal, copyTempo } from './tempo-stock.ts';

const SPANS = Number(process.argv[2] ?? 1_000_000);
const EVENTS = Number(process.argv[3] ?? 20_000);
const ROUNDS = Number(process.argv[4] ?? 20);

const YEAR = `ended_at >= now() - interval '365 days' and ended_at < now() and waits_on <> 'machine'`;
/** What a question asks, as short as SQL can ask it of the same rows. */
const QUESTIONS = [
  {
    name: 'waiting by stage',
    path: '/tempo/waiting?by=stage',
    sql: `select stage, count(distinct case_id), sum(working_ms), percentile_cont(array[.5,.85,.95]) within group (order by ms),
                 percentile_cont(array[.5,.85,.95]) within group (order by working_ms),
                 avg((round > 1)::int), avg((ended_at <= due_at)::int) from tempo_turn where ${YEAR} group by stage`,
  },
  {
    name: 'waiting by role, of officers',
    path: '/tempo/waiting?by=role&where=waits_on:officer',
    sql: `select role, count(distinct case_id), sum(working_ms), percentile_cont(array[.5,.85,.95]) within group (order by ms),
                 percentile_cont(array[.5,.85,.95]) within group (order by working_ms),
                 avg((round > 1)::int), avg((ended_at <= due_at)::int)
            from tempo_turn where ${YEAR} and waits_on = 'officer' group by role`,
  },
  {
    name: 'overview',
    path: '/tempo',
    sql: `select count(*), percentile_cont(array[.5,.85,.95]) within group (order by lead_ms),
                 percentile_cont(array[.5,.85,.95]) within group (order by lead_working_ms), avg((rework = 0)::int), avg(rework),
                 (select avg((ended_at <= due_at)::int) from tempo_turn where ${YEAR})
            from tempo_case where permit_at >= now() - interval '365 days' and permit_at < now()`,
  },
] as const;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carnet-bench-'));
  const config = loadConfig({
    CARNET_DATA_DIR: folder,
    CARNET_PORT: '0',
    CARNET_REGIONS: 'eu',
  });
  const server = await startServer(config, { quiet: true, docsPages: false });
  try {
    await run(server);
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(server: RunningServer): Promise<void> {
  const cell = server.cells.get('eu');
  const people = Object.entries(PEOPLE).map(([id, roles]) => ({
    id,
    name: id,
    roles: { eu: roles },
  }));
  const watchers = [
    { id: 'auditor', name: 'auditor', roles: { eu: ['auditor'] } },
    { id: 'operator', name: 'operator', roles: { eu: ['administrator'] } },
  ];
  const tokens = await seedPeople(server.cells, [...people, ...watchers], new Date());
  const template = await permittedExample(server);
  const ask = async (who: string, method: string, path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${tokens[who] ?? ''}`, 'idempotency-key': path };
    const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await header(cell);
  if (EVENTS > 0) {
    const events = await copyJournal(cell.pool, template, EVENTS);
    const { ms, cpuMs } = await timed(async () =>
      ask('operator', 'POST', '/regions/eu/tempo/rebuild'),
    );
    const rates = [ms, cpuMs].map((took) => ((events * 1000) / took).toFixed(0));
    say(
      `made anew from ${String(events)} events: ${(ms / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of CPU; ` +
        `${rates[0] ?? ''} events a second, ${rates[1] ?? ''} a second of CPU`,
    );
  }
  const stock = await timed(async () => copyTempo(cell.pool, template, SPANS));
  const { turns, cases } = stock.value;
  say(`${turns} turns of ${cases} cases, written in ${(stock.ms / 1000).toFixed(0)} s`);
  const cold = await timed(async () => ask('auditor', 'GET', '/tempo/waiting?by=stage'));
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  say(
    `first question after a start: ${(cold.ms / 1000).toFixed(1)} s; heap ${heap.toFixed(0)} MiB`,
  );
  say('| question | asked | p50 ms | p95 ms | CPU p50 ms | CPU p95 ms |');
  say('| --- | ---: | ---: | ---: | ---: | ---: |');
  const client = await cell.pool.connect();
  try {
    await client.query('set max_parallel_workers_per_gather = 0');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = (): number => cpuMsOf(rows[0]?.pid ?? 0);
    for (const { name, path, sql } of QUESTIONS) {
      // oxlint-disable no-await-in-loop -- one measurement after the other
      show(`${name}, over HTTP`, await rounds(async () => ask('auditor', 'GET', path)));
      show(`${name}, bare SQL`, await rounds(async () => client.query(sql), backend));
      // oxlint-enable no-await-in-loop
    }
  } finally {
    client.release();
  }
}

/** What a process has had of the cores, by Linux: 100 ticks a second. */
function cpuMsOf(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A case with its permit, as tempo tells it. */
async function permittedExample(server: RunningServer): Promise<string> {
  const engine = server.app.get(Engines).find('eu');
  if (!engine) throw new Error('no engine of the EU');
  const { id } = await openExample(engine, loadCatalog());
  await walk(engine, id);
  const { pool } = server.cells.get('eu');
  for (let tries = 0; tries < 600; tries += 1) {
    // oxlint-disable no-await-in-loop -- until its permit is there
    const sql = 'select 1 from tempo_case where case_id = $1 and permit_at is not null';
    if ((await pool.query(sql, [id])).rowCount === 1) return id;
    await sleep(100);
    // oxlint-enable no-await-in-loop
  }
  throw new Error('the example never got its permit');
}

async function header({ pool }: Cell): Promise<void> {
  const { rows } = await pool.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  const { model } = cpus()[0] ?? { model: 'unknown' };
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
  say(
    `${new Date().toISOString()}, node ${process.version}, PostgreSQL ${rows[0]?.version ?? ''}, ` +
      `${String(cpus().length)} × ${model}, load ${load}`,
  );
}

interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

async function rounds(once: () => Promise<unknown>, cpu = ownCpuMs): Promise<readonly Took[]> {
  await once();
  const took: Took[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    took.push(await timed(once, cpu));
  }
  return took;
}

function show(what: string, took: readonly Took[]): void {
  const figures = [took.map(({ ms }) => ms), took.map(({ cpuMs }) => cpuMs)].flatMap((all) => {
    const sorted = all.toSorted((a, b) => a - b);
    return [percentile(sorted, 0.5).toFixed(0), percentile(sorted, 0.95).toFixed(0)];
  });
  say(`| ${[what, String(took.length), ...figures].join(' | ')} |`);
}

async function timed<T>(
  once: () => Promise<T>,
  cpu = ownCpuMs,
): Promise<Took & { readonly value: T }> {
  const [begun, had] = [performance.now(), cpu()];
  const value = await once();
  return { value, ms: performance.now() - begun, cpuMs: cpu() - had };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
