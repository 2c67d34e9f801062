import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';

@ApiTags('tasks')
@ApiBearerAuth()
@Controller('tasks')
export class TasksController {
  constructor(@Inject(CaseReadingService) private readonly cases: CaseReadingService) {}

  @Get()
  @Reads({ summary: 'What waits for you in all your regions, first due first' }, 'Tasks')
  async inbox(@Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.cases.inbox(caller) });
  }
}
