import { FolderFiles } from '../policy-files.ts';
import { openArchive } from './archive.ts';
import { packBundle } from './bundle-of.ts';
import type { Bundle, PackBundle } from './bundle.types.ts';
import { readDraft } from './draft.ts';
import { PackNotFoundError, PublishError } from './life.errors.ts';
import { byVersion, readLock } from './lock.ts';
import { bundlesIn } from './publish.ts';

/**
 * A pack by name: `eu` (as it stands), `eu@2026.11.1` (as it was published), or a draft's name or folder.
 *
 * @throws {PackNotFoundError} there is none, or that version was never published
 * @throws {PolicyLoadError} what stands there holds mistakes
 */
export function findPack(dir: string, name: string): PackBundle {
  const [pack = '', version] = name.split('@');
  const current = bundlesIn(dir).filter((bundle) => bundle.kind === 'pack');
  const standing = current.find((bundle) => bundle.pack === pack);
  if (version === undefined) return standing ?? draftBundle(dir, name);
  if (standing?.version === version) return standing;
  const archived = openArchive(dir).pack(pack, version);
  if (archived) return archived;
  const known = (readLock(dir) ?? []).map((entry) => `${entry.pack}@${entry.version}`);
  throw new PackNotFoundError(name, known);
}

/** A draft as a bundle. @throws as `readDraft` */
export function draftBundle(dir: string, name: string): PackBundle {
  const { folder, pack } = readDraft(dir, name);
  const files = new FolderFiles(dir, { drafts: [folder], overlays: true, frozen: null });
  const [found] = files.drafts();
  if (!found) throw new PackNotFoundError(name, []);
  return packBundle(files, found, pack);
}

/**
 * Everything that a simulation of a draft has to find besides what is archived: what stands, and the draft.
 *
 * @throws {PublishError} the draft has the version of what stands, so that nobody could tell them apart
 */
export function bundlesWith(dir: string, draft: PackBundle): readonly Bundle[] {
  const standing = bundlesIn(dir);
  const same = standing.find(({ pack }) => pack === draft.pack);
  if (same && byVersion(draft, same) <= 0) {
    throw new PublishError(
      `pack \`${draft.pack}\` stands at ${same.version}; raise \`version\` in the draft above it, it is ${draft.version}`,
    );
  }
  return [...standing, draft];
}
