import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CONFIG } from '../common/injection.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import { Reads } from '../http/api.ts';
import type { HttpReply, HttpRequest } from '../http/http.types.ts';
import { toWire } from '../http/wire.ts';
import { Caller, isSecure, OpenToEverybody } from './access.guard.ts';
import { SessionMissingError } from './identity.errors.ts';
import { assertOwnOrigin } from './own-origin.ts';
import { OutsideSignInService } from './outside/outside-sign-in.service.ts';
import { powersOf } from './principal.ts';
import type { Principal } from './principal.ts';
import { attemptOf, baseOf } from './request-parts.ts';
import { cookieOf, noCookie } from './session-cookie.ts';
import { PasswordBody, ProofBody, SignInBody } from './session.dto.ts';
import { SignInService } from './sign-in.service.ts';

/** Sessions of people who sign in with a local account. */
@ApiTags('people')
@Controller()
export class SessionController {
  private readonly origin: string | undefined;

  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(OutsideSignInService) private readonly outside: OutsideSignInService,
    @Inject(CONFIG) config: CarnetConfig,
  ) {
    this.origin = config.origin;
  }

  @Post('session')
  @HttpCode(200)
  @OpenToEverybody()
  @Reads(
    {
      summary: 'Sign in with a local account: the answer sets the cookie of a session',
      description: 'Failed attempts are counted by address; too many are refused for a while.',
    },
    'Session',
  )
  async signIn(
    @Body() body: SignInBody,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    assertOwnOrigin(request, this.origin);
    const { principal, cookie, expiresAt } = await this.service.signIn(body, attemptOf(request));
    reply.header('set-cookie', cookieOf(cookie, expiresAt, isSecure(this.origin)));
    return sessionOf(principal);
  }

  @Get('session')
  @ApiBearerAuth()
  @Reads({ summary: 'The session you are in, and what its writes have to carry' }, 'Session')
  get(@Caller() caller: Principal): unknown {
    return sessionOf(caller);
  }

  @Delete('session')
  @ApiBearerAuth()
  @Reads(
    {
      summary: 'Sign out: the session ends',
      description: 'Who signed in at a provider signs out there, too, at the address in `leave`.',
    },
    'SignedOut',
  )
  async signOut(
    @Caller() caller: Principal,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    await this.service.signOut(caller);
    reply.header('set-cookie', noCookie(isSecure(this.origin)));
    const back = `${baseOf(request, this.origin)}/sign-in`;
    return { done: true, leave: await this.outside.leave(caller, back) };
  }

  @Post('session/proof')
  @HttpCode(200)
  @ApiBearerAuth()
  @Reads({ summary: 'Prove again who you are: deciding asks for it every 5 minutes' }, 'Ended')
  async prove(
    @Body() { password }: ProofBody,
    @Caller() caller: Principal,
    @Req() request: HttpRequest,
  ): Promise<unknown> {
    await this.service.prove(caller, password, attemptOf(request));
    return { done: true };
  }

  @Put('session/password')
  @ApiBearerAuth()
  @Reads({ summary: 'Change your password: every session of yours ends' }, 'Ended')
  async changePassword(
    @Body() body: PasswordBody,
    @Caller() caller: Principal,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    await this.service.changePassword(caller, body, attemptOf(request));
    reply.header('set-cookie', noCookie(isSecure(this.origin)));
    return { done: true };
  }

  @Get('sessions')
  @ApiBearerAuth()
  @Reads({ summary: 'Your open sessions, newest first' }, 'Sessions')
  async list(@Caller() caller: Principal): Promise<unknown> {
    const items = (await this.service.list(caller)).map((item) => ({
      ...item,
      current: item.id === caller.tokenId,
    }));
    return toWire({ items });
  }

  @Delete('sessions/:id')
  @ApiBearerAuth()
  @Reads({ summary: 'End one of your sessions' }, 'Ended')
  async revoke(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    await this.service.revoke(caller, id);
    return { done: true };
  }
}

function sessionOf(caller: Principal): unknown {
  const { personId, name, tokenId, session } = caller;
  if (!session) throw new SessionMissingError();
  const { csrf, provedAt, expiresAt, way } = session;
  return toWire({
    person: { id: personId, name },
    session: tokenId,
    regions: powersOf(caller),
    csrf,
    provedAt,
    expiresAt,
    way,
  });
}
