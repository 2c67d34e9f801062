import { Controller, Get, Inject, Param, ParseIntPipe, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../../cases/case-reading.service.ts';
import { Engines } from '../../cases/engines.ts';
import { RegionNotServedError } from '../../database/database.errors.ts';
import { Reads, ReadsFile } from '../../http/api.ts';
import type { HttpReply } from '../../http/http.types.ts';
import { toWire } from '../../http/wire.ts';
import { Caller, OpenToEverybody } from '../../identity/access.guard.ts';
import type { Principal } from '../../identity/principal.ts';
import { CheckpointQuery, ConsistencyQuery, InclusionQuery } from './log.dto.ts';
import { RegionNotNamedError } from './log.errors.ts';
import { consistencyOf, inclusionOf, readCheckpoint } from './log-queries.ts';

/** The region's journal as a log that auditors watch: signed tree heads, and proofs. */
@ApiTags('journal')
@Controller()
export class LogController {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CaseReadingService) private readonly cases: CaseReadingService,
  ) {}

  @Get('regions/:region/checkpoint')
  @OpenToEverybody()
  @ReadsFile(
    {
      summary: 'The newest signed tree head of the region’s journal (C2SP tlog-checkpoint)',
      description: 'Text: origin, size, root; signed with Ed25519 as a C2SP note. Needs no token.',
    },
    'text/plain',
  )
  async checkpoint(
    @Param('region') region: string,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<string> {
    return this.newest(region, reply);
  }

  /** At the root of the server, where tools that know C2SP logs look for it. */
  @Get('checkpoint')
  @OpenToEverybody()
  @ReadsFile(
    {
      summary: 'The newest signed tree head, where tools for C2SP logs look for it',
      description: 'Of the region that is served here; where there are several, name one.',
    },
    'text/plain',
  )
  async checkpointAtRoot(
    @Query() { region }: CheckpointQuery,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<string> {
    const [only, ...others] = this.engines.regions;
    if (region === undefined && others.length > 0) {
      throw new RegionNotNamedError(this.engines.regions);
    }
    return this.newest(region ?? only ?? '', reply);
  }

  @Get('regions/:region/log/consistency')
  @OpenToEverybody()
  @Reads(
    { summary: 'Proof that the log of one checkpoint is the beginning of that of another' },
    'Consistency',
  )
  async consistency(
    @Param('region') region: string,
    @Query() { from, to }: ConsistencyQuery,
  ): Promise<unknown> {
    return toWire(await consistencyOf(this.pool(region), from, to ?? null));
  }

  @Get('cases/:id/events/:seq/inclusion')
  @ApiBearerAuth()
  @Reads({ summary: 'Proof that an event of a case is in the log of a checkpoint' }, 'Inclusion')
  async inclusion(
    @Param('id') subject: string,
    @Param('seq', ParseIntPipe) seq: number,
    @Query() { size }: InclusionQuery,
    @Caller() caller: Principal,
  ): Promise<unknown> {
    const { parts } = this.cases.engineFor(subject, caller);
    return toWire(await inclusionOf(parts.pool, { subject, seq }, size ?? null));
  }

  private async newest(region: string, reply: HttpReply): Promise<string> {
    const { note } = await readCheckpoint(this.pool(region));
    reply.header('cache-control', 'public, max-age=5');
    reply.header('content-type', 'text/plain; charset=utf-8');
    return note;
  }

  private pool(region: string) {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return engine.parts.pool;
  }
}
