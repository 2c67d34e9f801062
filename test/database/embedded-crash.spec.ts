import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOf } from '../../src/database/embedded/process-identity.ts';
import type { EmbeddedProcess } from '../support/embedded-process.ts';
import {
  openFolder,
  processesWith,
  query,
  runEmbedded,
  serverPid,
} from '../support/embedded-process.ts';

let folder: Awaited<ReturnType<typeof openFolder>>;
let dataDir: string;

beforeEach(async () => {
  folder = await openFolder();
  dataDir = join(folder.path, 'data');
});
afterEach(async () => {
  for (const pid of processesWith(dataDir)) kill(pid, 'SIGKILL');
  await folder.remove();
});

/** Not by a signal: a zombie that nobody has waited for yet is gone as well. */
function isRunning(pid: number): boolean {
  return startOf(pid) !== null;
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (isRunning(pid) && Date.now() < deadline) await sleep(20);
  expect(isRunning(pid)).toBe(false);
}

async function startWithData(): Promise<EmbeddedProcess & { serverPid: number }> {
  const started = await runEmbedded(dataDir);
  expect(started.error).toBe('');
  await query(started.url, 'create table kept as select 42 as answer');
  return { ...started, serverPid: await serverPid(started.url) };
}

/** What a new start finds, and what it leaves running when it has ended. */
async function recover(): Promise<unknown> {
  const again = await runEmbedded(dataDir);
  const data = again.error === '' ? await query(again.url, 'select * from kept') : again.error;
  await again.end('SIGTERM');
  return { data, running: processesWith(dataDir) };
}

const RECOVERED = { data: [{ answer: 42 }], running: [] };

/** The shell that shuts the server down when Carnet dies. */
function guardOf(server: number): number[] {
  return processesWith(`kill -INT ${String(server)}`);
}

it('shuts the server down when Carnet is killed, and starts again at once', async () => {
  const crashed = await startWithData();
  await crashed.end('SIGKILL');
  await untilGone(crashed.serverPid);
  expect(await recover()).toEqual(RECOVERED);
});

it('stops a server that outlived Carnet before it starts its own', async () => {
  const crashed = await startWithData();
  for (const pid of guardOf(crashed.serverPid)) kill(pid, 'SIGKILL');
  await crashed.end('SIGKILL');
  await sleep(200);
  expect(isRunning(crashed.serverPid)).toBe(true);
  expect(await recover()).toEqual(RECOVERED);
  expect(isRunning(crashed.serverPid)).toBe(false);
});

it('recovers when Carnet and the server were killed together', async () => {
  const crashed = await startWithData();
  for (const pid of guardOf(crashed.serverPid)) kill(pid, 'SIGKILL');
  kill(crashed.serverPid, 'SIGKILL');
  await crashed.end('SIGKILL');
  expect(await recover()).toEqual(RECOVERED);
});

it('neither trusts nor harms a program that got the pid of the killed server', async () => {
  const crashed = await startWithData();
  const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8');
  await crashed.end('SIGTERM');
  const { uid, gid } = await stat(join(dataDir, 'postgres'));
  const stranger = spawn('sleep', ['600'], { uid, gid, cwd: '/' });
  await once(stranger, 'spawn');
  await writeFile(pidFile, text.replace(/^\d+/u, String(stranger.pid)), { mode: 0o600 });
  await chown(pidFile, uid, gid);
  try {
    expect(await recover()).toEqual(RECOVERED);
    expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
  } finally {
    stranger.kill('SIGKILL');
  }
});

it('finishes a first start that was cut off', async () => {
  await mkdir(join(dataDir, 'postgres', 'data.unfinished'), { recursive: true });
  await writeFile(join(dataDir, 'postgres', 'data.unfinished', 'PG_VERSION'), '18\n');
  await writeFile(join(dataDir, 'postgres', 'initdb-password'), 'half');
  const { uid } = await stat(folder.path);
  // A home made as root belongs to the server's user.
  if (uid === 0) await chown(join(dataDir, 'postgres'), 65_534, 65_534);
  await startWithData().then(async (started) => started.end('SIGTERM'));
  expect(await recover()).toEqual(RECOVERED);
});
