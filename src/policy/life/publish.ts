/** Publishing: what stands in the files is frozen under its version and kept for good. */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Pack } from '../catalog.types.ts';
import { loadCatalog } from '../load.ts';
import { FolderFiles } from '../policy-files.ts';
import { openArchive, writeBundle } from './archive.ts';
import { overlayBundle, packBundle, vocabularyBundle } from './bundle-of.ts';
import type { Bundle } from './bundle.types.ts';
import { readDraft } from './draft.ts';
import { PublishError } from './life.errors.ts';
import { byVersion, LOCK_FILE, type LockEntry, readLock, writeLock } from './lock.ts';

export interface Publication {
  /** Entries that were added or, on renewal, replaced. */
  readonly published: readonly LockEntry[];
  /** Names and versions that were frozen already. */
  readonly unchanged: readonly string[];
}

export interface PublishOptions {
  /** Person who publishes. */
  readonly by: string;
  /** ISO date. */
  readonly at: string;
  /**
   * True: replaces the entry of a version whose text changed. Only before a version has left the house: cases that
   * are pinned to the older text can then not be read again.
   */
  readonly renew?: boolean;
}

/**
 * Freezes every published pack, the vocabulary and every overlay as they stand: archive first, lock file last.
 *
 * @throws {PolicyLoadError} the files hold mistakes
 * @throws {PublishError} a version that is frozen has another text now, and `renew` was not asked for
 */
export function publishAll(dir: string, options: PublishOptions): Publication {
  loadCatalog(dir, { frozen: false });
  loadCatalog(dir, { frozen: false, overlays: false, prove: true });
  return freeze(dir, bundlesIn(dir), options);
}

/**
 * Freezes an organisation's own overlays as they stand, in their own folder: its archive first, its lock file last.
 *
 * @param dir folder of the policies that they tighten
 * @throws {PolicyLoadError} the overlays, or what they tighten, hold mistakes
 * @throws {PublishError} a version that is frozen has another text now, and `renew` was not asked for
 */
export function publishOverlays(
  dir: string,
  ownOverlays: string,
  options: PublishOptions,
): Publication {
  loadCatalog(dir, { frozen: false, ownOverlays });
  return freeze(ownOverlays, ownBundles(dir, ownOverlays), options);
}

/** An organisation's own overlays as they stand; the policies' own overlays are not among them. */
export function ownBundles(dir: string, ownOverlays: string): readonly Bundle[] {
  const files = new FolderFiles(dir, { drafts: [], overlays: true, ownOverlays, frozen: null });
  const shipped = filesOf(dir).overlays();
  return files
    .overlays()
    .filter((file) => !shipped.includes(file))
    .map((file) => overlayBundle(files, file));
}

/**
 * Puts a draft in the place of its region's pack and freezes it, with the vocabulary where that is new.
 *
 * @param draft folder of the draft, or the region whose own folder holds it
 * @throws {PackNotFoundError} there is no such draft
 * @throws {PolicyLoadError} the draft holds mistakes
 * @throws {PublishError} the version is not above the last one, or something else was changed without a new version
 */
export function publishDraft(dir: string, draft: string, options: PublishOptions): Publication {
  const { folder, pack } = readDraft(dir, draft);
  const last = (readLock(dir) ?? [])
    .filter((entry) => entry.pack === pack.region)
    .toSorted(byVersion)
    .at(-1);
  if (last && byVersion(pack, last) <= 0) {
    throw new PublishError(
      `pack \`${pack.region}\` was published as ${last.version}; raise \`version\` in the draft above it, it is ${pack.version}`,
    );
  }
  const files = filesOf(dir);
  const others = bundlesIn(dir).filter((bundle) => bundle.pack !== pack.region);
  assertUnchanged(dir, others);
  const home = join(dir, pack.region);
  const incoming = join(dir, 'drafts', `.incoming-${pack.region}`);
  rmSync(incoming, { recursive: true, force: true });
  cpSync(resolve(dir, folder), incoming, { recursive: true });
  markPublished(join(incoming, 'pack.yaml'), options.at);
  replace(home, incoming, join(dir, 'drafts', `.outgoing-${pack.region}`));
  // A draft that stood elsewhere has become the pack; two of it would drift apart.
  if (resolve(dir, folder) !== resolve(home)) rmSync(resolve(dir, folder), { recursive: true });
  const header = files.packs().find(({ region }) => region === pack.region);
  const bare = loadCatalog(dir, { frozen: false, overlays: false }).packs.get(pack.region);
  if (!header || !bare) throw new PublishError(`pack \`${pack.region}\` is gone`);
  return freeze(dir, [...others, packBundle(files, header, bare)], options);
}

/** What would be frozen now, newest text of everything that is published. */
export function bundlesIn(dir: string): readonly Bundle[] {
  const files = filesOf(dir);
  const catalog = loadCatalog(dir, { frozen: false, overlays: false });
  const folders = files.packs();
  const packs = folders.flatMap((folder) => {
    const pack: Pack | undefined = catalog.packs.get(folder.region ?? '');
    return pack ? [packBundle(files, folder, pack)] : [];
  });
  const overlays = files.overlays().map((file) => overlayBundle(files, file));
  return [vocabularyBundle(files, folders, catalog.vocabulary), ...packs, ...overlays];
}

function freeze(dir: string, bundles: readonly Bundle[], options: PublishOptions): Publication {
  const { by, at, renew = false } = options;
  if (!renew) assertUnchanged(dir, bundles);
  const entries = readLock(dir) ?? [];
  const fresh = bundles.filter((bundle) => !entries.some((entry) => isSameText(entry, bundle)));
  const archive = openArchive(dir);
  for (const bundle of bundles) {
    if (fresh.includes(bundle) || !isArchived(archive, bundle)) writeBundle(dir, bundle);
  }
  const published = fresh.map(({ pack, version, sha256 }) => ({
    pack,
    version,
    sha256,
    publishedAt: at,
    by,
  }));
  const kept = entries.filter((entry) => !published.some((one) => isSameVersion(one, entry)));
  writeLock(dir, [...kept, ...published]);
  const unchanged = bundles.filter((bundle) => !fresh.includes(bundle));
  return { published, unchanged: unchanged.map(({ pack, version }) => `${pack} ${version}`) };
}

function assertUnchanged(dir: string, bundles: readonly Bundle[]): void {
  const entries = readLock(dir) ?? [];
  const changed = bundles.filter((bundle) =>
    entries.some((entry) => isSameVersion(entry, bundle) && !isSameText(entry, bundle)),
  );
  if (changed.length === 0) return;
  const named = changed.map(({ pack, version }) => `\`${pack}\` ${version}`).join(', ');
  throw new PublishError(
    `${named} changed after being published; raise the version, or restore the text (${LOCK_FILE} holds its hash)`,
  );
}

type Named = Pick<LockEntry, 'pack' | 'version' | 'sha256'>;

function isSameVersion(a: Named, b: Named): boolean {
  return a.pack === b.pack && a.version === b.version;
}

function isSameText(a: Named, b: Named): boolean {
  return isSameVersion(a, b) && a.sha256 === b.sha256;
}

function isArchived(
  archive: ReturnType<typeof openArchive>,
  { kind, pack, version }: Bundle,
): boolean {
  if (kind === 'pack') return archive.pack(pack, version) !== undefined;
  if (kind === 'vocabulary') return archive.vocabulary(version) !== undefined;
  return archive.overlay(pack.slice(pack.indexOf(':') + 1), version) !== undefined;
}

function filesOf(dir: string): FolderFiles {
  return new FolderFiles(dir, { drafts: [], overlays: true, frozen: null });
}

/** The header was checked: both keys stand at the beginning of a line, once. */
function markPublished(path: string, at: string): void {
  const text = readFileSync(path, 'utf8')
    .replace(/^status:.*$/mu, 'status: published')
    .replace(/^publishedAt:.*$/mu, `publishedAt: ${at}`);
  writeFileSync(path, text);
}

/** Two renames: whoever looks in between finds no pack, never half of one. */
function replace(home: string, incoming: string, outgoing: string): void {
  rmSync(outgoing, { recursive: true, force: true });
  if (existsSync(home)) renameSync(home, outgoing);
  renameSync(incoming, home);
  rmSync(outgoing, { recursive: true, force: true });
}
