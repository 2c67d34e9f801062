import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '../../src/database/embedded-postgres.ts';
import { DataFolderLockedError } from '../../src/database/embedded/embedded.errors.ts';
import { lockFolder } from '../../src/database/embedded/folder-lock.ts';
import { pidSpace, startOf } from '../../src/database/embedded/process-identity.ts';
import { openFolder, query, runEmbedded } from '../support/embedded-process.ts';

let folder: Awaited<ReturnType<typeof openFolder>>;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(async () => folder.remove());

it('tells a second Carnet process whom it would disturb and what to do', async () => {
  const dataDir = join(folder.path, 'data');
  const first = await runEmbedded(dataDir);
  expect(first.error).toBe('');
  const second = startEmbedded(dataDir);
  await expect(second).rejects.toBeInstanceOf(DataFolderLockedError);
  await expect(second).rejects.toMatchObject({
    code: 'ERR_DATA_FOLDER_LOCKED',
    details: { folder: dataDir, pid: first.pid },
    message: expect.stringMatching(
      new RegExp(`process ${String(first.pid)} .*stop that process.*CARNET_DATA_DIR`, 'u'),
    ),
  });
  expect(await query(first.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  await first.end('SIGTERM');
});

it('is held by one of many that ask together, and free after its release', async () => {
  const asked = await Promise.allSettled(
    Array.from({ length: 12 }, async () => lockFolder(folder.path)),
  );
  const won = asked.filter((result) => result.status === 'fulfilled');
  expect(won.length).toBeLessThanOrEqual(1);
  for (const { value } of won) await value.release();
  await (await lockFolder(folder.path)).release();
  expect(await readdir(join(folder.path, 'lock'))).toEqual([]);
});

async function leaveClaim(space: string, pid: number, start: string): Promise<string> {
  const path = join(folder.path, 'lock', `${space}.${String(pid)}.${start}.00ff`);
  await mkdir(join(folder.path, 'lock'), { recursive: true });
  await writeFile(path, '');
  return path;
}

/** Takes the folder and gives it back; the claims then left. */
async function claimsAfterUse(): Promise<string[]> {
  const lock = await lockFolder(folder.path);
  await lock.release();
  return readdir(join(folder.path, 'lock'));
}

describe('a claim left by a crash', () => {
  it('does not hold when its process is gone', async () => {
    const ended = spawn('true');
    await once(ended, 'exit');
    await leaveClaim(pidSpace(), ended.pid ?? -1, '12345');
    expect(await claimsAfterUse()).toEqual([]);
  });

  it('does not hold when its pid now belongs to another program', async () => {
    await leaveClaim(pidSpace(), process.ppid, '1');
    expect(await claimsAfterUse()).toEqual([]);
  });

  it('holds while its very process lives', async () => {
    await leaveClaim(pidSpace(), process.ppid, startOf(process.ppid) ?? '');
    await expect(lockFolder(folder.path)).rejects.toMatchObject({ details: { pid: process.ppid } });
  });

  it('of another container holds while its heartbeat is fresh, and no longer', async () => {
    const path = await leaveClaim('elsewhere', 1, '1');
    await expect(lockFolder(folder.path)).rejects.toThrow('another container or host');
    const past = new Date(Date.now() - 60_000);
    await utimes(path, past, past);
    expect(await claimsAfterUse()).toEqual([]);
  });

  it('of this process stays its own when the folder is renamed', async () => {
    const inner = join(folder.path, 'inner');
    await mkdir(inner);
    await lockFolder(inner);
    await rename(inner, join(folder.path, 'renamed'));
    await expect(lockFolder(join(folder.path, 'renamed'))).rejects.toThrow('(this one)');
  });
});
