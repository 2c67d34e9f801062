import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildCli } from '../support/built-cli.ts';

let main = '';
const MANIFEST = resolve('examples/loan-default/manifest.yaml');

/** Runs the built command as a process of its own, without any variable of this one that could colour or configure it. */
function carnet(
  args: readonly string[],
  options: { cwd?: string; input?: string } = {},
): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
    ...options,
  });
}

beforeAll(() => {
  main = buildCli('binary-spec');
}, 120_000);

describe('the built command', () => {
  it('begins with the line that makes it a command', async () => {
    expect((await readFile(main, 'utf8')).startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('checks a manifest from any folder, without colours in a pipe', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'carnet-binary-'));
    const { status, stdout, stderr } = carnet(['check', MANIFEST], { cwd });
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain('EU-GDPR-44-TRANSFER');
    expect(stdout).not.toContain('\u001B[');
  });

  it('gets a long report out whole before it ends', () => {
    const { status, stdout } = carnet(['check', '-', '--json'], { input: 'model: {name: a}' });
    expect(status).toBe(1);
    expect(JSON.parse(String(stdout))).toMatchObject({ outcomes: { EU: 'unknown' } });
  });

  it('ends with 2 on input that cannot be read and 3 where no server is', () => {
    expect(carnet(['check', '-'], { input: '[' }).status).toBe(2);
    expect(carnet(['status', '--url', 'http://127.0.0.1:9']).status).toBe(3);
  });

  it('does not mind a reader that leaves early', () => {
    const command = `"${process.execPath}" "${main}" check "${MANIFEST}" --json | head -c 10`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toHaveLength(10);
    expect(stderr).toBe('');
  });
});
