import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { answerWrite } from '../http/answer.ts';
import { Reads, ReadsFile, Writes } from '../http/api.ts';
import { STREAMED_BODY } from '../http/body.ts';
import type { HttpReply, HttpRequest } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { UploadQuery } from './evidence.dto.ts';
import { EvidenceService } from './evidence.service.ts';
import { attachmentNamed, digestHeader } from './file-name.ts';

@ApiTags('evidence')
@ApiBearerAuth()
@Controller('cases/:id/evidence')
export class EvidenceController {
  constructor(@Inject(EvidenceService) private readonly evidence: EvidenceService) {}

  @Get()
  @Reads(
    { summary: 'Evidence of the case, oldest first, superseded files included' },
    'EvidenceList',
  )
  async list(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.evidence.list(id, caller) });
  }

  @Post()
  @HttpCode(201)
  @RouteConfig(STREAMED_BODY)
  @ApiConsumes('application/octet-stream', 'application/pdf', '*/*')
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'The bytes of the file' })
  @Writes({ summary: 'Hand in a file: the body is the file, streamed' }, 'Evidence', 201)
  // oxlint-disable-next-line max-params -- Nest hands over one thing per parameter
  async upload(
    @Param('id') id: string,
    @Query() query: UploadQuery,
    @Req() request: HttpRequest,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const upload = { query, body: request.raw };
    return answerWrite(reply, await this.evidence.upload(id, upload, { caller, idempotency }));
  }

  @Get(':evidence')
  @ReadsFile({ summary: 'One file, as it was handed in' }, 'application/octet-stream')
  async download(
    @Param('id') id: string,
    @Param('evidence') evidenceId: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    const { record, bytes } = await this.evidence.open(id, evidenceId, caller);
    reply.header('repr-digest', digestHeader(record.sha256));
    reply.header('etag', `"${record.sha256}"`);
    return new StreamableFile(bytes, {
      type: record.mediaType,
      disposition: attachmentNamed(record.fileName),
      length: record.sizeBytes,
    });
  }
}
