import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsOptional } from 'class-validator';
import { Engines } from '../cases/engines.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { Reads } from '../http/api.ts';
import { ValidationFailedError } from '../http/validation.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import { authorize } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { completenessOf } from './completeness.ts';

const WHEN = { message: 'must be a day or an instant such as `2026-12-24T08:00:00Z`' };
const YEAR_MS = 365 * 86_400_000;

class PeriodQuery {
  @ApiProperty({ required: false, description: 'Default: a year ago' })
  @IsOptional()
  @IsISO8601({ strict: true }, WHEN)
  readonly from?: string;

  @ApiProperty({ required: false, description: 'Default: now' })
  @IsOptional()
  @IsISO8601({ strict: true }, WHEN)
  readonly to?: string;
}

/** What an auditor asks of everything that ran. */
@ApiTags('deployments')
@ApiBearerAuth()
@Controller('regions/:region/completeness')
export class CompletenessController {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  @Get()
  @Reads(
    {
      summary:
        'Whether every deployment has an answer of the gate, every answer a permit, every permit its decisions',
      description: 'What is missing stands under `holes`. Deployments are read from the journal.',
    },
    'Completeness',
  )
  async read(
    @Param('region') region: string,
    @Query() query: PeriodQuery,
    @Caller() caller: Principal,
  ): Promise<unknown> {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    authorize(caller, region, 'read');
    const { pool, now } = engine.parts;
    const at = now();
    const to = new Date(query.to ?? at).toISOString();
    const from = new Date(query.from ?? Date.parse(to) - YEAR_MS).toISOString();
    if (from >= to) {
      throw new ValidationFailedError([{ path: 'from', message: 'must lie before `to`' }]);
    }
    return toWire(await completenessOf({ region, pool }, { from, to }, at));
  }
}
