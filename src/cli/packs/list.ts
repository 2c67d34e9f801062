import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPack } from '../../policy/life/find-pack.ts';
import { byVersion, type LockEntry, readLock } from '../../policy/life/lock.ts';
import { loadCatalog } from '../../policy/load.ts';
import { FolderFiles, statedIn } from '../../policy/policy-files.ts';
import { textTable } from '../text-table.ts';
import type { CommandContext } from '../context.ts';
import { wrap } from '../style.ts';
import { policiesOf, type PacksOptions } from './options.ts';

/** `carnet packs list` */
export async function listPacks(options: PacksOptions, context: CommandContext): Promise<void> {
  const dir = policiesOf(options);
  const { overlays: ownOverlays } = await context.config();
  const lock = readLock(dir);
  const { packs } = loadCatalog(dir, { ownOverlays });
  const items = [...packs.values()].map((pack) => ({
    pack: pack.region,
    version: pack.version,
    status: pack.status,
    published_at: pack.publishedAt,
    frozen: entryOf(lock, pack.region, pack.version) !== undefined,
    rules: pack.rules.length,
    overlays: (pack.overlays ?? []).map(({ name, version }) => ({ name, version })),
    sha256: pack.sha256,
    older: olderOf(lock, pack.region, pack.version),
  }));
  const drafts = draftsIn(dir);
  const withdrawn = withdrawnIn(dir).map((pack) => ({ pack, older: olderOf(lock, pack, '') }));
  if (options.json === true) {
    context.json({ items, drafts, withdrawn });
    return;
  }
  const rows = items.map((item) => [
    item.pack,
    item.version,
    item.frozen ? item.status : `${item.status}, not frozen`,
    String(item.rules),
    item.overlays.map(({ name, version }) => `${name} ${version}`).join(', '),
    item.older.join(', '),
  ]);
  const head = ['pack', 'version', 'status', 'rules', 'overlays', 'older versions'];
  context.print(...textTable([head, ...rows], context.style(options)));
  if (drafts.length > 0) context.print('', `drafts: ${drafts.join(', ')}`);
  for (const { pack, older } of withdrawn) {
    context.print('', `withdrawn: ${pack}; in the archive: ${older.join(', ') || 'nothing'}`);
  }
}

/** `carnet packs show PACK` */
export function showPack(name: string, options: PacksOptions, context: CommandContext): void {
  const dir = policiesOf(options);
  const bundle = findPack(dir, name);
  const { pack, version, sha256, header } = bundle;
  const entry = entryOf(readLock(dir), pack, version);
  if (options.json === true) {
    const rules = bundle.rules.map(({ data }) => data);
    context.json({ pack, version, sha256, published: entry ?? null, header, rules });
    return;
  }
  const style = context.style(options);
  const published = entry ? `published ${entry.publishedAt} by ${entry.by}` : 'not frozen';
  const rows = bundle.rules.map(({ data }) => [
    word(data['id']),
    word(data['effect']),
    word(data['severity']),
    word(data['inFlight']),
    word(data['title']),
  ]);
  context.print(
    `${style.bold(`${pack} ${version}`)}  ${word(header['title'])}`,
    `  ${word(header['status'])}, ${published}`,
    `  sha256 ${sha256}`,
    '',
    ...textTable([['rule', 'effect', 'severity', 'cases under way', 'title'], ...rows], style),
    '',
    ...wrap(word(header['notLegalAdvice']), style.width),
  );
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

type Lock = readonly LockEntry[] | null;

function entryOf(lock: Lock, pack: string, version: string): LockEntry | undefined {
  return lock?.find((entry) => entry.pack === pack && entry.version === version);
}

function olderOf(lock: Lock, pack: string, version: string): string[] {
  return (lock ?? [])
    .filter((entry) => entry.pack === pack && entry.version !== version)
    .toSorted((a, b) => byVersion(b, a))
    .map((entry) => entry.version);
}

/** Packs that judge no new case any more. */
function withdrawnIn(dir: string): string[] {
  const files = new FolderFiles(dir, { drafts: [], overlays: false, frozen: null });
  return files
    .packs()
    .filter(({ header }) => statedIn(files.open(header), 'status') === 'withdrawn')
    .flatMap(({ region }) => region ?? []);
}

function draftsIn(dir: string): string[] {
  const folder = join(dir, 'drafts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'pack.yaml')));
}
