import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { execute } from '../../src/database/embedded/execute.ts';
import { initCluster } from '../../src/database/embedded/init-cluster.ts';
import { startServer } from '../../src/database/embedded/server-process.ts';
import { userForNewCluster } from '../../src/database/embedded/server-user.ts';
import { freshDatabase } from './database.ts';
import { openFolder } from './embedded-process.ts';

export interface ExternalServer {
  readonly version: string;
  /** URL of a new, empty database. */
  readonly freshDatabase: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/**
 * A PostgreSQL that is not Carnet's own, for what is promised of external servers: the system's (Debian's 15) where
 * one is installed, else this run's embedded server, used by URL alone.
 */
export async function externalServer(): Promise<ExternalServer> {
  const system = await findSystemServer();
  if (!system) {
    return { version: '18', freshDatabase: async () => freshDatabase(), close: nothing };
  }
  const { path, remove } = await openFolder();
  const user = await userForNewCluster();
  const home = { folder: join(path, 'home'), data: join(path, 'home', 'data'), user };
  await mkdir(home.folder, { mode: 0o700 });
  if (user) await chown(home.folder, user.uid, user.gid);
  const spec = { home: { ...home, elsewhere: false }, binaries: system };
  await initCluster(spec.home, system, 'secret', false);
  const settings = { fsync: 'off' };
  const server = await startServer({ ...spec, logFile: join(path, 'log'), settings });
  const urlOf = (name: string): string =>
    `postgresql://carnet:secret@127.0.0.1:${String(server.port)}/${name}`;
  let count = 0;
  return {
    version: system.major,
    freshDatabase: async () => {
      count += 1;
      const admin = new pg.Client(urlOf('postgres'));
      await admin.connect();
      await admin.query(`create database external_${String(count)}`);
      await admin.end();
      return urlOf(`external_${String(count)}`);
    },
    close: async () => {
      await server.stop();
      await remove();
    },
  };
}

async function findSystemServer(): Promise<
  { initdb: string; postgres: string; major: string } | undefined
> {
  const { code, output } = await execute('pg_config', ['--bindir']);
  const [initdb, postgres] = [join(output.trim(), 'initdb'), join(output.trim(), 'postgres')];
  if (code !== 0 || !existsSync(initdb) || !existsSync(postgres)) return undefined;
  const version = await execute(postgres, ['-V']);
  const major = /\(PostgreSQL\) (\d+)/u.exec(version.output)?.[1] ?? '';
  return Number(major) >= 15 && Number(major) <= 18 ? { initdb, postgres, major } : undefined;
}

/** The run's own server is stopped by the run. */
async function nothing(): Promise<void> {}
