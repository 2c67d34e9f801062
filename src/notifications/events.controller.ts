import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { ReadsFile } from '../http/api.ts';
import type { StreamedReply } from '../http/http.types.ts';
import { Caller, CallerAgain } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { EventStreamsService } from './event-streams.service.ts';

class EventsFilter {
  @ApiProperty({ required: false, description: 'This region only' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, { message: 'must be the name of a region such as `eu`' })
  readonly region?: string;

  @ApiProperty({ required: false, description: 'This case only' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{0,99}$/, { message: 'must be the id of a case' })
  readonly case?: string;
}

@ApiTags('events')
@ApiBearerAuth()
@Controller('events')
export class EventsController {
  constructor(@Inject(EventStreamsService) private readonly streams: EventStreamsService) {}

  @Get()
  @ReadsFile(
    {
      summary: 'What happens in the regions you may read, as server-sent events',
      description:
        'Each event once and in order, also over reconnects that send `Last-Event-ID`. Without it: from now on.',
    },
    'text/event-stream',
  )
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } })
  async events(
    @Query() query: EventsFilter,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Principal,
    @CallerAgain() again: () => Promise<Principal>,
    @Res() reply: StreamedReply,
  ): Promise<void> {
    const { region, case: caseId } = query;
    const listener = { caller, again, region, caseId, lastEventId };
    const places = await this.streams.places(listener);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    await this.streams.tell(listener, places, reply.raw);
  }
}
