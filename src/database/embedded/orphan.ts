import { readlinkSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere } from './durable-file.ts';
import { EmbeddedPostgresError } from './embedded.errors.ts';
import { execute, pidOfEnded } from './execute.ts';
import { startOf } from './process-identity.ts';

const STEPS: readonly { signal: NodeJS.Signals; patienceMs: number }[] = [
  { signal: 'SIGINT', patienceMs: 30_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
];

/**
 * Clears what a crashed Carnet left of its server, given that nobody else holds the data folder.
 *
 * A server still running on the cluster is shut down, never adopted: its port and settings are not known. A
 * `postmaster.pid` naming a pid that now belongs to another program would make PostgreSQL refuse to start; the pid
 * in it is replaced by a dead one, which keeps PostgreSQL's own check (its shared memory segment, a later line of
 * the file) that no backend of the old server is left.
 *
 * @throws {EmbeddedPostgresError} the old server does not go
 */
export async function clearOrphan(data: string, postgres: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  const text = await readIfThere(path);
  const pid = Number(text?.split('\n')[0]);
  if (text === undefined || !Number.isInteger(pid) || pid <= 1) return;
  if (await isServerOn(pid, data)) {
    await stopProcess(pid);
    return;
  }
  if (!isTaken(pid)) return;
  await writeFile(path, text.replace(/^\d+/u, String(pidOfEnded(postgres))));
}

/** Ends a server: first in order (fast shutdown), then at once; resolves when it is gone. */
export async function stopProcess(pid: number): Promise<void> {
  for (const { signal, patienceMs } of STEPS) {
    if (!send(pid, signal)) return;
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (startOf(pid) === null) return;
      await sleep(20);
    }
  }
  throw new EmbeddedPostgresError(
    `database server ${String(pid)} does not stop: end that process, then start again`,
  );
}

async function isServerOn(pid: number, data: string): Promise<boolean> {
  if (startOf(pid) === null) return false;
  if (platform() === 'linux') {
    try {
      // A postmaster's working folder is its data folder.
      return readlinkSync(`/proc/${String(pid)}/cwd`) === realpathSync(data);
    } catch {
      return false;
    }
  }
  const { output } = await execute('ps', ['-o', 'comm=', '-p', String(pid)]);
  return basename(output.trim()).startsWith('postgres');
}

/** Zombies too: PostgreSQL's check asks only whether the pid is in use. */
function isTaken(pid: number): boolean {
  return send(pid, 0);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
