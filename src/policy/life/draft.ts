import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Catalog, Pack } from '../catalog.types.ts';
import { loadCatalog } from '../load.ts';
import { FolderFiles, statedIn } from '../policy-files.ts';
import { PackNotFoundError, PublishError } from './life.errors.ts';

export interface Draft {
  /** Relative to the policies. */
  readonly folder: string;
  /** The draft as it would be loaded, before overlays. */
  readonly pack: Pack;
  /** Everything, with the draft in the place of its region's pack. */
  readonly catalog: Catalog;
}

/**
 * Finds and checks a draft: the name of a folder below `drafts/`, of a region whose own folder holds a draft, or a
 * path.
 *
 * @param ownOverlays folder of an organisation's own overlays
 * @throws {PackNotFoundError} nothing of that name holds a pack
 * @throws {PublishError} it is no draft
 * @throws {PolicyLoadError} it holds mistakes
 */
export function readDraft(dir: string, name: string, ownOverlays?: string): Draft {
  const folder = folderOf(dir, name);
  const files = new FolderFiles(dir, { drafts: [folder], overlays: true, frozen: null });
  const header = files.open(`${folder}/pack.yaml`);
  const status = statedIn(header, 'status');
  if (status !== undefined && status !== 'draft') {
    throw new PublishError(`\`${name}\` has \`status: ${status}\`; a draft has \`status: draft\``);
  }
  const drafts = [folder];
  const catalog = loadCatalog(dir, { drafts, frozen: false, ownOverlays });
  const bare = loadCatalog(dir, { drafts, frozen: false, overlays: false, prove: true });
  const pack = bare.packs.get(statedIn(header, 'region') ?? '');
  if (!pack) throw new PackNotFoundError(name, [...catalog.packs.keys()]);
  return { folder, pack, catalog };
}

function folderOf(dir: string, name: string): string {
  const places = isAbsolute(name)
    ? [name]
    : [join(dir, 'drafts', name), join(dir, name), resolve(name)];
  const found = places.find((place) => existsSync(join(place, 'pack.yaml')));
  if (found === undefined) throw new PackNotFoundError(name, places);
  return relative(dir, found).replaceAll('\\', '/');
}
