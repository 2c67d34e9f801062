/** The law that a case was pinned to, put together again from the archive. */
import type { Catalog, Pack } from '../catalog.types.ts';
import { buildCatalog } from '../load.ts';
import { VOCABULARY } from '../pins.ts';
import type { PackPin } from '../policy.types.ts';
import { BundleFiles, type Bundles } from './bundle-files.ts';
import type { Archive, PackBundle } from './bundle.types.ts';
import { ArchiveError } from './life.errors.ts';
import { withKept } from './kept-rules.ts';

/** A pin whose hash is still to be worked out. */
export type PinWanted = Omit<PackPin, 'sha256'>;

/**
 * The catalogue of exactly these packs, as frozen; undefined when the archive does not hold all of them.
 *
 * @throws {ArchiveError} the archive holds another text under the same version
 * @throws {PolicyLoadError} rules of different versions do not go together
 */
export function catalogAt(archive: Archive, pins: readonly PackPin[]): Catalog | undefined {
  const catalog = catalogOf(archive, pins);
  for (const pin of catalog ? pins : []) {
    const sha256 =
      pin.pack === VOCABULARY ? catalog?.vocabulary.sha256 : catalog?.packs.get(pin.pack)?.sha256;
    if (sha256 === pin.sha256) continue;
    throw new ArchiveError(
      `the archive holds another text of \`${pin.pack}\` ${pin.version} than the one that was pinned: ` +
        `${String(sha256).slice(0, 12)}… instead of ${pin.sha256.slice(0, 12)}…; restore it from version control`,
    );
  }
  return catalog;
}

/** As `catalogAt`, for law that nobody was pinned to yet. */
export function catalogOf(archive: Archive, wanted: readonly PinWanted[]): Catalog | undefined {
  const bundles = bundlesOf(archive, wanted);
  if (!bundles) return undefined;
  const catalog = buildCatalog(new BundleFiles(bundles));
  const packs = new Map<string, Pack>(
    [...catalog.packs].map(([name, pack]) => {
      const { keeps } = wanted.find((pin) => pin.pack === name) ?? {};
      return [name, keeps ? { ...pack, keeps } : pack];
    }),
  );
  return { ...catalog, packs };
}

function bundlesOf(archive: Archive, wanted: readonly PinWanted[]): Bundles | undefined {
  const version = wanted.find(({ pack }) => pack === VOCABULARY)?.version;
  const vocabulary = version === undefined ? undefined : archive.vocabulary(version);
  const pins = wanted.filter(({ pack }) => pack !== VOCABULARY);
  const packs = pins.map((pin) => packAt(archive, pin));
  const overlays = pins.flatMap((pin) =>
    (pin.overlays ?? []).map((overlay) => archive.overlay(overlay.name, overlay.version)),
  );
  if (!vocabulary || packs.includes(undefined) || overlays.includes(undefined)) return undefined;
  return {
    vocabulary,
    packs: packs.filter((bundle) => bundle !== undefined),
    overlays: overlays.filter((bundle) => bundle !== undefined),
  };
}

/** A pack as a pin means it, kept rules in their places; undefined when some version of it is not archived. */
export function packAt(archive: Archive, pin: PinWanted): PackBundle | undefined {
  const base = archive.pack(pin.pack, pin.version);
  if (!base || !pin.keeps) return base;
  const older = pin.keeps.map(({ version, rules }) => ({
    bundle: archive.pack(pin.pack, version),
    rules,
  }));
  return older.reduce<PackBundle | undefined>(
    (pack, { bundle, rules }) => pack && bundle && withKept(pack, bundle, rules),
    base,
  );
}
