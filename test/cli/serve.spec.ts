import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildCli } from '../support/built-cli.ts';

const PATIENCE_MS = 60_000;

let main = '';
let dataDir = '';
const running = new Set<ChildProcess>();

interface Served {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly url: string;
}

beforeAll(async () => {
  main = buildCli('serve-spec');
  dataDir = await mkdtemp(join(tmpdir(), 'carnet-serve-'));
  // As root the database server runs as another user, who has to get into this folder.
  await chmod(dataDir, 0o755);
}, 120_000);

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts `carnet serve` on a free port and waits until it says where it is. */
async function serve(): Promise<Served> {
  const env = {
    PATH: process.env['PATH'],
    CARNET_DATA_DIR: join(dataDir, 'data'),
    CARNET_PORT: '0',
  };
  const child = spawn(process.execPath, [main, 'serve'], { env });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && child.exitCode === null) {
    const url = /serves (http:\S+)/u.exec(output)?.[1];
    if (url !== undefined) return { process: child, output: () => output, url };
    await sleep(50);
  }
  throw new Error(`carnet serve did not start:\n${output}`);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  running.delete(child);
  return child.exitCode;
}

describe('carnet serve', () => {
  it('tells where it is, what it serves and how to stop it; stops in order on SIGTERM', async () => {
    const served = await serve();
    expect(served.output()).toContain('regions  eu, north-america, uk');
    expect(served.output()).toContain(join(dataDir, 'data'));
    expect(served.output()).toContain('Ctrl+C');
    expect((await fetch(`${served.url}/api/v1/health`)).status).toBe(200);
    served.process.kill('SIGTERM');
    expect(await ended(served.process)).toBe(0);
    expect(served.output()).toContain('stopping (SIGTERM)');
    await expect(fetch(served.url)).rejects.toThrow('fetch failed');
  }, 120_000);

  it('does not wait for anything at the second signal, and starts again on the same data', async () => {
    const forced = await serve();
    forced.process.kill('SIGINT');
    await sleep(20);
    forced.process.kill('SIGINT');
    // 130 when the second signal found it still stopping, 0 when it had stopped by then.
    expect([130, 0]).toContain(await ended(forced.process));
    const again = await serve();
    expect((await fetch(`${again.url}/api/v1/health`)).status).toBe(200);
    again.process.kill('SIGINT');
    expect(await ended(again.process)).toBe(0);
  }, 120_000);
});
