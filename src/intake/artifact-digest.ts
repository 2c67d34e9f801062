import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../common/domain-error.ts';

/** A folder holds something that a digest cannot speak of. */
class ArtifactUnreadableError extends DomainError {
  readonly code = 'ERR_ARTIFACT_UNREADABLE';
  readonly status = 422;
}

export interface ArtifactDigest {
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** How many files it covers. */
  readonly files: number;
}

/**
 * The digest of a model artifact, reading it as a stream.
 *
 * Of a file: its SHA-256. Of a folder: the SHA-256 over one line per file, `<sha256>  <path>`, the paths relative with
 * `/`, sorted byte by byte, as `sha256sum` prints them: names of empty folders, times and rights are not in it.
 *
 * @throws {ArtifactUnreadableError} a link, a device, a line break or backslash in a name, or no file at all
 * @throws {Error} of the file system
 */
export async function digestOf(path: string): Promise<ArtifactDigest> {
  const found = await lstat(path);
  if (found.isFile()) return { digest: `sha256:${await sha256OfFile(path)}`, files: 1 };
  if (!found.isDirectory()) throw new ArtifactUnreadableError(`\`${path}\` is no file or folder`);
  const files = (await filesBelow(path, '')).toSorted((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  if (files.length === 0) throw new ArtifactUnreadableError(`\`${path}\` holds no file`);
  const list = createHash('sha256');
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- one file at a time: models are large
    list.update(`${await sha256OfFile(join(path, file))}  ${file}\n`);
  }
  return { digest: `sha256:${list.digest('hex')}`, files: files.length };
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(root, path);
      if (!entry.isFile()) {
        throw new ArtifactUnreadableError(
          `\`${path}\` is a link or a device: put the file itself there`,
        );
      }
      // sha256sum writes such names in another form.
      if (/[\\\n\r]/u.test(path)) {
        throw new ArtifactUnreadableError(
          `the name ${JSON.stringify(path)} holds a line break or a backslash`,
        );
      }
      return [path];
    }),
  );
  return found.flat();
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
