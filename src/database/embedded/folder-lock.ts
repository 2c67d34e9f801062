import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataFolderLockedError } from './embedded.errors.ts';
import { pidSpace, startOf } from './process-identity.ts';

export interface FolderLock {
  release(): Promise<void>;
}

interface Claim {
  readonly file: string;
  readonly space: string;
  readonly pid: number;
  readonly start: string;
}

const HEARTBEAT_MS = 3_000;
/** A claim made where pids mean something else counts as held while its heartbeat is younger than this. */
const FOREIGN_CLAIM_MS = 15_000;
const ATTEMPTS = 10;

/**
 * Takes a folder for this process alone, until `release` or the end of the process.
 *
 * Each process first writes its own claim (a file named after pid and start time), then looks at the others': of
 * two that start together at least one sees the other, so both never succeed; both withdraw and try again after a
 * random pause. A claim whose process is gone, or whose pid now belongs to another program, is removed, and nothing
 * is ever taken over, so a crash needs no repair by hand. Processes of another container or host sharing the
 * folder are known by a heartbeat instead of their pid.
 *
 * @throws {DataFolderLockedError} another process holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const claims = join(folder, 'lock');
  await mkdir(claims, { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt += 1) {
    const file = await claim(claims);
    const other = await findOther(claims, file);
    if (!other) return hold(join(claims, file));
    await rm(join(claims, file), { force: true });
    if (attempt === ATTEMPTS) throw lockedBy(folder, other);
    await sleep(10 + Math.random() * 40);
  }
}

async function claim(claims: string): Promise<string> {
  const start = startOf(process.pid) ?? 'unknown';
  const file = [pidSpace(), process.pid, start, randomBytes(6).toString('hex')].join('.');
  await writeFile(join(claims, file), '', { mode: 0o600, flag: 'wx' });
  return file;
}

async function findOther(claims: string, own: string): Promise<Claim | undefined> {
  for (const file of await readdir(claims)) {
    const [space, pid, start] = file.split('.');
    if (file === own || space === undefined || start === undefined) continue;
    const other = { file, space, pid: Number(pid), start };
    if (await isHeld(claims, other)) return other;
    await rm(join(claims, file), { force: true });
  }
  return undefined;
}

async function isHeld(claims: string, { file, space, pid, start }: Claim): Promise<boolean> {
  if (space === pidSpace()) return startOf(pid) === start;
  const seen = await stat(join(claims, file)).catch(() => null);
  return seen !== null && Date.now() - seen.mtimeMs < FOREIGN_CLAIM_MS;
}

function hold(path: string): FolderLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A folder that vanished under a running process shows elsewhere, with a better message.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await rm(path, { force: true });
    },
  };
}

function lockedBy(folder: string, other: Claim): DataFolderLockedError {
  if (other.space !== pidSpace()) {
    const where =
      'of another container or host (or of before a restart seconds ago; then try again in 15 s)';
    return new DataFolderLockedError(folder, other.pid, where);
  }
  return new DataFolderLockedError(
    folder,
    other.pid,
    other.pid === process.pid ? '(this one)' : 'on this machine',
  );
}
