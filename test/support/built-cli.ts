import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/**
 * Builds `carnet` for a spec that runs it as a process, and gives the path of its main file.
 *
 * The folder lies beside the packages, so that the built files find them and the package's own folder; each spec has
 * its own, so that two specs do not build into one another.
 */
export function buildCli(spec: string): string {
  const folder = resolve('node_modules/.cache', `carnet-${spec}`);
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const out = ['--outDir', folder, '--tsBuildInfoFile', join(folder, '.tsbuildinfo')];
  const args = [tsc, '-p', 'tsconfig.build.json', '--noCheck', ...out];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc ended with ${String(status)}: ${stdout}`);
  return join(folder, 'src/cli/main.js');
}
