import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../../src/database/embedded/execute.ts';
import type { ServerUser } from '../../src/database/embedded/server-user.types.ts';
import { isRoot } from '../../src/database/embedded/server-user.ts';
import type { EmbeddedProcess } from '../support/embedded-process.ts';
import {
  copyCheckout,
  openFolder,
  query,
  runEmbedded,
  serverPid,
  uidOf,
} from '../support/embedded-process.ts';

let folder: Awaited<ReturnType<typeof openFolder>>;

beforeEach(async () => {
  // Programs run from here.
  folder = await openFolder(tmpdir());
});
afterEach(async () => folder.remove());

// As root another user is at hand; an ordinary user proves the same as itself.
const nobody: ServerUser | undefined = isRoot()
  ? { name: 'nobody', uid: 65_534, gid: 65_534 }
  : undefined;
const rootUid = 0;

/** Starts twice in the folder, so that what the first start made is also found again. */
async function startTwice(
  dataDir: string,
  options: { checkout: string; user?: ServerUser },
): Promise<number> {
  let uid = -1;
  for (const sql of ['create table kept as select 7 as n', 'insert into kept select 8']) {
    const started = await runEmbedded(dataDir, options);
    expect(started.error).toBe('');
    await query(started.url, sql);
    uid = uidOf(await serverPid(started.url));
    await started.end('SIGTERM');
  }
  return uid;
}

it('works from a checkout and a data folder inside a home of mode 0700, without install scripts', async () => {
  const home = join(folder.path, 'home');
  await mkdir(home);
  await copyCheckout(join(home, 'carnet'));
  await chmod(home, 0o700);
  const dataDir = join(home, 'carnet', '.carnet');
  const uid = await startTwice(dataDir, { checkout: join(home, 'carnet') });
  expect(uid).not.toBe(rootUid);
  const elsewhere = join(dataDir, 'cluster-home');
  // Root's server runs as another user, who cannot enter the home; an ordinary user's runs as that user, inside.
  expect(existsSync(elsewhere)).toBe(isRoot());
  if (isRoot()) await rm(readFileSync(elsewhere, 'utf8').trim(), { recursive: true });
});

it('works for an ordinary user whose node_modules are read-only and lack the libraries’ links', async () => {
  const checkout = join(folder.path, 'carnet');
  await copyCheckout(checkout, nobody);
  // As root the files belong to root, so nobody can only read them; otherwise the modes do it.
  await execute('chmod', ['-R', 'a-w,a+rX', checkout]);
  const dataDir = join(folder.path, 'data');
  await mkdir(dataDir, { mode: 0o700 });
  if (nobody) await chown(dataDir, nobody.uid, nobody.gid);
  const uid = await startTwice(dataDir, { checkout, ...(nobody ? { user: nobody } : {}) });
  expect(uid).toBe(nobody?.uid ?? process.getuid?.());
  await execute('chmod', ['-R', 'u+w', checkout]);
});

it('says whose a data folder is instead of failing somewhere inside it', async () => {
  const refused = await (nobody ? runInRootsFolder(nobody) : runEmbedded('/'));
  expect(refused.error).toMatch(/belongs to another user \(uid 0\).*CARNET_DATA_DIR/u);
});

async function runInRootsFolder(user: ServerUser): Promise<EmbeddedProcess> {
  const dataDir = join(folder.path, 'data');
  const checkout = join(folder.path, 'carnet');
  await mkdir(dataDir, { mode: 0o755 });
  await copyCheckout(checkout, user);
  await execute('chmod', ['-R', 'a+rX', checkout]);
  return runEmbedded(dataDir, { checkout, user });
}
