import pg from 'pg';
import { DataSource } from 'typeorm';
import { connect, connectionConfig } from './connection.ts';
import { prepareDatabase } from './migrate.ts';
import { ALL_MIGRATIONS, MIGRATION_TABLE } from './migrations/all-migrations.ts';

/** One region's database, open: the hot path goes through `pool`, everything else may use `dataSource`. */
export interface Cell {
  readonly region: string;
  readonly pool: pg.Pool;
  readonly dataSource: DataSource;
}

export interface CellOptions {
  /** Connections of the pool (default 10); the data source has 4 of its own, opened when used. */
  readonly poolSize?: number;
  /** Hears of connections lost while idle; the pool replaces them by itself. */
  readonly onLostConnection?: (error: Error) => void;
}

/**
 * Opens a region's database: connects, migrates it when needed and makes sure that it is this region's.
 *
 * @param url `postgresql://…` of a database on PostgreSQL 15 to 18; an empty one becomes this region's
 * @throws {DatabaseUnreachableError} no connection
 * @throws whatever `prepareDatabase` refuses a database for
 */
export async function openCell(
  region: string,
  url: string,
  { poolSize = 10, onLostConnection = (): void => undefined }: CellOptions = {},
): Promise<Cell> {
  const client = await connect(url, `${region} migration`);
  const dataSource = makeDataSource(region, url);
  try {
    await dataSource.initialize();
    await prepareDatabase({ region, url, client, dataSource });
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  } finally {
    await client.end();
  }
  // Statements of one transaction that need no answer between them share a round trip.
  const pool = new pg.Pool({ ...connectionConfig(url, region), max: poolSize, pipeline: true });
  pool.on('error', onLostConnection);
  // The pool listens to idle connections only: one lost while in use fails its statement, and must not end the process.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return { region, pool, dataSource };
}

/** Ends all connections of a cell, after the queries running on them. */
export async function closeCell({ pool, dataSource }: Cell): Promise<void> {
  await pool.end();
  if (dataSource.isInitialized) await dataSource.destroy();
}

function makeDataSource(region: string, url: string): DataSource {
  const { types, options } = connectionConfig(url, region);
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: `carnet ${region} typeorm`,
    poolSize: 4,
    migrations: [...ALL_MIGRATIONS],
    migrationsTableName: MIGRATION_TABLE,
    // Shapes come from migrations alone.
    synchronize: false,
    // Needs nothing from the database's extensions, and must not create any.
    installExtensions: false,
    logging: false,
    extra: { types, options },
  });
}
