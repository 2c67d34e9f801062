import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { nameOf } from './connection.ts';
import {
  ForeignDatabaseError,
  NewerDatabaseError,
  RegionMismatchError,
  ServerVersionError,
} from './database.errors.ts';
import { ALL_MIGRATIONS, MIGRATION_TABLE } from './migrations/all-migrations.ts';

/** Key of the session lock under which a database is migrated; any fixed number of Carnet's own ("carnet" in hex). */
const MIGRATION_LOCK = '0x6361726e6574';
const OLDEST = 150_000;
const TOO_NEW = 190_000;

/** What `prepareDatabase` works on. */
export interface Preparation {
  readonly region: string;
  readonly url: string;
  /** Holds the lock: its end, also by a crash, frees it. */
  readonly client: pg.Client;
  /** Runs the migrations; initialized. */
  readonly dataSource: DataSource;
}

/**
 * Brings a database to this version's shape and binds it to its region.
 *
 * All under one session advisory lock, so any number of processes may start on one empty database together. Each
 * migration is one transaction. Nothing is changed in a database that is refused.
 *
 * @throws {ServerVersionError} not PostgreSQL 15 to 18
 * @throws {ForeignDatabaseError} tables that are not Carnet's
 * @throws {NewerDatabaseError} migrations this version does not know
 * @throws {RegionMismatchError} the database belongs to another region
 */
export async function prepareDatabase({
  region,
  url,
  client,
  dataSource,
}: Preparation): Promise<void> {
  const database = nameOf(url);
  await requireVersion(client, database);
  await client.query('select pg_advisory_lock($1::bigint)', [BigInt(MIGRATION_LOCK).toString()]);
  try {
    const migrated = await requireKnown(client, database);
    // Before anything is changed: a newer migration must not touch another region's database.
    if (migrated) await requireRegion(client, region, database);
    await dataSource.runMigrations({ transaction: 'each' });
    await client.query(
      'insert into cell (region, created_at) values ($1, clock_timestamp()) on conflict do nothing',
      [region],
    );
    await requireRegion(client, region, database);
  } finally {
    await client.query('select pg_advisory_unlock_all()');
  }
}

async function requireVersion(client: pg.Client, database: string): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  );
  const [version] = rows;
  if (version && version.number >= OLDEST && version.number < TOO_NEW) return;
  throw new ServerVersionError(database, version?.text ?? 'of no known version');
}

/** Whether the database has been migrated before. */
async function requireKnown(client: pg.Client, database: string): Promise<boolean> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = current_schema() order by 1`,
  );
  const [first] = tables;
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) {
    if (first) throw new ForeignDatabaseError(database, first.name);
    return false;
  }
  const { rows: seen } = await client.query<{ name: string }>(
    `select name from ${MIGRATION_TABLE} order by id`,
  );
  const known = new Set(ALL_MIGRATIONS.map(({ name }) => name));
  const unknown = seen.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new NewerDatabaseError(database, unknown);
  return tables.some(({ name }) => name === 'cell');
}

async function requireRegion(client: pg.Client, region: string, database: string): Promise<void> {
  const { rows } = await client.query<{ region: string }>('select region from cell');
  const [cell] = rows;
  if (cell && cell.region !== region) throw new RegionMismatchError(region, cell.region, database);
}
