import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../../src/common/package-root.ts';
import type { Proof } from './prove.ts';
import type { Caught } from './run-proofs.ts';

const run = promisify(execFile);

/** What the search in a process of its own found. */
export async function searched(what: 'proofs'): Promise<readonly Proof[]>;
export async function searched(what: 'mutants'): Promise<readonly Caught[]>;
export async function searched(what: string): Promise<unknown> {
  const support = join(packageRoot(), 'test', 'support', 'typescript.mjs');
  const program = join(packageRoot(), 'test', 'workflows', 'proof', 'run-proofs.ts');
  const { stdout } = await run(process.execPath, ['--import', support, program, what], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as unknown;
}
