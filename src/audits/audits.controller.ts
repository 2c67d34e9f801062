import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { attachmentNamed } from '../evidence/file-name.ts';
import { answerWrite } from '../http/answer.ts';
import { Reads, ReadsFile, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { AuditsService } from './audits.service.ts';
import { ExportParameters, PopulationParameters, SampleBody } from './population.dto.ts';
import { populationText } from './sample.ts';

/** Many cases at once, for people who look on. */
@ApiTags('audit')
@ApiBearerAuth()
@Controller('regions/:region')
export class AuditsController {
  constructor(@Inject(AuditsService) private readonly audits: AuditsService) {}

  @Get('population')
  @Reads(
    {
      summary: 'How many cases a query means, and the hash of their list',
      description:
        'SHA-256 over the ids in byte order, each followed by a newline; `…/population/cases` is that text.',
    },
    'Population',
  )
  async population(
    @Param('region') region: string,
    @Query() query: PopulationParameters,
    @Caller() caller: Principal,
  ): Promise<unknown> {
    const { cases: _all, ...told } = await this.audits.population(region, query, caller);
    return toWire(told);
  }

  @Get('population/cases')
  @ReadsFile(
    { summary: 'The cases that a query means: one id a line, in byte order' },
    'text/plain',
  )
  async cases(
    @Param('region') region: string,
    @Query() query: PopulationParameters,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<string> {
    const { cases } = await this.audits.population(region, query, caller);
    reply.header('content-type', 'text/plain; charset=utf-8');
    return populationText(cases);
  }

  @Post('samples')
  @HttpCode(200)
  @Writes(
    {
      summary: 'Draw a random sample that anybody can draw again; journaled',
      description:
        'The seed is SHA-256 over the root of the newest checkpoint, `|`, and your nonce; the cases are those whose ' +
        'SHA-256 over seed, `|` and id is lowest.',
    },
    'Sample',
  )
  // oxlint-disable-next-line max-params -- Nest hands over one thing per parameter
  async sample(
    @Param('region') region: string,
    @Body() { nonce, size, ...query }: SampleBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const asked = { query, draw: { nonce, size } };
    return answerWrite(reply, await this.audits.sample(region, asked, { caller, idempotency }));
  }

  @Get('export')
  @ReadsFile(
    {
      summary: 'The evidence packs of the cases that a query means, as one ZIP; journaled',
      description:
        'With `nonce` and `size`, of a sample of them. `manifest.json` and `SHA256SUMS` come last: a ZIP that broke ' +
        'off cannot be read.',
    },
    'application/zip',
  )
  async export(
    @Param('region') region: string,
    @Query() { nonce, size, ...query }: ExportParameters,
    @Caller() caller: Principal,
  ): Promise<StreamableFile> {
    const draw = nonce === undefined || size === undefined ? null : { nonce, size };
    const { id, zip } = await this.audits.export(region, { query, draw }, caller);
    return new StreamableFile(zip, {
      type: 'application/zip',
      disposition: attachmentNamed(`${region}-${id}.zip`),
    });
  }
}
