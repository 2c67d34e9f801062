import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildCli } from './built-cli.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs a program to its end; its environment is what is given and nothing else. */
export async function runProgram(
  program: string,
  argv: readonly string[],
  { cwd, env, stdin = '' }: RunOptions,
): Promise<Ran> {
  const child = spawn(program, argv, { cwd, env });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // A program that ends before it has read everything is no failure of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

/** Builds `carnet` into a folder for a spec, and gives a PATH on which it is found. */
export async function pathWithCarnet(spec: string, folder: string): Promise<string> {
  const main = buildCli(spec);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'carnet');
  await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  await chmod(file, 0o755);
  return `${folder}:${process.env['PATH'] ?? ''}`;
}
