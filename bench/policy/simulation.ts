/** Simulating a draft over stored cases: a tenth of them first, then all, to see whether memory grows with them. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CaseEngine } from '../../src/cases/engine.ts';
import { packageRoot } from '../../src/common/package-root.ts';
import { closeCell, openCell } from '../../src/database/cell.ts';
import { connect } from '../../src/database/connection.ts';
import { startEmbedded } from '../../src/database/embedded-postgres.ts';
import { publishAll } from '../../src/policy/life/publish.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { lawOf } from '../../src/regions/region.ts';
import { findMachine } from '../../workflows/registry.ts';
import { copyCase, openExample, PEOPLE } from '../case-stock.ts';

const run = promisify(execFile);
/** Cases are copied in one statement each time; this many fit it well. */
const BATCH = 1000;

/** Cases of the loan-default example, each with a manifest of its own, against a draft of the EU pack. */
export async function simulations(cases: number, say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carnet-bench-'));
  const server = await startEmbedded(join(folder, 'data'));
  try {
    const admin = await connect(server.urlOf('postgres'), 'bench');
    await admin.query('create database bench');
    await admin.end();
    const [dir, url] = [draftIn(folder), server.urlOf('bench')];
    say(
      '\n| stored cases | examined | moved | per second | CPU ms per case | MB before | MB at the peak |',
    );
    say('| ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
    await stock(dir, url, cases / 10);
    say(await simulated(dir, url));
    await stock(dir, url, cases - cases / 10);
    say(await simulated(dir, url));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shipped packs, frozen, and a draft of the EU pack in which a rule that reaches cases under way changed its severity. */
function draftIn(folder: string): string {
  const dir = join(folder, 'policies');
  cpSync(join(packageRoot(), 'policies'), dir, { recursive: true });
  publishAll(dir, { by: 'bench', at: '2026-11-23', renew: true });
  const draft = join(dir, 'drafts', 'next');
  cpSync(join(dir, 'eu'), draft, { recursive: true });
  change(join(draft, 'pack.yaml'), (text) =>
    text.replace(/^version: .*$/mu, 'version: 2027.1.1').replace(/^status: .*$/mu, 'status: draft'),
  );
  change(join(draft, 'gdpr', 'art-22-automated-decisions.yaml'), (text) =>
    text.replace(/^severity: .*$/mu, 'severity: low').replace(/^version: .*$/mu, 'version: 2'),
  );
  return dir;
}

function change(file: string, by: (text: string) => string): void {
  writeFileSync(file, by(readFileSync(file, 'utf8')));
}

async function stock(dir: string, url: string, cases: number): Promise<void> {
  const cell = await openCell(EU.region, url, { poolSize: 2 });
  try {
    const catalog = loadCatalog(dir);
    const machine = findMachine(EU.machine.id, EU.machine.version);
    const law = lawOf(catalog, EU);
    const engine = new CaseEngine({ region: EU.region, pool: cell.pool, machine, law });
    for (const id of Object.keys(PEOPLE)) {
      // oxlint-disable-next-line no-await-in-loop -- a handful of rows
      await cell.pool.query(
        'insert into person (id, name, created_at) values ($1, $1, now()) on conflict do nothing',
        [id],
      );
    }
    const template = await openExample(engine, catalog);
    for (let left = cases - 1; left > 0; left -= BATCH) {
      // oxlint-disable-next-line no-await-in-loop -- one statement after the other
      await copyCase(engine, template, Math.min(BATCH, left));
    }
  } finally {
    await closeCell(cell);
  }
}

interface Ran {
  readonly examined: number;
  readonly moved: number;
  readonly unreadable: number;
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly startMb: number;
  readonly peakMb: number;
}

async function simulated(dir: string, url: string): Promise<string> {
  const program = fileURLToPath(new URL('simulate-run.js', import.meta.url));
  const { stdout } = await run(process.execPath, [program, dir, url]);
  const { examined, moved, unreadable, perSecond, cpuMs, startMb, peakMb } = JSON.parse(
    stdout,
  ) as Ran;
  if (unreadable > 0) throw new Error(`${unreadable} cases could not be read`);
  return `| ${examined} | ${examined} | ${moved} | ${perSecond.toFixed(0)} | ${cpuMs.toFixed(2)} | ${startMb.toFixed(0)} | ${peakMb.toFixed(0)} |`;
}
