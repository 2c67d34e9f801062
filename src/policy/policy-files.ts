/** Where the text of policies comes from: a folder, or what the archive keeps of it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { isRecord } from './cel/refs.ts';
import type { Archive } from './life/bundle.types.ts';
import type { LockEntry } from './life/lock.ts';
import { YamlSource } from './yaml-source.ts';

/** A pack's files, named as problems name them. */
export interface PackFolder {
  /** Region that the header is to name; null where the folder's name says nothing. */
  readonly region: string | null;
  readonly header: string;
  readonly rules: readonly string[];
}

export interface PolicyFiles {
  open(file: string): YamlSource;
  /** Why a file cannot be read at all; null when it can. */
  faultOf(file: string): string | null;
  packs(): readonly PackFolder[];
  /** Packs that are loaded though they are drafts, in the place of the published pack of their region. */
  drafts(): readonly PackFolder[];
  overlays(): readonly string[];
  /** What places packs brought along that are not loaded here; empty for a folder, which holds all packs. */
  places(): readonly YamlSource[];
  /** What published packs have to agree with; null when nothing is frozen. */
  readonly frozen: { readonly entries: readonly LockEntry[]; readonly archive: Archive } | null;
  /** Whether everything was found sound when it was published, and only parts of it are here. */
  readonly partial: boolean;
}

/** Folders beside the packs that hold something else. */
const NOT_A_PACK = new Set(['reference', 'archive', 'overlays', 'drafts']);

/** A folder such as `policies/`. */
export class FolderFiles implements PolicyFiles {
  readonly partial = false;

  constructor(
    private readonly dir: string,
    private readonly options: {
      readonly drafts: readonly string[];
      readonly overlays: boolean;
      /** Folder of an organisation's own overlays, absolute. */
      readonly ownOverlays?: string;
      readonly frozen: PolicyFiles['frozen'];
    },
  ) {}

  get frozen(): PolicyFiles['frozen'] {
    return this.options.frozen;
  }

  open(file: string): YamlSource {
    return YamlSource.read(resolve(this.dir, file), file);
  }

  faultOf(file: string): string | null {
    const size = statSync(resolve(this.dir, file), { throwIfNoEntry: false })?.size;
    if (size === undefined) return 'the file is missing';
    return size === 0 ? 'the file is empty' : null;
  }

  packs(): readonly PackFolder[] {
    return readdirSync(this.dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !NOT_A_PACK.has(entry.name))
      .map((entry) => entry.name)
      .filter((folder) => existsSync(join(this.dir, folder, 'pack.yaml')))
      .toSorted()
      .map((folder) => ({ region: folder, ...this.filesOf(folder) }));
  }

  drafts(): readonly PackFolder[] {
    return this.options.drafts.map((folder) => {
      const name = relative(this.dir, resolve(this.dir, folder));
      const region = name === basename(name) ? name : null;
      return { region, ...this.filesOf(name) };
    });
  }

  overlays(): readonly string[] {
    const { overlays, ownOverlays } = this.options;
    if (!overlays) return [];
    const own = ownOverlays === undefined ? [] : overlaysIn(ownOverlays);
    return [
      ...overlaysIn(join(this.dir, 'overlays')).map((name) => `overlays/${name}`),
      ...own.map((name) => join(ownOverlays ?? '', name)),
    ];
  }

  places(): readonly YamlSource[] {
    return [];
  }

  private filesOf(folder: string): { readonly header: string; readonly rules: readonly string[] } {
    const path = resolve(this.dir, folder);
    const names = existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
    const rules = names
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml')
      .map((name) => `${folder}/${name}`)
      .toSorted();
    return { header: `${folder}/pack.yaml`, rules };
  }
}

function overlaysIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted();
}

/** What a header says without having been checked. */
export function statedIn({ data }: YamlSource, key: 'status' | 'region'): string | undefined {
  const value = isRecord(data) ? data[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
