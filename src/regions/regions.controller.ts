import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { findMachine } from '../../workflows/registry.ts';
import { CATALOG, PUBLIC_KEYS, REGION_DEFINITIONS } from '../common/injection.ts';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import type { PublicKeys } from '../permits/permit.types.ts';
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
    @Inject(PUBLIC_KEYS) private readonly keys: PublicKeys,
  ) {}

  @Get()
  @Reads({ summary: 'Regions served here: their law and the way their cases go' }, 'Regions')
  list(): unknown {
    const items = this.definitions.map((definition) => {
      const { id, version } = definition.machine;
      const { title, stages } = findMachine(id, version);
      const { region } = definition;
      return {
        region,
        jurisdictions: jurisdictionsOf(this.catalog, definition),
        machine: { id, version, title, stages },
        pack: this.leadingPack(definition),
        // Whoever verifies permits needs it; they had better fetch it once and keep it.
        key: this.keys.get(region),
      };
    });
    return toWire({ items });
  }

  private leadingPack({ packs }: RegionDefinition): object {
    const pack = this.catalog.packs.get(packs[0]);
    if (!pack) return {};
    const { region, version, sha256, title, notLegalAdvice } = pack;
    return { pack: region, version, sha256, title, notLegalAdvice };
  }
}
