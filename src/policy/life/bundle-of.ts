/** What goes into the archive: the data of the files as they stand. */
import { sha256Of } from '../../common/canonical-json.ts';
import type { Catalog } from '../catalog.types.ts';
import { isRecord } from '../cel/refs.ts';
import { REFERENCE_FILES } from '../load.ts';
import type { PackFolder, PolicyFiles } from '../policy-files.ts';
import { overlayName } from './archive.ts';
import type { OverlayBundle, PackBundle, VocabularyBundle } from './bundle.types.ts';
import { lawIn } from './law-in.ts';
import { overlayTitle } from './overlay.ts';

/** One pack that was found sound; `sha256` is its own, before overlays. */
export function packBundle(
  files: PolicyFiles,
  folder: PackFolder,
  pack: { readonly region: string; readonly version: string; readonly sha256: string },
): PackBundle {
  return {
    kind: 'pack',
    pack: pack.region,
    version: pack.version,
    sha256: pack.sha256,
    header: dataOf(files, folder.header),
    // Named as if they stood in the region's folder, where a draft's will stand once it is published.
    rules: folder.rules.map((file) => ({
      file: `${pack.region}/${file.slice(folder.header.length - 'pack.yaml'.length)}`,
      data: lawIn(dataOf(files, file)),
    })),
  };
}

/** Vocabulary and reference data; `folders` are all packs, whose places they know. */
export function vocabularyBundle(
  files: PolicyFiles,
  folders: readonly PackFolder[],
  { version, sha256 }: Pick<Catalog['vocabulary'], 'version' | 'sha256'>,
): VocabularyBundle {
  const headers = folders.map(({ header }) => dataOf(files, header));
  return {
    kind: 'vocabulary',
    pack: 'vocabulary',
    version,
    sha256,
    vocabulary: dataOf(files, 'vocabulary.yaml'),
    reference: Object.fromEntries(
      Object.values(REFERENCE_FILES).map((file) => [file, dataOf(files, file)]),
    ),
    places: Object.fromEntries(
      headers
        .filter((header) => Array.isArray(header['places']))
        .map((header) => [String(header['region']), header['places']]),
    ),
  };
}

export function overlayBundle(files: PolicyFiles, file: string): OverlayBundle {
  const data = dataOf(files, file);
  return {
    kind: 'overlay',
    pack: overlayName(overlayTitle(files.open(file))),
    version: String(data['version']),
    sha256: sha256Of(data),
    data,
  };
}

function dataOf(files: PolicyFiles, file: string): Readonly<Record<string, unknown>> {
  const { data } = files.open(file);
  return isRecord(data) ? data : {};
}
