import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { answerWrite } from '../http/answer.ts';
import { Reads, ReadsFile, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { RequestListService } from './request-list.service.ts';
import { AmendBody, PageQuery, ReasonBody, SubmitBody } from './requests.dto.ts';
import { RequestsService } from './requests.service.ts';

@ApiTags('requests')
@ApiBearerAuth()
@Controller('requests')
export class RequestsController {
  constructor(
    @Inject(RequestsService) private readonly requests: RequestsService,
    @Inject(RequestListService) private readonly lists: RequestListService,
  ) {}

  @Post()
  @Writes({ summary: 'Submit a manifest: one case per region' }, 'Request', 201)
  async submit(
    @Body() body: SubmitBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.requests.submit(body, { caller, idempotency }));
  }

  @Get()
  @Reads({ summary: 'Requests in the regions in which you may read, newest first' }, 'Requests')
  async list(@Query() query: PageQuery, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.lists.list(caller, query.cursor));
  }

  @Get(':id')
  @Reads({ summary: 'One request with its cases' }, 'Request')
  async get(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.requests.get(id, caller));
  }

  @Get(':id/manifest')
  @ReadsFile({ summary: 'The manifest that the request stands on now, as handed in' }, 'text/plain')
  async manifest(@Param('id') id: string, @Caller() caller: Principal): Promise<StreamableFile> {
    const text = Buffer.from(await this.lists.manifest(caller, id));
    return new StreamableFile(text, { type: 'text/plain; charset=utf-8', length: text.length });
  }

  @Put(':id/manifest')
  @Writes(
    { summary: 'Replace the manifest; decisions that saw what changed become void' },
    'Request',
  )
  async amend(
    @Param('id') id: string,
    @Body() body: AmendBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.requests.amend(id, body, { caller, idempotency }));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Writes({ summary: 'Withdraw every case of the request that has not ended' }, 'Request')
  async withdraw(
    @Param('id') id: string,
    @Body() { reason }: ReasonBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.requests.withdraw(id, reason, { caller, idempotency }));
  }
}
