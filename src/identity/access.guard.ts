import { Inject, Injectable, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { CanActivate, CustomDecorator, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CONFIG } from '../common/injection.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import { Cells } from '../database/cells.ts';
import type { HttpReply, HttpRequest } from '../http/http.types.ts';
import { authenticate } from './authenticate.ts';
import { authenticateSession, stillInSession } from './authenticate-session.ts';
import { SessionEndedError, TokenMalformedError, TokenMissingError } from './identity.errors.ts';
import { authenticateJob } from './outside/authenticate-job.ts';
import { IdentitySources } from './outside/identity-sources.ts';
import { isJobToken } from './outside/workload.ts';
import { assertOwnWrite } from './own-origin.ts';
import type { Principal } from './principal.ts';
import { cookieOf, noCookie, sessionIn } from './session-cookie.ts';

const OPEN = Symbol('open to everybody');

/** Marks a route that answers without a token. Everything else asks for one. */
export const OpenToEverybody = (): CustomDecorator<symbol> => SetMetadata(OPEN, true);

/** The caller, as the guard made them out. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<HttpRequest>();
  // An open route has no caller; asking for one is a fault of ours, not of whoever calls.
  if (!principal) throw new Error('a route that is open to everybody has no caller');
  return principal;
});

/** Asks again who the caller is, for an answer that takes long; throws when they may not come in any more. */
export const CallerAgain = createParamDecorator(
  (_: unknown, context: ExecutionContext): (() => Promise<Principal>) => {
    const { principalAgain } = context.switchToHttp().getRequest<HttpRequest>();
    if (!principalAgain) throw new Error('a route that is open to everybody has no caller');
    return principalAgain;
  },
);

/**
 * Lets a request in when its bearer token, or else its session's cookie, is somebody's; what they may do there is
 * decided route by route.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly origin: string | undefined;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Cells) private readonly cells: Cells,
    @Inject(IdentitySources) private readonly sources: IdentitySources,
    @Inject(CONFIG) config: CarnetConfig,
  ) {
    this.origin = config.origin;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const target = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, target)) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    request.principal = await this.whoAsks(request, http.getResponse<HttpReply>());
    return true;
  }

  /** A token goes before a cookie: who sends one means it, a browser sends the other by itself. */
  private async whoAsks(request: HttpRequest, reply: HttpReply): Promise<Principal> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = bearerOf(authorization);
      request.principalAgain = async () => this.holderOf(token);
      return request.principalAgain();
    }
    const text = sessionIn(cookie, isSecure(this.origin));
    if (text === null) throw new TokenMissingError();
    return this.inSession(request, reply, text);
  }

  /** A person's token, or that of a job of a pipeline. */
  private async holderOf(token: string): Promise<Principal> {
    const cells = this.cells.all();
    return isJobToken(token)
      ? authenticateJob(cells, this.sources.workloads, token, new Date())
      : authenticate(cells, token, new Date());
  }

  private async inSession(
    request: HttpRequest,
    reply: HttpReply,
    text: string,
  ): Promise<Principal> {
    const secure = isSecure(this.origin);
    try {
      const found = await authenticateSession(this.cells.all(), text, new Date());
      const { tokenId } = found.principal;
      request.principalAgain = async () => stillInSession(this.cells.all(), tokenId, new Date());
      assertOwnWrite(request, found.principal.session?.csrf ?? '', this.origin);
      if (found.cookie !== null) {
        reply.header('set-cookie', cookieOf(found.cookie, found.expiresAt, secure));
      }
      return found.principal;
    } catch (error) {
      if (error instanceof SessionEndedError) reply.header('set-cookie', noCookie(secure));
      throw error;
    }
  }
}

/** Whether browsers reach Carnet over TLS, and only so. */
export function isSecure(origin: string | undefined): boolean {
  return origin?.startsWith('https://') === true;
}

function bearerOf(authorization: string): string {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw new TokenMalformedError();
  return token;
}
