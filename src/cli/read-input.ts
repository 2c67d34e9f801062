import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { UsageError } from './cli.errors.ts';
import { errorCode } from './error-code.ts';
import { MOST_BYTES } from '../intake/source-limits.ts';

/**
 * Reads a text file, or standard input where the path is `-`; at most one byte more than intake takes.
 *
 * @throws {UsageError} no such file, a folder, no rights, or not UTF-8
 */
export async function readInput(path: string, stdin: Readable): Promise<string> {
  const bytes = await readStart(
    path === '-' ? stdin : createReadStream(path, { end: MOST_BYTES }),
    path,
  );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (bytes.length > MOST_BYTES) return bytes.toString('utf8');
    throw new UsageError(`\`${path}\` is not UTF-8 text`, 'save it as UTF-8 and try again');
  }
}

async function readStart(stream: Readable, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer | string>) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (size > MOST_BYTES) break;
    }
  } catch (error) {
    throw new UsageError(
      `cannot read \`${path}\`: ${whyUnreadable(error)}`,
      'name a file, or `-` for standard input',
    );
  }
  return Buffer.concat(chunks);
}

function whyUnreadable(error: unknown): string {
  const code = errorCode(error);
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'you may not read it',
  };
  return known[code] ?? (code === '' ? 'it could not be read' : code);
}
