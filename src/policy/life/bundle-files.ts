/** Frozen law as files for the loader: the same checks, the same compilation, the same hashes as when it was new. */
import type { PackFolder, PolicyFiles } from '../policy-files.ts';
import { YamlSource } from '../yaml-source.ts';
import type { OverlayBundle, PackBundle, VocabularyBundle } from './bundle.types.ts';
import { overlayName } from './archive.ts';

export interface Bundles {
  readonly vocabulary: VocabularyBundle;
  readonly packs: readonly PackBundle[];
  readonly overlays: readonly OverlayBundle[];
}

export class BundleFiles implements PolicyFiles {
  readonly frozen = null;
  readonly partial = true;
  private readonly data: ReadonlyMap<string, unknown>;

  constructor(private readonly bundles: Bundles) {
    const { vocabulary, packs, overlays } = bundles;
    this.data = new Map<string, unknown>([
      ['vocabulary.yaml', vocabulary.vocabulary],
      ...Object.entries(vocabulary.reference),
      ...packs.map(({ pack, header }) => [headerOf(pack), header] as const),
      ...packs.flatMap(({ rules }) =>
        rules.map(({ file, data }) => [file, { ...data, cases: [] }] as const),
      ),
      ...overlays.map((overlay) => [fileOf(overlay), overlay.data] as const),
    ]);
  }

  open(file: string): YamlSource {
    return YamlSource.of(this.data.get(file), file);
  }

  faultOf(file: string): string | null {
    return this.data.has(file) ? null : 'the archive does not hold it';
  }

  packs(): readonly PackFolder[] {
    return this.bundles.packs.map(({ pack, rules }) => ({
      region: pack,
      header: headerOf(pack),
      rules: rules.map(({ file }) => file),
    }));
  }

  drafts(): readonly PackFolder[] {
    return [];
  }

  overlays(): readonly string[] {
    return this.bundles.overlays.map(fileOf).toSorted();
  }

  places(): readonly YamlSource[] {
    const here = this.bundles.packs.map(({ pack }) => pack);
    return Object.entries(this.bundles.vocabulary.places)
      .filter(([pack]) => !here.includes(pack))
      .map(([pack, places]) => YamlSource.of({ places }, headerOf(pack)));
  }
}

function headerOf(pack: string): string {
  return `${pack}/pack.yaml`;
}

function fileOf({ pack }: OverlayBundle): string {
  return `overlays/${pack.slice(overlayName('').length)}.yaml`;
}
