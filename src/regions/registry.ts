import { EuModule } from './eu.module.ts';
import { NorthAmericaModule } from './north-america.module.ts';
import type { RegionDefinition } from './region.ts';
import { UkModule } from './uk.module.ts';

/** Every region this version of Carnet has a module for: one line each. */
export const REGION_MODULES = [EuModule, NorthAmericaModule, UkModule] as const;

export const REGIONS: readonly RegionDefinition[] = REGION_MODULES.map(({ region }) => region);
