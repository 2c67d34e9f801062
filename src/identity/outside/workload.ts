import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import type { Claims } from './claims.ts';
import { valuesOf } from './claims.ts';
import type { WorkloadAccount, WorkloadRules } from './identity-file.types.ts';
import { isLoopback } from './load-identity.ts';
import { IssuerUnreachableError, JobTokenError } from './outside.errors.ts';

/** Signed with a key that only the issuer holds: with a shared secret whoever verifies could sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
];
const ANSWER_WITHIN_MS = 5000;
const CLOCKS_DIFFER_SECONDS = 30;
/** A job's token is for this job; one that lives longer is something else. */
const LONGEST_SECONDS = 24 * 3600;
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

/** A job of a pipeline, as the token it came with says. */
export interface Job {
  readonly workload: string;
  readonly account: WorkloadAccount;
  readonly expiresAt: Date;
}

/** Whether a bearer token has the form of a job's. */
export function isJobToken(token: string): boolean {
  return FORM.test(token);
}

/** The pipelines whose jobs may come with tokens of their own. */
export class Workloads {
  private readonly issuers = new Map<string, Issuer>();

  constructor(private readonly rules: readonly WorkloadRules[]) {
    for (const { issuer } of rules) this.issuers.set(issuer, new Issuer(issuer));
  }

  /**
   * Whose job it is that comes with this token: signature, issuer, audience, times and claims are checked.
   *
   * Nobody is asked for the keys of an issuer that the file does not name.
   *
   * @throws {JobTokenError} {IssuerUnreachableError}
   */
  async jobOf(token: string, now: Date): Promise<Job> {
    const trusted = this.rules.filter(({ issuer }) => issuer === issuerIn(token));
    const issuer = this.issuers.get(trusted[0]?.issuer ?? '');
    if (!issuer) throw new JobTokenError('no issuer that is trusted here signed it');
    const { payload } = await verified(token, issuer, now);
    const { iat, exp = 0 } = payload;
    if (iat === undefined || exp - iat > LONGEST_SECONDS) {
      throw new JobTokenError('it lives longer than a day, which no token of a job does');
    }
    const heard = trusted.filter(({ audience }) => valuesOf(payload, 'aud').includes(audience));
    if (heard.length === 0) throw new JobTokenError('it is meant for another audience');
    for (const { id, accounts } of heard) {
      const account = accounts.find(({ claims }) => holds(claims, payload));
      if (account) return { workload: id, account, expiresAt: new Date(exp * 1000) };
    }
    throw new JobTokenError('its claims are those of no service account');
  }
}

/** An issuer and its keys, which are looked up when first needed and kept for a while. */
class Issuer {
  private keys: Promise<JWTVerifyGetKey> | null = null;

  constructor(private readonly url: string) {}

  /** @throws {IssuerUnreachableError} */
  async find(...asked: Parameters<JWTVerifyGetKey>): Promise<Awaited<ReturnType<JWTVerifyGetKey>>> {
    this.keys ??= this.discover();
    let keys: JWTVerifyGetKey;
    try {
      keys = await this.keys;
    } catch (error) {
      this.keys = null;
      throw new IssuerUnreachableError(this.url, error);
    }
    try {
      return await keys(...asked);
    } catch (error) {
      // The keys came; among them is not the one for this token.
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new IssuerUnreachableError(this.url, error);
    }
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const address = `${this.url.replace(/\/$/u, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const { issuer, jwks_uri: uri } = (await answer.json()) as Readonly<Record<string, unknown>>;
    if (issuer !== this.url) throw new Error(`${address} speaks of issuer ${String(issuer)}`);
    const place = new URL(String(uri));
    if (place.protocol !== 'https:' && !isLoopback(place)) throw new Error('keys come by https');
    return createRemoteJWKSet(place, { timeoutDuration: ANSWER_WITHIN_MS });
  }
}

async function verified(
  token: string,
  issuer: Issuer,
  now: Date,
): Promise<{ readonly payload: Claims & { readonly iat?: number; readonly exp?: number } }> {
  try {
    return await jwtVerify(token, async (...asked) => issuer.find(...asked), {
      algorithms: ALGORITHMS,
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub'],
      clockTolerance: CLOCKS_DIFFER_SECONDS,
      currentDate: now,
    });
  } catch (error) {
    if (error instanceof IssuerUnreachableError) throw error;
    const expired = error instanceof errors.JWTExpired;
    throw new JobTokenError(
      expired ? 'its time has run out' : 'its signature or form does not hold',
    );
  }
}

/** What a token says of its issuer, before anything of it is believed. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function holds(wanted: Readonly<Record<string, string>>, claims: Claims): boolean {
  return Object.entries(wanted).every(([name, value]) => valuesOf(claims, name).includes(value));
}
