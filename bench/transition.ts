/**
 * Decisions per second through the engine, beside pgbench sending the same SQL to the same server.
 *
 * `npm run bench:transition`, or `… -- 3` for 3 seconds per load instead of 8; takes about two minutes. Needs pgbench (Debian: postgresql-contrib) for the comparison.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseEngine } from '../src/cases/engine.ts';
import type { CaseView } from '../src/cases/case.views.ts';
import { sha256Hex } from '../src/common/canonical-json.ts';
import { newId } from '../src/common/ids.ts';
import { closeCell, openCell } from '../src/database/cell.ts';
import { connect } from '../src/database/connection.ts';
import { startEmbedded } from '../src/database/embedded-postgres.ts';
import { loadCatalog } from '../src/policy/load.ts';
import { EU } from '../src/regions/eu.module.ts';
import { lawOf } from '../src/regions/region.ts';
import { findMachine } from '../workflows/registry.ts';
import { copyCase, openExample, PEOPLE, type Step, walk } from './case-stock.ts';
import { type Figures, measure } from './measure.ts';
import { listen, preparePgbench, runPgbench, type Sent } from './same-sql.ts';

const CLIENTS = [1, 16, 64];
const SECONDS = Number(process.argv[2] ?? 8);
/** More than anybody will decide in a run. */
const COPIES: Readonly<Record<number, number>> = { 1: 1500, 16: 3000, 64: 3000 };

const catalog = loadCatalog();

function engineOn(pool: CaseEngine['parts']['pool']): CaseEngine {
  const { id, version } = EU.machine;
  const machine = findMachine(id, version);
  return new CaseEngine({ region: EU.region, pool, machine, law: lawOf(catalog, EU) });
}

/** Decides its way through cases, each client on its own one. */
function decider(
  engine: CaseEngine,
  template: CaseView,
  stock: string[],
  way: readonly Step[],
): (client: number) => Promise<boolean> {
  const at = new Map<number, { id: string; step: number; seen: CaseView['seen'] }>();
  return async (client) => {
    let mine = at.get(client);
    if (!mine || mine.step >= way.length) {
      const id = stock.pop();
      if (id === undefined) return false;
      mine = { id, step: 0, seen: template.seen };
      at.set(client, mine);
    }
    const step = way[mine.step];
    if (!step) return false;
    const { personId, stage, role } = step;
    const key = newId('key');
    const view = await engine.handle(
      mine.id,
      { type: 'APPROVED', stage, role, reason: 'as measured', seen: mine.seen[stage] ?? '' },
      {
        actor: { personId, roles: PEOPLE[personId] ?? [] },
        idempotency: {
          personId,
          key,
          method: 'POST',
          path: `/api/v1/cases/${mine.id}/decisions`,
          bodySha256: sha256Hex(key),
        },
      },
    );
    mine.step += 1;
    mine.seen = view.seen;
    return true;
  };
}

async function throughEngine(
  url: string,
  template: CaseView,
  way: readonly Step[],
  clients: number,
): Promise<Figures> {
  const cell = await openCell(EU.region, url, { poolSize: clients });
  try {
    const engine = engineOn(cell.pool);
    const stock = await copyCase(engine, template, COPIES[clients] ?? 1000);
    const once = decider(engine, template, stock, way);
    await measure(clients, 1.5, once);
    return await measure(clients, SECONDS, once);
  } finally {
    await closeCell(cell);
  }
}

/** What the engine sends for two decisions that need no new reading of the law. */
async function recorded(
  url: string,
  template: CaseView,
  way: readonly Step[],
): Promise<{ lock: Sent; write: Sent }[]> {
  const cell = await openCell(EU.region, url, { poolSize: 1 });
  try {
    const tap = listen(cell.pool);
    const engine = engineOn(cell.pool);
    const [id] = await copyCase(engine, template, 1);
    const once = decider(engine, template, [id ?? ''], way);
    await once(0);
    await once(0);
    tap.stop();
    const locks = tap.sent.filter(({ name }) => name === 'case-lock');
    const writes = tap.sent.filter(({ name }) => name === 'case-write');
    return locks.slice(0, 2).flatMap((lock, index) => {
      const write = writes[index];
      return write ? [{ lock, write }] : [];
    });
  } finally {
    await closeCell(cell);
  }
}

function show(what: string, { clients, done, perSecond, p50Ms, p99Ms }: Figures): void {
  const cells = [
    what.padEnd(34),
    String(clients).padStart(7),
    String(done).padStart(8),
    perSecond.toFixed(0).padStart(10),
    p50Ms.toFixed(2).padStart(9),
    p99Ms.toFixed(2).padStart(9),
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carnet-bench-'));
  const server = await startEmbedded(folder);
  try {
    const admin = await connect(server.urlOf('postgres'), 'bench');
    await admin.query('create database bench');
    await admin.end();
    await run(server.urlOf('bench'));
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(url: string): Promise<void> {
  const cell = await openCell(EU.region, url);
  const engine = engineOn(cell.pool);
  for (const id of Object.keys(PEOPLE)) {
    await cell.pool.query('insert into person (id, name, created_at) values ($1, $1, now())', [id]);
  }
  const { rows } = await cell.pool.query<{ version: string; fsync: string }>(
    "select current_setting('server_version') as version, current_setting('fsync') as fsync",
  );
  const way = await walk(engine, (await openExample(engine, catalog)).id);
  const template = await openExample(engine, catalog);
  const plain = way.filter(({ stage, readsLaw }) => !readsLaw && template.stages.includes(stage));

  const { model } = cpus()[0] ?? { model: 'unknown' };
  process.stdout.write(
    `${new Date().toISOString()}, node ${process.version}, PostgreSQL ${rows[0]?.version} ` +
      `(fsync ${rows[0]?.fsync}), ${cpus().length} × ${model}, load before ${loadavg()[0]?.toFixed(1)}\n` +
      `the whole way: ${way.map(({ stage, readsLaw }) => stage + (readsLaw ? '*' : '')).join(' → ')} (* reads the law again)\n\n` +
      `| ${'load'.padEnd(34)} | clients | decided | per second |  p50 ms |  p99 ms |\n` +
      `| ${'-'.repeat(34)} | ------: | ------: | ---------: | ------: | ------: |\n`,
  );
  const pairs = await recorded(url, template, plain);
  for (const clients of CLIENTS) {
    const engineFigures = await throughEngine(url, template, plain, clients);
    show('engine: one decision', engineFigures);
    // Each run goes on where no other has been: journal and answers take a number once.
    const load = { clients, seconds: SECONDS, firstSeq: clients * 1_000_000 };
    await preparePgbench(cell.pool, template.id, load);
    const bare = await runPgbench(url, pairs, load);
    if (bare) {
      show('pgbench: the same SQL', bare);
      const ratio = bare.perSecond / engineFigures.perSecond;
      process.stdout.write(`|   pgbench ÷ engine ${ratio.toFixed(2)}\n`);
    } else process.stdout.write('| no pgbench on this machine\n');
    show('engine: the whole way', await throughEngine(url, template, way, clients));
  }
  await closeCell(cell);
}

await main();
