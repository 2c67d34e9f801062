import { writeFileSync } from 'node:fs';
import { openArchive } from '../../policy/life/archive.ts';
import { catalogOf } from '../../policy/life/frozen-law.ts';
import { findPack } from '../../policy/life/find-pack.ts';
import { readLock } from '../../policy/life/lock.ts';
import { bundlesIn } from '../../policy/life/publish.ts';
import { oscalCatalog } from '../../policy/export/oscal-catalog.ts';
import { VOCABULARY } from '../../policy/pins.ts';
import { PackNotFoundError } from '../../policy/life/life.errors.ts';
import type { CommandContext } from '../context.ts';
import { policiesOf, type PacksOptions } from './options.ts';

export interface ExportOptions extends PacksOptions {
  readonly out?: string;
}

/** `carnet packs export PACK`: an OSCAL catalog, on standard output or into a file. */
export function exportPack(name: string, options: ExportOptions, context: CommandContext): void {
  const dir = policiesOf(options);
  const pack = findPack(dir, name);
  const standing = bundlesIn(dir);
  const archive = openArchive(dir, [...standing, pack]);
  const words = standing.find(({ kind }) => kind === 'vocabulary')?.version ?? '';
  const pins = [
    { pack: pack.pack, version: pack.version },
    { pack: VOCABULARY, version: words },
  ];
  const catalog = catalogOf(archive, pins);
  const found = catalog?.packs.get(pack.pack);
  if (!catalog || !found)
    throw new PackNotFoundError(
      name,
      (readLock(dir) ?? []).map((e) => e.pack),
    );
  const exported = oscalCatalog(found, catalog.reference);
  if (options.out === undefined) context.json(exported);
  else writeFileSync(options.out, `${JSON.stringify(exported, null, 2)}\n`);
}
