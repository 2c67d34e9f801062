/** `policies/archive/`: every published version as canonical JSON, so that a case can be read again at its pins. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../common/canonical-json.ts';
import type {
  Archive,
  Bundle,
  OverlayBundle,
  PackBundle,
  VocabularyBundle,
} from './bundle.types.ts';
import { ArchiveError } from './life.errors.ts';
import { writeFileAtomic } from './write-file.ts';

const ARCHIVE = 'archive';
const OVERLAY = 'overlay:';

/** Name of an overlay among packs. */
export function overlayName(name: string): string {
  return `${OVERLAY}${name}`;
}

/**
 * The archive of a folder of policies. Files are read when they are asked for, and kept.
 *
 * @param drafts bundles that are not archived and are to be found all the same
 * @param ownOverlays folder of an organisation's own overlays, which has an archive of its own
 */
export function openArchive(
  dir: string,
  drafts: readonly Bundle[] = [],
  ownOverlays?: string,
): Archive {
  const known = new Map<string, Bundle | undefined>(
    drafts.map((bundle) => [`${bundle.pack} ${bundle.version}`, bundle]),
  );
  const folders = [dir, ...(ownOverlays === undefined ? [] : [ownOverlays])];
  const readFirst = (pack: string, version: string): Bundle | undefined => {
    for (const folder of pack.startsWith(OVERLAY) ? folders : [dir]) {
      const found = readBundle(folder, pack, version);
      if (found) return found;
    }
    return undefined;
  };
  const read = (pack: string, version: string): Bundle | undefined => {
    const key = `${pack} ${version}`;
    if (!known.has(key)) known.set(key, readFirst(pack, version));
    return known.get(key);
  };
  return {
    pack: (name, version) => ofKind<PackBundle>(read(name, version), 'pack'),
    vocabulary: (version) => ofKind<VocabularyBundle>(read('vocabulary', version), 'vocabulary'),
    overlay: (name, version) => ofKind<OverlayBundle>(read(overlayName(name), version), 'overlay'),
  };
}

/** Puts a bundle into the archive of a folder of policies. */
export function writeBundle(dir: string, bundle: Bundle): void {
  writeFileAtomic(pathOf(dir, bundle.pack, bundle.version), `${canonicalJson(bundle)}\n`);
}

function pathOf(dir: string, pack: string, version: string): string {
  const folder = pack.startsWith(OVERLAY) ? join('overlays', pack.slice(OVERLAY.length)) : pack;
  return join(dir, ARCHIVE, folder, `${version}.json`);
}

/** Names come from pins and from file names; neither may lead out of the archive. */
const SAFE = /^[a-z0-9][a-z0-9:._-]*$/;

function readBundle(dir: string, pack: string, version: string): Bundle | undefined {
  if (!SAFE.test(pack) || !SAFE.test(version)) return undefined;
  const path = pathOf(dir, pack, version);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Bundle;
  } catch {
    throw new ArchiveError(`\`${path}\` is no JSON; restore it from version control`);
  }
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the kind says which bundle it is
function ofKind<T extends Bundle>(bundle: Bundle | undefined, kind: T['kind']): T | undefined {
  return bundle?.kind === kind ? (bundle as T) : undefined;
}
