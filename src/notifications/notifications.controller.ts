import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { NotificationsService } from './notifications.service.ts';

class NotificationsQuery {
  @ApiProperty({ required: false, enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be `true` or `false`' })
  readonly unread?: string;
}

class ReadBody {
  @ApiProperty({ required: false, description: 'Those of this case only' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{0,99}$/, { message: 'must be the id of a case' })
  readonly case?: string;
}

@ApiTags('notifications')
@ApiBearerAuth()
@Controller('notifications')
export class NotificationsController {
  constructor(@Inject(NotificationsService) private readonly notifications: NotificationsService) {}

  @Get()
  @Reads({ summary: 'What happened that you should know of, newest first' }, 'Notifications')
  async list(
    @Query() { unread }: NotificationsQuery,
    @Caller() caller: Principal,
  ): Promise<unknown> {
    return toWire({ items: await this.notifications.list(caller, { unread: unread === 'true' }) });
  }

  @Post('read')
  @HttpCode(200)
  @Writes({ summary: 'Mark your notifications as read, of one case or all' }, 'Done')
  async read(
    @Body() body: ReadBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.notifications.read(caller, body.case, idempotency));
  }
}
