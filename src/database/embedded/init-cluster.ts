import { existsSync } from 'node:fs';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { ClusterHome } from './cluster-home.ts';
import { EmbeddedPostgresError } from './embedded.errors.ts';
import { execute } from './execute.ts';

/** The one role of an embedded cluster. */
export const EMBEDDED_ROLE = 'carnet';

/**
 * Makes the cluster when it is missing: UTF-8, C locale, checksums, passwords by SCRAM only.
 *
 * `initdb` works beside the final name and is renamed at its end, so one that was cut off is never taken for a
 * database.
 *
 * @throws {EmbeddedPostgresError} `initdb` failed, or another major version made the cluster
 */
export async function initCluster(
  home: ClusterHome,
  binaries: Binaries,
  password: string,
  sync: boolean,
): Promise<void> {
  if (existsSync(home.data)) {
    await requireVersion(home.data, binaries.major);
    return;
  }
  const unfinished = join(home.folder, 'data.unfinished');
  const passwordFile = join(home.folder, 'initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (home.user) await chown(passwordFile, home.user.uid, home.user.gid);
  try {
    const args = ['-D', unfinished, '-U', EMBEDDED_ROLE, `--pwfile=${passwordFile}`];
    const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
    const { code, output } = await execute(
      binaries.initdb,
      [...args, ...flags, ...(sync ? [] : ['--no-sync'])],
      home.user,
    );
    if (code !== 0) throw new EmbeddedPostgresError(`initdb failed: ${output.trim()}`);
    await rename(unfinished, home.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function requireVersion(data: string, major: string): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (found === major) return;
  throw new EmbeddedPostgresError(
    `the database in \`${data}\` was made by PostgreSQL ${found}, this Carnet brings PostgreSQL ${major}: ` +
      'dump it with the old version and restore it, or use that version of Carnet',
  );
}
