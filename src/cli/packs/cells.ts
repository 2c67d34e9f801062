import { existsSync } from 'node:fs';
import type { CarnetConfig } from '../../config/config.types.ts';
import type { OpenCells } from '../../database/cells.ts';
import { openCells } from '../../database/cells.ts';
import type { RegionDefinition } from '../../regions/region.ts';
import { REGIONS } from '../../regions/registry.ts';

/** Regions of the configuration that are judged by a pack. */
export function regionsOf(config: CarnetConfig, pack: string): readonly RegionDefinition[] {
  return REGIONS.filter(
    ({ region, packs }) => packs.includes(pack) && config.regions.includes(region),
  );
}

/** True when there are databases to open: a command that only reads must not make new ones. */
export function hasCells(config: CarnetConfig, regions: readonly RegionDefinition[]): boolean {
  return existsSync(config.dataDir) || regions.every(({ region }) => config.databases[region]);
}

/** Opens the cells of these regions only. @throws whatever `openCells` throws */
export async function cellsOf(
  config: CarnetConfig,
  regions: readonly RegionDefinition[],
): Promise<OpenCells> {
  return openCells({ ...config, regions: regions.map(({ region }) => region) });
}
