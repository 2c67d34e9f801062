import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of Carnet's own package.json: `policies/` and `templates/` lie beside it.
 *
 * Looked for upwards, because this file runs as `src/common/` in tests and as `dist/src/common/` when built.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("no package.json lies above Carnet's own files");
    folder = parent;
  }
  return folder;
}
