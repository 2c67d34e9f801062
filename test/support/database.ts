import { randomBytes } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import { closeCell, openCell } from '../../src/database/cell.ts';
import { Cells } from '../../src/database/cells.ts';
import { connect } from '../../src/database/connection.ts';
import { ALL_MIGRATIONS } from '../../src/database/migrations/all-migrations.ts';

/** The regions of the example; a test that needs others names them. */
const TWO_REGIONS: readonly string[] = ['eu', 'north-america'];

let server: Promise<string> | undefined;

/** URL of the `postgres` database on this jest run's server, which starts when first asked for. */
export async function testServerUrl(): Promise<string> {
  return (server ??= askForServer());
}

/**
 * The cells of a service, each on a new, migrated, otherwise empty database of this jest run's server.
 *
 * Quick (a copy of a template, about 10 ms each in memory) and nobody else's: files and workers never meet. `close` drops
 * the databases.
 */
export async function freshCells(
  regions: readonly string[] = TWO_REGIONS,
): Promise<{ cells: Cells; urls: Record<string, string>; close: () => Promise<void> }> {
  const urls: Record<string, string> = {};
  for (const region of regions) urls[region] = await freshDatabase(await templateOf(region));
  const cells = new Cells(
    await Promise.all(Object.entries(urls).map(async ([region, url]) => openCell(region, url))),
  );
  const close = async (): Promise<void> => {
    await Promise.all(cells.all().map(async (cell) => closeCell(cell)));
    await Promise.all(Object.values(urls).map(async (url) => dropDatabase(url)));
  };
  return { cells, urls, close };
}

/** URL of a new database; empty unless a template is named. */
export async function freshDatabase(template = 'template0'): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  // The log strategy would write every page of the template once more; a file copy is quicker with fsync off.
  await administer(`create database "${name}" template "${template}" strategy file_copy`);
  return urlOf(name);
}

/** Drops a database made by `freshDatabase`, whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  await administer(`drop database if exists "${new URL(url).pathname.slice(1)}" with (force)`);
}

async function urlOf(database: string): Promise<string> {
  const url = new URL(await testServerUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = await connect(await testServerUrl(), 'test');
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const templates = new Map<string, Promise<string>>();

/** The migrated database of a region that fresh ones are copied from, made by the first worker that needs it. */
async function templateOf(region: string): Promise<string> {
  const known = templates.get(region) ?? makeTemplate(region);
  templates.set(region, known);
  return known;
}

async function makeTemplate(region: string): Promise<string> {
  const name = `template_${region.replaceAll('-', '_')}_${String(ALL_MIGRATIONS.length)}`;
  const client = await connect(await testServerUrl(), 'test template');
  try {
    await client.query(`select pg_advisory_lock(hashtext($1))`, [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(`create database "${name}_unfinished" template template0`);
      await closeCell(await openCell(region, await urlOf(`${name}_unfinished`)));
      // Only a finished template bears the name.
      await client.query(`alter database "${name}_unfinished" rename to "${name}"`);
    }
    return name;
  } finally {
    await client.end();
  }
}

async function askForServer(): Promise<string> {
  const port = Number(process.env['TEST_SERVER_OFFER']);
  const socket = connectSocket(port, '127.0.0.1');
  const answer = await text(socket);
  if (answer.startsWith('postgresql://')) return answer;
  throw new Error(`no test server: ${answer}`);
}
