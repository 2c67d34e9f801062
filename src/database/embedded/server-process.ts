import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemEnvironment } from '../../config/system-environment.ts';
import type { Binaries } from './binaries.ts';
import type { ClusterHome } from './cluster-home.ts';
import { readIfThere } from './durable-file.ts';
import { EmbeddedPostgresError } from './embedded.errors.ts';
import { ROOT_FOLDER, identityOf } from './execute.ts';
import { stopProcess } from './orphan.ts';

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ServerSpec {
  readonly home: ClusterHome;
  readonly binaries: Binaries;
  /** Where the server's messages go. */
  readonly logFile: string;
  /** Settings beyond Carnet's own, such as `{ fsync: 'off' }` in tests. */
  readonly settings: Readonly<Record<string, string>>;
}

const ATTEMPTS = 5;
const READY_WITHIN_MS = 120_000;
const LOG_LIMIT = 5 * 1024 ** 2;

/**
 * Starts the server on a free loopback port and waits until it takes connections.
 *
 * It runs in a process group of its own, so Ctrl-C in a terminal reaches Carnet alone and Carnet stops the server
 * when its own work has ended. A guard (a shell that waits for a pipe from this process to close) shuts the server
 * down when this process dies without doing so.
 *
 * @throws {EmbeddedPostgresError} with the server's last words
 */
export async function startServer(spec: ServerSpec): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const before = rotateLog(spec.logFile);
    const child = launch(spec, port);
    if (await isReady(spec, child)) return supervise(spec, child, port);
    const words = readFileSync(spec.logFile).subarray(before).toString().trim();
    // Another program took the port meanwhile, or backends of a crashed server are still leaving.
    const passing = /already in use|could not bind|still in use/iu.test(words);
    if (!passing || attempt === ATTEMPTS) {
      throw new EmbeddedPostgresError(
        `the embedded PostgreSQL did not start: ${words.split('\n').slice(-5).join(' | ')}`,
      );
    }
    await sleep(300 * attempt);
  }
}

function launch({ home, binaries, logFile, settings }: ServerSpec, port: number): ChildProcess {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        home.data,
        ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        ...identityOf(home.user),
        cwd: ROOT_FOLDER,
        env: systemEnvironment(),
        detached: true,
        stdio: ['ignore', log, log],
      },
    );
    // A failed start shows as a child without pid.
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function isReady({ home }: ServerSpec, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (hasEnded(child)) return false;
    if (await saysReady(home, child.pid)) return true;
    await sleep(20);
  }
  if (child.pid !== undefined) await stopProcess(child.pid);
  return false;
}

function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}

async function saysReady({ data }: ClusterHome, pid: number | undefined): Promise<boolean> {
  // The file of an earlier server may still lie there: the first line is the pid, the eighth the state.
  const lines = (await readIfThere(join(data, 'postmaster.pid')))?.split('\n') ?? [];
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}

function supervise(spec: ServerSpec, child: ChildProcess, port: number): ServerProcess {
  const pid = child.pid ?? -1;
  const guard = watch(spec, pid);
  // A guard that outlived its server would one day signal whoever got the server's pid.
  child.once('exit', () => guard?.kill('SIGKILL'));
  return {
    port,
    pid,
    stop: async () => {
      if (hasEnded(child)) return;
      child.ref();
      const gone = once(child, 'exit');
      await stopProcess(pid);
      await gone;
    },
  };
}

function watch({ home }: ServerSpec, pid: number): ChildProcess | undefined {
  if (platform() === 'win32') return undefined;
  const guard = spawn('/bin/sh', ['-c', `read -r _; kill -INT ${String(pid)}`], {
    ...identityOf(home.user),
    cwd: ROOT_FOLDER,
    env: systemEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return guard;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new EmbeddedPostgresError('found no free port on 127.0.0.1');
  }
  return address.port;
}

/** The log's present length, after setting an overlong one aside. */
function rotateLog(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_LIMIT) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}
