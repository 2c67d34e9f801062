import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from './access.guard.ts';
import type { Principal } from './principal.ts';
import { TokenBody } from './tokens.dto.ts';
import { TokensService } from './tokens.service.ts';

@ApiTags('people')
@ApiBearerAuth()
@Controller('tokens')
export class TokensController {
  constructor(@Inject(TokensService) private readonly tokens: TokensService) {}

  @Get()
  @Reads(
    { summary: 'Your tokens, newest first; administrators see those of service accounts, too' },
    'Tokens',
  )
  async list(@Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.tokens.list(caller) });
  }

  @Post()
  @HttpCode(200)
  @Reads(
    {
      summary: 'Make a token, for you or a service account; its secret is told this once',
      description:
        'Asks for a session, and for proof of who you are from the last 5 minutes. Sent twice it makes two.',
    },
    'NewToken',
  )
  async make(@Body() body: TokenBody, @Caller() caller: Principal): Promise<unknown> {
    return toWire(await this.tokens.make(caller, body));
  }

  @Delete(':id')
  @Reads({ summary: 'Take a token back; it may take itself back' }, 'Ended')
  async revoke(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    await this.tokens.revoke(caller, id);
    return { done: true };
  }
}
