/** Holds published packs against the lock file: what was published never changes under its version. */
import { canonicalJson, sha256Of } from '../../common/canonical-json.ts';
import type { Pack, Vocabulary } from '../catalog.types.ts';
import { isRecord } from '../cel/refs.ts';
import type { PackSources } from '../load-packs.ts';
import type { YamlSource } from '../yaml-source.ts';
import { overlayName } from './archive.ts';
import type { Archive, PackBundle } from './bundle.types.ts';
import { lawIn } from './law-in.ts';
import type { LockEntry } from './lock.ts';
import { overlayTitle } from './overlay.ts';

interface Frozen {
  readonly entries: readonly LockEntry[];
  readonly archive: Archive;
}

interface Loaded {
  readonly packs: readonly Pack[];
  readonly found: readonly PackSources[];
  readonly overlays: readonly YamlSource[];
  readonly vocabulary: Pick<Vocabulary, 'version' | 'sha256'>;
  readonly source: YamlSource;
}

/** Something that is frozen, and where to complain about it. */
interface Frozenable {
  /** Name in the lock file. */
  readonly name: string;
  /** For people: pack `eu`. */
  readonly title: string;
  readonly version: string;
  readonly sha256: string;
  readonly source: YamlSource;
}

/**
 * Reports every published pack, overlay and vocabulary that differs from its entry or has none. Drafts are free.
 *
 * Where the archive holds the text that was published, each rule that differs is named in its own file too.
 */
export function checkFrozen(frozen: Frozen, loaded: Loaded): void {
  for (const pack of loaded.packs) {
    const sources = loaded.found.find(({ header }) => isHeaderOf(header, pack));
    if (!sources || pack.status !== 'published') continue;
    const { region: name, version, sha256 } = pack;
    const title = `pack \`${name}\``;
    const agrees = check(frozen, { name, title, version, sha256, source: sources.header });
    const archived = agrees ? undefined : frozen.archive.pack(name, version);
    if (archived) nameRules(archived, sources);
  }
  const { version, sha256 } = loaded.vocabulary;
  const title = 'the vocabulary with its reference data';
  check(frozen, { name: 'vocabulary', title, version, sha256, source: loaded.source });
  for (const source of loaded.overlays) checkOverlay(frozen, source);
}

function checkOverlay(frozen: Frozen, source: YamlSource): void {
  if (!isRecord(source.data)) return;
  const title = overlayTitle(source);
  check(frozen, {
    name: overlayName(title),
    title: `overlay \`${title}\``,
    version: String(source.data['version']),
    sha256: sha256Of(source.data),
    source,
  });
}

function check({ entries }: Frozen, it: Frozenable): boolean {
  const { name, title, version, sha256, source } = it;
  const entry = entries.find((one) => one.pack === name && one.version === version);
  if (!entry) {
    source.report(
      ['version'],
      `${title} ${version} was never published`,
      name.startsWith(overlayName(''))
        ? '`carnet packs publish --all` publishes it, or `--overlays` where CARNET_OVERLAYS names its folder'
        : '`carnet packs publish` publishes it; a pack under work has `status: draft`',
    );
    return false;
  }
  if (entry.sha256 === sha256) return true;
  source.report(
    ['version'],
    `${title} differs from what was published as ${version}: ` +
      `found ${sha256.slice(0, 12)}…, published ${entry.sha256.slice(0, 12)}…`,
    'raise the version and publish it, or restore the text that was published',
  );
  return false;
}

function nameRules(archived: PackBundle, { rules }: PackSources): void {
  const before = new Map(archived.rules.map(({ file, data }) => [file, canonicalJson(data)]));
  for (const source of rules) {
    const now = isRecord(source.data) ? canonicalJson(lawIn(source.data)) : null;
    const then = before.get(source.file);
    if (now === then) continue;
    const what = then === undefined ? 'was not in' : 'differs from';
    source.report(['id'], `this rule ${what} what was published as ${archived.version}`);
  }
  const here = new Set(rules.map(({ file }) => file));
  for (const gone of archived.rules.filter(({ file }) => !here.has(file))) {
    rules[0]?.report([], `${gone.file} was published as ${archived.version} and is gone`);
  }
}

function isHeaderOf({ data }: YamlSource, { region }: Pack): boolean {
  return isRecord(data) && data['region'] === region;
}
