import { writeFile } from 'node:fs/promises';
import { sha256Hex } from '../common/canonical-json.ts';
import { errorCode } from './error-code.ts';
import { UsageError } from './cli.errors.ts';

/** A file as it was written. */
export interface Written {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes what came from a server to a file; what is there already stays, unless `force`.
 *
 * @throws {UsageError} it is there already, or cannot be written
 */
export async function writeNew(
  file: string,
  bytes: Buffer,
  { force }: { readonly force?: boolean | undefined },
): Promise<Written> {
  try {
    await writeFile(file, bytes, { flag: force === true ? 'w' : 'wx' });
  } catch (error) {
    const exists = errorCode(error) === 'EEXIST';
    const why = exists ? 'it is there already' : 'the place cannot be written to';
    throw new UsageError(
      `cannot write \`${file}\`: ${why}`,
      exists ? 'pass --force to overwrite it' : 'name another with --out',
    );
  }
  return { file, bytes: bytes.length, sha256: sha256Hex(bytes) };
}
