import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded.errors.ts';
import type { ServerUser } from './server-user.types.ts';
import { canEnter } from './server-user.ts';

/**
 * A folder of root's that the server's user can enter, for when checkout or data folder are closed to it.
 *
 * `/var/lib/carnet`; where that cannot be made, `carnet` below `/var/tmp` (kept over restarts) and then below the
 * temporary folder. A folder that somebody else owns or may write to is passed over: programs are run from here.
 */
export async function openPlace(user: ServerUser): Promise<string> {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    const place = join(parent, 'carnet');
    if ((await isOurs(place)) && (await canEnter(place, user))) return place;
  }
  throw new EmbeddedPostgresError(
    `found no folder that user \`${user.name}\` can enter for the database: ` +
      'open the data folder to it, or set CARNET_DATABASE_… to an external PostgreSQL',
  );
}

async function isOurs(place: string): Promise<boolean> {
  try {
    const made = await mkdir(place).then(
      () => true,
      () => false,
    );
    // Whatever the umask is.
    if (made) await chmod(place, 0o755);
    const found = await lstat(place);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
