import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Reads, Writes } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { ComparisonQuery, TempoQuery, WaitingQuery, WhatIfQuery } from './tempo.dto.ts';
import { TempoService } from './tempo.service.ts';

/** Where the time goes. Times are in milliseconds; `working` counts the hours of the region's calendar. */
@ApiTags('tempo')
@ApiBearerAuth()
@Controller()
export class TempoController {
  constructor(@Inject(TempoService) private readonly tempo: TempoService) {}

  @Get('tempo')
  @Reads(
    { summary: 'Lead time, first-pass rate, work in progress and more, region beside region' },
    'TempoOverview',
  )
  async overview(@Query() query: TempoQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.overview(query, caller));
  }

  @Get('tempo/waiting')
  @Reads(
    {
      summary: 'How long turns took, grouped by stage, role, rule, document, factor …',
      description:
        'A turn is one piece of work, from the moment somebody was asked until it was done.',
    },
    'TempoWaiting',
  )
  async waiting(@Query() query: WaitingQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.waiting(query, caller));
  }

  @Get('tempo/comparison')
  @Reads(
    { summary: 'Two regions or two periods side by side, with 95 % intervals' },
    'TempoComparison',
  )
  async comparison(@Query() query: ComparisonQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.comparison(query, caller));
  }

  @Get('tempo/causes')
  @Reads(
    {
      summary: 'What slows cases down: the six factors and the region, other things being equal',
      description: 'Least squares over the cases decided in the period; intervals by resampling.',
    },
    'TempoCauses',
  )
  async causes(@Query() query: TempoQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.causes(query, caller));
  }

  @Get('tempo/rules')
  @Reads(
    { summary: 'Which rule costs how much waiting, and how often it changed the outcome' },
    'TempoRules',
  )
  async rules(@Query() query: TempoQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.rules(query, caller));
  }

  @Get('tempo/queues')
  @Reads({ summary: 'Where queues form, and which of them is the constraint' }, 'TempoQueues')
  async queues(@Query() query: TempoQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.queues(query, caller));
  }

  @Get('tempo/what-if')
  @Reads(
    { summary: 'How long the same cases would have taken with one thing changed' },
    'TempoWhatIf',
  )
  async whatIf(@Query() query: WhatIfQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.whatIf(query, caller));
  }

  @Get('tempo/forecasts')
  @Reads(
    {
      summary: 'When each open case will have its permit, and how well such forecasts came true',
      description: 'From similar cases that were at least as long in the present stage.',
    },
    'TempoForecasts',
  )
  async forecasts(@Query() query: TempoQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.forecasts(query, caller));
  }

  @Get('tempo/flow')
  @Reads(
    { summary: 'Cumulative flow, cycle times, ageing work in progress and rework, for charts' },
    'TempoFlow',
  )
  async flow(@Query() query: TempoQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.flow(query, caller));
  }

  @Post('regions/:region/tempo/rebuild')
  @HttpCode(200)
  @Writes({ summary: 'Make the tempo of a region anew from its journal' }, 'TempoRebuilt')
  async rebuild(@Param('region') region: string, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tempo.rebuild(region, caller));
  }
}
