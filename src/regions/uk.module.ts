import { Module } from '@nestjs/common';
import type { RegionDefinition } from './region.ts';

/** The United Kingdom: UK GDPR, equality and model risk. Its data protection officer is heard as under the GDPR. */
export const UK: RegionDefinition = {
  region: 'uk',
  packs: ['uk'],
  machine: { id: 'gdpr', version: 2 },
};

/** Name under which Nest hands out this region's definition. */
const UK_REGION = Symbol('region uk');

@Module({ providers: [{ provide: UK_REGION, useValue: UK }], exports: [UK_REGION] })
export class UkModule {
  static readonly region = UK;
}
