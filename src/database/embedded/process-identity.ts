import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, platform } from 'node:os';
import { systemEnvironment } from '../../config/system-environment.ts';
import { codeOf } from './embedded.errors.ts';

/**
 * When a process started, as an opaque word; `null` when no such process runs (a zombie does not run).
 *
 * Together with the pid it tells a process from a later one that got the same pid. Windows tells only whether
 * the pid is in use.
 */
export function startOf(pid: number): string | null {
  if (platform() === 'linux') return startFromProc(pid);
  if (platform() === 'win32') return isSignalable(pid) ? 'running' : null;
  const ps = spawnSync('ps', ['-o', 'lstart=,state=', '-p', String(pid)], {
    encoding: 'utf8',
    env: systemEnvironment(),
  });
  const line = (ps.stdout ?? '').trim();
  return line === '' || /\sZ\S*$/u.test(line) ? null : shortHash(line.replace(/\s+\S+$/u, ''));
}

/** Where pids mean the same: this boot of this machine and, on Linux, this container. */
export function pidSpace(): string {
  if (platform() !== 'linux') return shortHash(hostname());
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  return shortHash(boot + readlinkSync('/proc/self/ns/pid'));
}

function startFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The command's name is in parentheses and may itself hold spaces and parentheses: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  // proc(5): state is field 3, starttime field 22.
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
