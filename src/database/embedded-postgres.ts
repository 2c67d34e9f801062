import { join, resolve } from 'node:path';
import { findBinaries } from './embedded/binaries.ts';
import { findHome, makeDataFolder, readPassword } from './embedded/cluster-home.ts';
import type { FolderLock } from './embedded/folder-lock.ts';
import { lockFolder } from './embedded/folder-lock.ts';
import { EMBEDDED_ROLE, initCluster } from './embedded/init-cluster.ts';
import { clearOrphan } from './embedded/orphan.ts';
import type { ServerProcess } from './embedded/server-process.ts';
import { startServer } from './embedded/server-process.ts';

/** A running embedded server. */
export interface EmbeddedPostgres {
  /** Connection URL, with its password, of a database on this server; it need not exist yet. */
  urlOf(database: string): string;
  /** Ends all connections, shuts the server down in order and frees the data folder. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Server settings for tests, such as `{ fsync: 'off' }`; a real database is started without any. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the PostgreSQL that comes with Carnet on a data folder, making folder and cluster when they are missing.
 *
 * The server listens on a free port of 127.0.0.1 alone, knows one role with a random password (a 0600 file in the
 * data folder) and writes durably. It never runs as root: see `findHome` and `findBinaries` for where cluster and
 * programs go then. What a crash left behind (locks, a server still running) is cleared first. Should this process
 * die without `stop`, the server shuts itself down.
 *
 * @throws {DataFolderLockedError} another Carnet process uses the folder
 * @throws {DataFolderError} the folder cannot be used
 * @throws {EmbeddedPostgresError} PostgreSQL cannot be made or started
 */
export async function startEmbedded(
  dataDir: string,
  { settings = {} }: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  await makeDataFolder(folder);
  const locks: FolderLock[] = [await lockFolder(folder)];
  try {
    const { server, password } = await start(folder, locks, settings);
    const role = `${EMBEDDED_ROLE}:${password}`;
    let stopping: Promise<void> | undefined;
    return {
      urlOf: (database) => `postgresql://${role}@127.0.0.1:${String(server.port)}/${database}`,
      stop: async () => (stopping ??= server.stop().then(async () => release(locks))),
    };
  } catch (error) {
    await release(locks);
    throw error;
  }
}

async function start(
  folder: string,
  locks: FolderLock[],
  settings: Readonly<Record<string, string>>,
): Promise<{ server: ServerProcess; password: string }> {
  const home = await findHome(folder);
  // A copied data folder would point at the same cluster: its own lock keeps two of them apart.
  if (home.elsewhere) locks.push(await lockFolder(home.folder));
  const binaries = await findBinaries(folder, home.user);
  const password = await readPassword(folder, home.data);
  await initCluster(home, binaries, password, settings['fsync'] !== 'off');
  await clearOrphan(home.data, binaries.postgres);
  const logFile = join(folder, 'postgres.log');
  return { server: await startServer({ home, binaries, logFile, settings }), password };
}

async function release(locks: readonly FolderLock[]): Promise<void> {
  for (const lock of locks) await lock.release();
}
