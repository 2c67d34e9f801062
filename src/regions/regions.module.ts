import { Module } from '@nestjs/common';
import { EU_REGION, EuModule } from './eu.module.ts';
import { NORTH_AMERICA_REGION, NorthAmericaModule } from './north-america.module.ts';
import type { RegionDefinition } from './region.ts';
import { REGION_DEFINITIONS, Regions } from './regions.ts';

/**
 * Every region Carnet knows; a new one is a module and a line in each list.
 *
 * Needs `Cells`, `CATALOG` and `CONFIG` from a global module.
 */
@Module({
  imports: [EuModule, NorthAmericaModule],
  providers: [
    {
      provide: REGION_DEFINITIONS,
      useFactory: (...definitions: RegionDefinition[]) => definitions,
      inject: [EU_REGION, NORTH_AMERICA_REGION],
    },
    Regions,
  ],
  exports: [Regions],
})
export class RegionsModule {}
