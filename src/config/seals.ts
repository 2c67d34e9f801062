import type { SealConfig } from './config.types.ts';
import type { EnvironmentReader } from './environment-reader.ts';
import { parseCommand, parsePath } from './parsers.ts';
import { variableOf } from './variables.ts';

/** Reads what each region seals its evidence packs with; a region that says nothing is not among the answers. */
export function readSeals(
  reader: EnvironmentReader,
  regions: readonly string[],
): Partial<Record<string, SealConfig>> {
  const seals: Partial<Record<string, SealConfig>> = {};
  for (const region of regions) {
    const seal = {
      ...optional('key', reader.read(variableOf('SEAL_KEY', region), parsePath)),
      ...optional('certificate', reader.read(variableOf('SEAL_CERTIFICATE', region), parsePath)),
      ...optional('command', reader.read(variableOf('SEAL_COMMAND', region), parseCommand)),
    };
    complainOf(seal, region, reader);
    if (Object.keys(seal).length > 0) seals[region] = seal;
  }
  return seals;
}

function complainOf(seal: SealConfig, region: string, reader: EnvironmentReader): void {
  if (seal.command === undefined) return;
  const command = variableOf('SEAL_COMMAND', region);
  if (seal.key !== undefined)
    reader.complain(
      variableOf('SEAL_KEY', region),
      `${command} signs already`,
      'unset one of them',
    );
  if (seal.certificate === undefined) {
    const name = variableOf('SEAL_CERTIFICATE', region);
    reader.complain(name, `is unset, and ${command} signs`, 'name the certificate of its key');
  }
}

function optional<K extends string, T>(name: K, value: T | undefined): { readonly [N in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: T };
}
