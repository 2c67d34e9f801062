import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** One file: no pack is nearly as large, and it is held in memory. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Local header of a first entry, and end of a ZIP without any. */
const ZIP_STARTS: readonly string[] = ['PK\u0003\u0004', 'PK\u0005\u0006'];

/** One file of a folder or ZIP; its name has `/` between its parts and begins below the folder. */
export interface SetFile {
  readonly name: string;
  read(): Promise<Buffer>;
}

/** Files that somebody keeps together. */
export interface PackSet {
  /** In the order of their names. */
  readonly files: readonly SetFile[];
  close(): Promise<void>;
}

/**
 * The folder or ZIP at `path`, or null where it is a single file of another kind.
 *
 * Nothing is unpacked to disk, links are not followed, and each file is read when it is asked for.
 *
 * @throws {Error} there is nothing at `path`, or it is a ZIP that cannot be read without doubt
 */
export async function openPackSet(path: string): Promise<PackSet | null> {
  const found = await stat(path);
  if (found.isDirectory()) return folderAt(path);
  return (await isZip(path)) ? zipAt(path) : null;
}

async function folderAt(path: string): Promise<PackSet> {
  const names = await namesBelow(path, '');
  const files = names.map((name) => ({ name, read: async () => readWhole(join(path, name)) }));
  return { files: inOrder(files), close: async () => undefined };
}

async function namesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const names = entries.map(async (entry) => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return namesBelow(root, name);
    return entry.isFile() ? [name] : [];
  });
  return (await Promise.all(names)).flat();
}

async function readWhole(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  refuseTooLarge(size);
  return readFile(path);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer: start } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return ZIP_STARTS.includes(start.toString('latin1'));
  } finally {
    await file.close();
  }
}

async function zipAt(path: string): Promise<PackSet> {
  const zip = await yauzl.openPromise(path, { autoClose: false, strictFileNames: true });
  try {
    const files: SetFile[] = [];
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) files.push(fileIn(zip, entry));
    }
    const ordered = inOrder(files);
    const twice = ordered.find(({ name }, index) => name === ordered[index + 1]?.name);
    if (twice) throw new Error(`two files in it are called \`${twice.name}\``);
    return { files: ordered, close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function fileIn(zip: yauzl.ZipFile, entry: yauzl.Entry): SetFile {
  return {
    name: entry.fileName,
    async read() {
      // The size is what the ZIP says of itself, and yauzl breaks off where it was a lie.
      refuseTooLarge(entry.uncompressedSize);
      return buffer(await zip.openReadStreamPromise(entry));
    },
  };
}

function refuseTooLarge(size: number): void {
  if (size > MOST_BYTES) throw new Error('it is too large for a pack');
}

function inOrder(files: readonly SetFile[]): SetFile[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
