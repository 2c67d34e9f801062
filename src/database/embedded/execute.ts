import { spawn, spawnSync } from 'node:child_process';
import { parse } from 'node:path';
import { systemEnvironment } from '../../config/system-environment.ts';
import type { ServerUser } from './server-user.types.ts';

export interface Outcome {
  /** The exit code; -1 when it could not be started or was ended by a signal. */
  readonly code: number;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** Folder to run in: the present one may be closed to the server's user, the root never is. */
export const ROOT_FOLDER = parse(process.cwd()).root;

/** What `spawn` needs to run a program as a user; nothing of ours for oneself. */
export function identityOf(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** Runs a program to its end, without a shell; never rejects. */
export async function execute(
  command: string,
  args: readonly string[],
  user?: ServerUser,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      ...identityOf(user),
      cwd: ROOT_FOLDER,
      env: systemEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gather = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.once('error', (error) => {
      resolve({ code: -1, output: error.message });
    });
    child.once('close', (code) => {
      resolve({ code: code ?? -1, output });
    });
  });
}

/** A pid that certainly belongs to nobody right now: that of a program that just ended. */
export function pidOfEnded(command: string): number {
  return spawnSync(command, ['-V'], { cwd: ROOT_FOLDER, env: systemEnvironment() }).pid;
}
