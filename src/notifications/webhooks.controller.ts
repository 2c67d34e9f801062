import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { DeedBody } from '../operations/operations.dto.ts';
import type { OperatorCall } from '../operations/operations.service.ts';
import { ReplayBody, WebhookBody } from './webhooks.dto.ts';
import { WebhooksService } from './webhooks.service.ts';

/** Endpoints that are told of events, signed as the Standard Webhooks specification says. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('webhooks')
export class WebhooksController {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {}

  @Get()
  @Reads(
    { summary: 'Webhook endpoints of the regions you administer; secrets never show' },
    'Webhooks',
  )
  async list(@Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.webhooks.list(caller) });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    { summary: 'Add an endpoint; its secret is in this answer and never again' },
    'WebhookSecret',
  )
  async add(
    @Body() body: WebhookBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { url, types = [] } = body;
    const call = callOf(body, caller, idempotency);
    return answerWrite(reply, await this.webhooks.add({ url, types }, call));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Writes(
    { summary: 'Give an endpoint a new secret; the old one signs too for a day' },
    'WebhookSecret',
  )
  async rotate(
    @Param('id') id: string,
    @Body() body: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.webhooks.rotate(id, callOf(body, caller, idempotency)));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Writes({ summary: 'Send to an endpoint again that was disabled' }, 'WebhookSecret')
  async enable(
    @Param('id') id: string,
    @Body() body: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.webhooks.enable(id, callOf(body, caller, idempotency)));
  }

  @Post(':id/remove')
  @HttpCode(200)
  @Writes({ summary: 'Remove an endpoint and what waits for it' }, 'WebhookSecret')
  async remove(
    @Param('id') id: string,
    @Body() body: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.webhooks.remove(id, callOf(body, caller, idempotency)));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Writes({ summary: 'Send the events of a case again, under the ids they had' }, 'WebhookSecret')
  async replay(
    @Param('id') id: string,
    @Body() body: ReplayBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const what = { caseId: body.case, fromSeq: body.from_seq ?? 1 };
    const call = callOf(body, caller, idempotency);
    return answerWrite(reply, await this.webhooks.replay(id, what, call));
  }
}

function callOf(
  { region, reason }: DeedBody,
  caller: Principal,
  idempotency: IdempotentCall,
): OperatorCall {
  return { region, reason, caller, idempotency };
}
