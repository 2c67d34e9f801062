import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { findMachine } from '../../workflows/registry.ts';
import { CATALOG, PUBLIC_KEYS, REGION_DEFINITIONS, SEALS } from '../common/injection.ts';
import { certificatePem } from '../evidence/seal/load-seal.ts';
import type { Seals } from '../evidence/seal/seal.types.ts';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import { LogKeysService } from '../journal/log/log-keys.service.ts';
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
    @Inject(SEALS) private readonly seals: Seals,
    @Inject(LogKeysService) private readonly logs: LogKeysService,
  ) {}

  @Get()
  @Reads({ summary: 'Regions served here: their law and the way their cases go' }, 'Regions')
  async list(): Promise<unknown> {
    const items = this.definitions.map(async (definition) => {
      const { id, version } = definition.machine;
      const { title, stages } = findMachine(id, version);
      const { region } = definition;
      const seal = this.seals.get(region);
      return {
        region,
        jurisdictions: jurisdictionsOf(this.catalog, definition),
        machine: { id, version, title, stages },
        pack: this.leadingPack(definition),
        // Whoever verifies permits and packs needs both; they had better fetch them once and keep them.
        key: this.keys.get(region),
        seal: seal && { certificate: certificatePem(seal) },
        log: await this.logs.of(region),
      };
    });
    return toWire({ items: await Promise.all(items) });
  }

  private leadingPack({ packs }: RegionDefinition): object {
    const pack = this.catalog.packs.get(packs[0]);
    if (!pack) return {};
    const { region, version, sha256, title, notLegalAdvice } = pack;
    return { pack: region, version, sha256, title, notLegalAdvice };
  }
}
