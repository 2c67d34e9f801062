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
import { RegionQuery } from '../operations/operations.dto.ts';
import { AssignBody, InboxQuery, ReleaseBody } from './tasks.dto.ts';
import { TasksService } from './tasks.service.ts';

/** What waits for whom, and who is on it. */
@ApiTags('tasks')
@ApiBearerAuth()
@Controller()
export class TasksController {
  constructor(@Inject(TasksService) private readonly tasks: TasksService) {}

  @Get('tasks')
  @Reads({ summary: 'What waits for you in all your regions, first due first' }, 'Tasks')
  async inbox(@Query() query: InboxQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tasks.inbox(caller, query));
  }

  @Get('tasks/counts')
  @Reads({ summary: 'How much waits for you: all, yours, nobody’s yet, overdue' }, 'InboxCounts')
  async counts(@Query() { region }: RegionQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tasks.counts(caller, region));
  }

  @Post('cases/:id/tasks/:key/claim')
  @HttpCode(200)
  @Writes(
    {
      summary: 'Take a task: others of the role see that you are on it; journaled',
      description: 'Anybody of the role may still decide.',
    },
    'Task',
  )
  async claim(
    @Param('id') caseId: string,
    @Param('key') key: string,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.tasks.claim({ caseId, key }, { caller, idempotency }));
  }

  @Post('cases/:id/tasks/:key/release')
  @HttpCode(200)
  @Writes({ summary: 'Give a task back; administrators release those of others' }, 'Task')
  // oxlint-disable-next-line max-params -- Nest hands over one thing per parameter
  async release(
    @Param('id') caseId: string,
    @Param('key') key: string,
    @Body() body: ReleaseBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const call = { caller, idempotency };
    return answerWrite(reply, await this.tasks.release({ caseId, key }, body, call));
  }

  @Post('cases/:id/tasks/:key/assign')
  @HttpCode(200)
  @Writes(
    { summary: 'Hand your task to somebody else; administrators assign any, with a reason' },
    'Task',
  )
  // oxlint-disable-next-line max-params -- Nest hands over one thing per parameter
  async assign(
    @Param('id') caseId: string,
    @Param('key') key: string,
    @Body() body: AssignBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const call = { caller, idempotency };
    return answerWrite(reply, await this.tasks.assign({ caseId, key }, body, call));
  }
}
