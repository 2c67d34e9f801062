import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { CaseReadingService } from './case-reading.service.ts';
import { CasesQuery, EventsQuery, WaysQuery } from './cases.dto.ts';

@ApiTags('cases')
@ApiBearerAuth()
@Controller('cases')
export class CasesController {
  constructor(@Inject(CaseReadingService) private readonly cases: CaseReadingService) {}

  @Get()
  @Reads({ summary: 'Cases of the regions in which you may read, newest first' }, 'Cases')
  async list(@Query() query: CasesQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.cases.list(caller, query));
  }

  @Get(':id')
  @Reads({ summary: 'One case: where it stands, and what it takes now' }, 'Case')
  async get(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.cases.get(id, caller));
  }

  @Get(':id/findings')
  @Reads(
    {
      summary: 'What each rule says of the case, with citation and deciding facts',
      description:
        'With `ways=true` each finding that does not pass says what would make it pass (`ways`).',
    },
    'Findings',
  )
  async findings(
    @Param('id') id: string,
    @Query() query: WaysQuery,
    @Caller() caller: Principal,
  ): Promise<unknown> {
    const ways = query.ways === 'true';
    return toWire({ items: await this.cases.findings(id, caller, { ways }) });
  }

  @Get(':id/tasks')
  @Reads(
    {
      summary: 'Open and closed work of the case',
      description:
        'An open task that ends in a decision says what it covers (`shown`, and its hash `seen`).',
    },
    'Tasks',
  )
  async tasks(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.cases.tasks(id, caller) });
  }

  @Get(':id/events')
  @Reads({ summary: "The case's journal, in order, hash-chained" }, 'Events')
  async events(
    @Param('id') id: string,
    @Query() query: EventsQuery,
    @Caller() caller: Principal,
  ): Promise<unknown> {
    return toWire(await this.cases.events(id, caller, query.after));
  }
}
