import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { codeOf } from './embedded.errors.ts';

/** Writes a small private file so that after any crash it is there whole or not at all. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/** The text of a file, trimmed; `undefined` when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
