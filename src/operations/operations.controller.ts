import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { DeedBody, JobsQuery, PauseBody, RegionQuery } from './operations.dto.ts';
import { JobNotFoundError } from './operations.errors.ts';
import { OperationsService } from './operations.service.ts';

/** What administrators do about work that is stuck, or that has to stand still. */
@ApiTags('operations')
@ApiBearerAuth()
@Controller('operations')
export class OperationsController {
  constructor(@Inject(OperationsService) private readonly operations: OperationsService) {}

  @Get('jobs')
  @Reads({ summary: 'Jobs that wait, and those that died after many tries (`state=dead`)' }, 'Jobs')
  async jobs(@Query() query: JobsQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.operations.jobs(caller, query) });
  }

  @Post('jobs/:id/retry')
  @HttpCode(200)
  @Writes({ summary: 'Have a job tried again now; journaled' }, 'Done')
  async retry(
    @Param('id') id: string,
    @Body() body: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, reason } = body;
    const call = { region, reason, caller, idempotency };
    return answerWrite(reply, await this.operations.retry(jobId(id, region), call));
  }

  @Post('jobs/:id/cancel')
  @HttpCode(200)
  @Writes({ summary: 'Take a job off for good; journaled' }, 'Done')
  async cancel(
    @Param('id') id: string,
    @Body() body: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, reason } = body;
    const call = { region, reason, caller, idempotency };
    return answerWrite(reply, await this.operations.cancel(jobId(id, region), call));
  }

  @Get('pauses')
  @Reads({ summary: 'What is paused, by whom and why' }, 'Pauses')
  async pauses(@Query() { region }: RegionQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.operations.pauses(caller, region) });
  }

  @Post('pause')
  @HttpCode(200)
  @Writes(
    {
      summary: 'Pause a case, a stage or a kind of jobs; journaled',
      description:
        'Withdrawing, suspending and revoking go on, and so do the timers that a permit rests on.',
    },
    'Done',
  )
  async pause(
    @Body() body: PauseBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { scope, target, region, reason } = body;
    const call = { region, reason, caller, idempotency };
    return answerWrite(reply, await this.operations.pause({ scope, target }, call));
  }

  @Post('resume')
  @HttpCode(200)
  @Writes({ summary: 'Let go on what was paused; journaled' }, 'Done')
  async resume(
    @Body() body: PauseBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { scope, target, region, reason } = body;
    const call = { region, reason, caller, idempotency };
    return answerWrite(reply, await this.operations.resume({ scope, target }, call));
  }
}

/** Ids of jobs are numbers of up to 18 digits; no other text names one. */
function jobId(id: string, region: string): string {
  if (!/^\d{1,18}$/.test(id)) throw new JobNotFoundError(id, region);
  return id;
}
