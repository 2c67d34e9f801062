/**
 * Builds the pages into `dist/web`, with each file compressed beside it, unless they were built from the very same files.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const web = import.meta.dirname;
const out = join(web, '../dist/web');
const stamp = join(out, '.built-from');

const from = fingerprint();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== from) {
  await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'warn' });
  for (const file of filesBelow(out)) compress(file);
  writeFileSync(stamp, from);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...filesBelow(web), join(web, '../package-lock.json')]) {
    hash.update(relative(web, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** `index.html` is finished for each answer, so it cannot be compressed ahead. */
function compress(file) {
  if (!/\.(?:js|css|svg|json)$/u.test(file)) return;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
}
