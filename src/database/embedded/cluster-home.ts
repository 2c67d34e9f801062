import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeDurably } from './durable-file.ts';
import { DataFolderError, messageOf } from './embedded.errors.ts';
import { openPlace } from './places.ts';
import type { ServerUser } from './server-user.types.ts';
import { canEnter, isRoot, userForNewCluster, userOfCluster } from './server-user.ts';

/** Where a cluster lives and who runs it. */
export interface ClusterHome {
  /** Owned by the server's user, mode 0700. */
  readonly folder: string;
  /** PostgreSQL's own data folder, below `folder`; absent until the cluster is made. */
  readonly data: string;
  readonly user: ServerUser | undefined;
  /** The home lies outside the data folder, so it needs a lock of its own. */
  readonly elsewhere: boolean;
}

/**
 * Makes the data folder when it is missing.
 *
 * As root others may pass through it (the server's user must reach its cluster), not list it; else it is private.
 *
 * @throws {DataFolderError} it cannot be made, is no folder, or belongs to someone else
 */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    if (made !== undefined) await chmod(dataDir, isRoot() ? 0o711 : 0o700);
    const found = await stat(dataDir);
    if (!found.isDirectory()) throw new Error('it is no folder');
    if (!isRoot() && process.getuid !== undefined && found.uid !== process.getuid()) {
      throw new Error(`it belongs to another user (uid ${String(found.uid)}): run as that user`);
    }
  } catch (error) {
    throw new DataFolderError(
      `data folder \`${dataDir}\` cannot be used, ${messageOf(error)}; choose another with CARNET_DATA_DIR`,
      { cause: error },
    );
  }
}

/**
 * Finds the home of the data folder's cluster, or makes an empty one.
 *
 * It is `postgres` in the data folder. Only when Carnet runs as root and the server's user cannot enter that (a data
 * folder inside a home of mode 0700), a new cluster gets a home of its own in a place that user can enter, and the
 * file `cluster-home` in the data folder says where: the data folder stays the handle to everything.
 *
 * @throws {DataFolderError} the recorded home is gone, or the folder was closed to the server's user later
 */
export async function findHome(dataDir: string): Promise<ClusterHome> {
  const inside = join(dataDir, 'postgres');
  const recorded = await readIfThere(join(dataDir, 'cluster-home'));
  const folder = recorded ?? inside;
  if (recorded !== undefined && !existsSync(recorded)) {
    throw new DataFolderError(
      `the database of data folder \`${dataDir}\` lived in \`${recorded}\`, which is gone: ` +
        'restore it, or choose another data folder with CARNET_DATA_DIR',
    );
  }
  if (!existsSync(folder)) return makeHome(dataDir, inside);
  const user = await userOfCluster(folder);
  await requireEntry(folder, user);
  return home(folder, user, recorded !== undefined);
}

async function makeHome(dataDir: string, inside: string): Promise<ClusterHome> {
  const user = await userForNewCluster();
  await makeOwned(inside, user);
  if (await canEnter(inside, user)) return home(inside, user, false);
  await rm(inside, { recursive: true });
  if (!user) throw new DataFolderError(`folder \`${inside}\` cannot be entered`);
  const folder = join(await openPlace(user), `cluster-${randomBytes(8).toString('hex')}`);
  await makeOwned(folder, user);
  await writeDurably(join(dataDir, 'cluster-home'), `${folder}\n`);
  return home(folder, user, true);
}

async function makeOwned(folder: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
}

async function requireEntry(folder: string, user: ServerUser | undefined): Promise<void> {
  if (await canEnter(folder, user)) return;
  throw new DataFolderError(
    `the database in \`${folder}\` runs as ${user?.name ?? 'you'}, who cannot enter that folder any more: ` +
      'open the folders above it (mode 0711), or move the data folder back',
  );
}

function home(folder: string, user: ServerUser | undefined, elsewhere: boolean): ClusterHome {
  return { folder, data: join(folder, 'data'), user, elsewhere };
}

/** The database password of the data folder: random, made once, in a file of mode 0600. */
export async function readPassword(dataDir: string, data: string): Promise<string> {
  const path = join(dataDir, 'postgres-password');
  const known = await readIfThere(path);
  if (known !== undefined && known !== '') return known;
  if (existsSync(data)) {
    throw new DataFolderError(
      `data folder \`${dataDir}\` holds a database but not its password (\`postgres-password\`): restore that file`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await writeDurably(path, `${password}\n`);
  return password;
}
