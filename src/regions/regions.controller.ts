import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { findMachine } from '../../workflows/registry.ts';
import { CATALOG, REGION_DEFINITIONS } from '../common/injection.ts';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { jurisdictionsOf } from './region.ts';
import type { RegionDefinition } from './region.ts';

@ApiTags('service')
@ApiBearerAuth()
@Controller('regions')
export class RegionsController {
  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(REGION_DEFINITIONS) private readonly definitions: readonly RegionDefinition[],
  ) {}

  @Get()
  @Reads({ summary: 'Regions served here: their law and the way their cases go' }, 'Regions')
  list(): unknown {
    const items = this.definitions.map((definition) => {
      const { id, version } = definition.machine;
      const { title, stages } = findMachine(id, version);
      const packs = definition.packs.flatMap((name) => this.catalog.packs.get(name) ?? []);
      return {
        region: definition.region,
        jurisdictions: jurisdictionsOf(this.catalog, definition),
        machine: { id, version, title, stages },
        packs: packs.map((pack) => ({
          pack: pack.region,
          version: pack.version,
          sha256: pack.sha256,
          title: pack.title,
          notLegalAdvice: pack.notLegalAdvice,
        })),
      };
    });
    return toWire({ items });
  }
}
