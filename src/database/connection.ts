import type { ClientConfig } from 'pg';
import pg from 'pg';
import { maskSecrets } from '../config/mask.ts';
import { DatabaseUnreachableError } from './database.errors.ts';

const CONNECT_WITHIN_MS = 15_000;
const DATE_OID = 1082;

/**
 * How columns become JavaScript: `timestamptz` a Date (an instant), `date` the text `2026-11-23` (a day has no
 * instant), `bigint` text, `bytea` a Buffer, `jsonb` parsed.
 */
const COLUMN_TYPES = new pg.TypeOverrides();
COLUMN_TYPES.setTypeParser(DATE_OID, (value: string) => value);

/** Settings every connection to a cell shares: UTC, bounded connecting, a name seen in `pg_stat_activity`. */
export function connectionConfig(url: string, name: string): ClientConfig {
  return {
    connectionString: url,
    application_name: `carnet ${name}`,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    options: '-c TimeZone=UTC',
    types: COLUMN_TYPES,
  };
}

/** Which database a URL means, for messages: `carnet_eu on db.example:5432`, no user, no secret. */
export function nameOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `\`${decodeURIComponent(pathname.slice(1))}\` on ${hostname}:${port || '5432'}`;
  } catch {
    return `\`${maskSecrets(url)}\``;
  }
}

/**
 * One connection outside any pool, connected.
 *
 * @throws {DatabaseUnreachableError} with what to do
 */
export async function connect(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig(url, name));
  // A connection lost while idle shows at the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw unreachable(url, error);
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  '28P01': 'check user and password in the URL',
  '28000': 'check user and password in the URL, and the server’s pg_hba.conf',
  '3D000': 'create the database first',
  ECONNREFUSED: 'start the server, or correct host and port',
  ENOTFOUND: 'correct the host name',
};

function unreachable(url: string, error: unknown): DatabaseUnreachableError {
  const failure = (error instanceof AggregateError ? error.errors[0] : error) as {
    code?: string;
    message?: string;
  };
  const said = maskSecrets(failure.message ?? String(error));
  const advice = ADVICE[failure.code ?? ''] ?? 'check the URL and the server';
  return new DatabaseUnreachableError(
    `cannot connect to database ${nameOf(url)} (${said}): ${advice}`,
    { cause: error },
  );
}
