import { Module } from '@nestjs/common';
import type { RegionDefinition } from './region.ts';

/** The European Union: GDPR, AI Act and the law of credit. */
export const EU: RegionDefinition = {
  region: 'eu',
  packs: ['eu'],
  machine: { id: 'gdpr', version: 2 },
};

/** Name under which Nest hands out this region's definition. */
const EU_REGION = Symbol('region eu');

@Module({ providers: [{ provide: EU_REGION, useValue: EU }], exports: [EU_REGION] })
export class EuModule {
  static readonly region = EU;
}
