import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type pg from 'pg';
import { Engines } from '../cases/engines.ts';
import type { HttpRequest } from '../http/http.types.ts';
import { opened, readableScopes } from '../identity/principal.ts';
import { inScopes, scopesParameter } from '../identity/scope.ts';
import type { Scope } from '../identity/scope.ts';
import { OutsideEngagementError } from './audits.errors.ts';

/** Every route below one case. */
const OF_A_CASE = /\/cases\/:id(?:\/|$)/u;

/**
 * Lets an auditor who is engaged for some cases through to those, and to no other: once here, the routes of a case need
 * not ask again. Everything else refuses such an auditor, unless it fetches by `readableScopes`.
 */
@Injectable()
export class CaseScopeGuard implements CanActivate {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const { principal, params, routeOptions } = request;
    const { id: caseId } = params as { readonly id?: string };
    if (!principal?.scopes?.size || caseId === undefined) return true;
    if (!OF_A_CASE.test(routeOptions.url ?? '')) return true;
    const { region, parts } = this.engines.ofCase(caseId);
    if (!principal.scopes.has(region)) return true;
    const scopes = readableScopes(principal, region);
    if (scopes && !(await isWithin(parts.pool, caseId, scopes)))
      throw new OutsideEngagementError(caseId, principal.personId);
    request.principal = opened(principal, region);
    return true;
  }
}

async function isWithin(pool: pg.Pool, caseId: string, scopes: readonly Scope[]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from regulated_case c where c.id = $1 and ${inScopes('$2')}`,
    [caseId, scopesParameter(scopes)],
  );
  return rowCount === 1;
}
