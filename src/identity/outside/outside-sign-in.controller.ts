import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { DomainError } from '../../common/domain-error.ts';
import { CONFIG } from '../../common/injection.ts';
import type { CarnetConfig } from '../../config/config.types.ts';
import { Reads, SendsOn } from '../../http/api.ts';
import type { HttpReply, HttpRequest } from '../../http/http.types.ts';
import { Caller, isSecure, OpenToEverybody } from '../access.guard.ts';
import type { Principal } from '../principal.ts';
import { attemptOf, baseOf } from '../request-parts.ts';
import { cookieOf } from '../session-cookie.ts';
import { awayCookie, awayIn, backCookie } from './login-cookie.ts';
import { TripQuery } from './outside-sign-in.dto.ts';
import { OutsideSignInService } from './outside-sign-in.service.ts';

const CALLBACK = '/api/v1/session/callback';
const SEE_OTHER = 303;

/** Sign-in at an identity provider: a browser goes there and comes back. */
@ApiTags('people')
@Controller('session')
export class OutsideSignInController {
  private readonly origin: string | undefined;

  constructor(
    @Inject(OutsideSignInService) private readonly service: OutsideSignInService,
    @Inject(CONFIG) config: CarnetConfig,
  ) {
    this.origin = config.origin;
  }

  @Get('ways')
  @OpenToEverybody()
  @Reads({ summary: 'How people sign in here' }, 'SignInWays')
  ways(): unknown {
    return { password: true, providers: this.service.providers };
  }

  @Get('providers/:id')
  @OpenToEverybody()
  @SendsOn({ summary: 'Sign in at an identity provider: open it in a browser' })
  async signIn(
    @Param('id') id: string,
    @Query() { to = '/inbox' }: TripQuery,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    await this.sendAway(id, { to }, request, reply);
  }

  @Get('providers/:id/proof')
  @ApiBearerAuth()
  @SendsOn({ summary: 'Prove again who you are, at the provider: open it in a browser' })
  async prove(
    @Param('id') id: string,
    @Query() { to = '/proved' }: TripQuery,
    @Caller() caller: Principal,
    @Req() request: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    await this.sendAway(id, { to, caller }, request, reply);
  }

  @Get('callback')
  @OpenToEverybody()
  @SendsOn({
    summary: 'Where a provider sends people back to',
    description: 'Takes only what the same browser began. Register this address at the provider.',
  })
  async comeBack(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const secure = isSecure(this.origin);
    const away = awayIn(request.headers.cookie, secure);
    reply.header('set-cookie', backCookie(secure));
    const came = new URL(request.url, baseOf(request, this.origin));
    try {
      const begun = await this.service.finish(away, came, attemptOf(request));
      if (begun) reply.header('set-cookie', cookieOf(begun.cookie, begun.expiresAt, secure));
      reply
        .status(SEE_OTHER)
        .header('location', away?.to ?? '/')
        .send('');
    } catch (error) {
      // Somebody at a browser sees a page that tells what to do; a program gets the problem.
      const isPage = request.headers.accept?.includes('text/html') === true;
      if (!isPage || !(error instanceof DomainError)) throw error;
      if (error.cause !== undefined) request.log.error({ err: error.cause }, error.message);
      const trouble = new URLSearchParams({ trouble: error.code, ...(away && { to: away.to }) });
      reply.status(SEE_OTHER).header('location', `/sign-in?${trouble.toString()}`).send('');
    }
  }

  private async sendAway(
    id: string,
    trip: { readonly to: string; readonly caller?: Principal },
    request: HttpRequest,
    reply: HttpReply,
  ): Promise<void> {
    const back = `${baseOf(request, this.origin)}${CALLBACK}`;
    const { url, away } = await this.service.begin(id, { back, ...trip }, attemptOf(request));
    reply.header('set-cookie', awayCookie(away, isSecure(this.origin)));
    reply.status(SEE_OTHER).header('location', url).send('');
  }
}
