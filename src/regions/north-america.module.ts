import { Module } from '@nestjs/common';
import type { RegionDefinition } from './region.ts';

/** The United States and Canada, federal and below. */
export const NORTH_AMERICA: RegionDefinition = {
  region: 'north-america',
  packs: ['north-america'],
  machine: { id: 'north-america', version: 2 },
};

/** Name under which Nest hands out this region's definition. */
const NORTH_AMERICA_REGION = Symbol('region north-america');

@Module({
  providers: [{ provide: NORTH_AMERICA_REGION, useValue: NORTH_AMERICA }],
  exports: [NORTH_AMERICA_REGION],
})
export class NorthAmericaModule {
  static readonly region = NORTH_AMERICA;
}
