import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { SourceFile } from '../intake/draft/draft.types.ts';
import { FOOTER_END, MOST_FOOTER, parquetFooterLength } from '../intake/draft/parquet-columns.ts';
import { MOST_SOURCE_BYTES } from '../intake/draft/read-source-file.ts';
import { UsageError } from './cli.errors.ts';
import { errorCode } from './error-code.ts';

/** Of a table of any size only this much is held: the header of a CSV file. */
const MOST_HEADER = 1024 * 1024;
/** A table larger than this is not hashed: reading it would take longer than the answer is worth. */
const MOST_HASHED = 4 * 1024 ** 3;
const TABLE = /\.(?:csv|tsv)$/iu;

/**
 * Reads what intake needs of a file: the footer of a Parquet file, the header of a CSV file, anything else whole.
 *
 * @param options.hash whether tables are hashed, so that a draft can name the data set by its SHA-256
 * @throws {UsageError} no such file, no file, no rights
 */
export async function openSourceFile(
  path: string,
  options: { readonly hash: boolean },
): Promise<SourceFile> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (!stats.isFile()) throw new UsageError(`\`${path}\` is no file`, 'name files, not folders');
    const part = await partOf(handle, stats.size, path);
    const hashed = options.hash && part.table && stats.size <= MOST_HASHED;
    const sha256 = hashed ? await hashOf(path) : null;
    return { name: path, bytes: part.bytes, sha256 };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read \`${path}\`: ${why(error)}`, 'name a file that exists');
  } finally {
    await handle?.close();
  }
}

/**
 * The SHA-256 of a file of any size, hex.
 *
 * @throws {UsageError} no such file, no file, no rights
 */
export async function hashFile(path: string): Promise<string> {
  try {
    return await hashOf(path);
  } catch (error) {
    throw new UsageError(`cannot read \`${path}\`: ${why(error)}`, 'name a file that exists');
  }
}

interface Part {
  readonly bytes: Uint8Array;
  readonly table: boolean;
}

async function partOf(handle: FileHandle, size: number, path: string): Promise<Part> {
  const end = await bytesAt(handle, Math.max(0, size - FOOTER_END), FOOTER_END);
  const footer = parquetFooterLength(end);
  if (footer !== null) {
    const length = Math.min(footer, size, MOST_FOOTER + FOOTER_END);
    return { bytes: await bytesAt(handle, size - length, length), table: true };
  }
  if (TABLE.test(path)) return { bytes: await bytesAt(handle, 0, MOST_HEADER), table: true };
  return { bytes: await bytesAt(handle, 0, MOST_SOURCE_BYTES + 1), table: false };
}

async function bytesAt(handle: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

function why(error: unknown): string {
  const code = errorCode(error);
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'you may not read it',
  };
  return known[code] ?? (code === '' ? 'it could not be read' : code);
}
