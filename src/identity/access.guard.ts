import { Inject, Injectable, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { CanActivate, CustomDecorator, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Cells } from '../database/cells.ts';
import type { HttpRequest } from '../http/http.types.ts';
import { authenticate } from './authenticate.ts';
import { TokenMalformedError, TokenMissingError } from './identity.errors.ts';
import type { Principal } from './principal.ts';

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

/** Lets a request in when its bearer token is somebody's; what they may do there is decided route by route. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Cells) private readonly cells: Cells,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const target = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, target)) return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const served = this.cells.regions.map((region) => this.cells.get(region));
    request.principal = await authenticate(served, bearerOf(request), new Date());
    return true;
  }
}

function bearerOf(request: HttpRequest): string {
  const { authorization } = request.headers;
  if (authorization === undefined) throw new TokenMissingError();
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw new TokenMalformedError();
  return token;
}
