import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Reads } from '../http/api.ts';
import { Caller } from './access.guard.ts';
import { powersOf } from './principal.ts';
import type { Principal } from './principal.ts';

interface Me {
  readonly person: { readonly id: string; readonly name: string };
  readonly token: string;
  readonly regions: Readonly<
    Record<string, { readonly roles: readonly string[]; readonly may: readonly string[] }>
  >;
}

@ApiTags('people')
@ApiBearerAuth()
@Controller('me')
export class MeController {
  @Get()
  @Reads({ summary: 'Who you are, and what you may do in each region' }, 'Me')
  me(@Caller() caller: Principal): Me {
    return {
      person: { id: caller.personId, name: caller.name },
      token: caller.tokenId,
      regions: powersOf(caller),
    };
  }
}
