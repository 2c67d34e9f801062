import { stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded.errors.ts';
import { execute } from './execute.ts';
import type { ServerUser } from './server-user.types.ts';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user for a new cluster: `undefined` (this process's own) unless it runs as root, which PostgreSQL refuses.
 *
 * As root it is the system user `postgres`, made when absent, and `nobody` where users cannot be made.
 */
export async function userForNewCluster(): Promise<ServerUser | undefined> {
  if (!isRoot()) return undefined;
  const existing = await lookUp('postgres');
  if (existing) return existing;
  await execute('groupadd', ['--system', 'postgres']);
  const home = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  await execute('useradd', ['--system', '--gid', 'postgres', ...home, 'postgres']);
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (!user) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it as: ' +
        'run Carnet as an ordinary user, or make a user `postgres`',
    );
  }
  return user;
}

/** An existing cluster runs as its owner: PostgreSQL accepts nobody else. */
export async function userOfCluster(folder: string): Promise<ServerUser | undefined> {
  if (!isRoot()) return undefined;
  const { uid, gid } = await stat(folder);
  if (uid === 0) {
    throw new EmbeddedPostgresError(
      `cluster \`${folder}\` belongs to root, as whom PostgreSQL does not run: give it to the user it was made by`,
    );
  }
  return { name: `uid ${String(uid)}`, uid, gid };
}

/** Whether the user can enter the folder, through all folders above it. */
export async function canEnter(folder: string, user: ServerUser | undefined): Promise<boolean> {
  if (!user) return true;
  return (await execute('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user)).code === 0;
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}
