/** The folder of an organisation's own overlays: it has a lock file and an archive of its own. */
import { statSync } from 'node:fs';
import { PolicyLoadError } from '../policy.errors.ts';
import type { PolicyFiles } from '../policy-files.ts';
import { openArchive } from './archive.ts';
import { readLock } from './lock.ts';

/** What published packs and overlays have to agree with; null where nobody has published policies yet. */
export function frozenIn(dir: string, ownOverlays: string | undefined): PolicyFiles['frozen'] {
  const entries = readLock(dir);
  if (!entries) return null;
  const own = ownOverlays === undefined ? [] : (readLock(ownOverlays) ?? []);
  return { entries: [...entries, ...own], archive: openArchive(dir, [], ownOverlays) };
}

/**
 * Overlays that silently count for nothing would be a looser law than was asked for.
 *
 * @throws {PolicyLoadError} there is no such folder
 */
export function assertFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const hint = 'CARNET_OVERLAYS names it';
  const message = 'the folder of overlays is missing';
  throw new PolicyLoadError([{ file: folder, line: 1, column: 1, message, hint }]);
}
