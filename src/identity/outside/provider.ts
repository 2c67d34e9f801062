import * as client from 'openid-client';
import { errorCode } from '../../common/error-code.ts';
import type { Claims } from './claims.ts';
import type { ProviderRules } from './identity-file.types.ts';
import { isLoopback, secretIn } from './load-identity.ts';
import {
  ProviderAnswerError,
  ProviderRefusedError,
  ProviderUnreachableError,
} from './outside.errors.ts';

const HOUR_MS = 3_600_000;
const ANSWER_WITHIN_SECONDS = 10;
/** A sign-in at the provider that is older than a session lasts is asked for anew. */
const SESSION_SECONDS = 12 * 3600;
/** As old as a proof may be when deciding; how old this one is counts from when they signed in there. */
const PROOF_SECONDS = 5 * 60;

/** What this side has to remember of a sign-in until the person comes back; kept in their own browser. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who came back, and when they proved at the provider who they are. */
export interface CameBack {
  readonly claims: Claims;
  readonly issuer: string;
  readonly subject: string;
  readonly provedAt: Date;
}

/** An OpenID provider: authorization code with PKCE, state and nonce; signatures of ID tokens are checked. */
export class Provider {
  private found: { readonly at: number; readonly config: Promise<client.Configuration> } | null =
    null;

  constructor(readonly rules: ProviderRules) {}

  /**
   * Where to send somebody, and what to remember until they are back.
   *
   * @param proof whether they have to sign in there again, in whatever way counts as proof
   * @throws {ProviderUnreachableError}
   */
  async begin(back: string, proof: boolean): Promise<{ readonly url: URL } & Begun> {
    const config = await this.configuration();
    const begun = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const { scopes, acr } = this.rules;
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: back,
      scope: [...new Set(['openid', ...scopes])].join(' '),
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
      // Asked for always, because it makes the provider say when the person signed in.
      max_age: String(proof ? 0 : SESSION_SECONDS),
      ...(proof && { prompt: 'login' }),
      ...(proof && acr.length > 0 && { acr_values: acr.join(' ') }),
    });
    return { url, ...begun };
  }

  /**
   * Who came back, from the address they came back to.
   *
   * @throws {ProviderRefusedError} {ProviderAnswerError} {ProviderUnreachableError}
   */
  async finish(address: URL, begun: Begun, proof: boolean): Promise<CameBack> {
    const config = await this.configuration();
    try {
      const tokens = await client.authorizationCodeGrant(config, address, {
        pkceCodeVerifier: begun.verifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        maxAge: proof ? PROOF_SECONDS : SESSION_SECONDS,
        idTokenExpected: true,
      });
      const said = tokens.claims();
      if (!said) throw new Error('the provider sent no ID token');
      this.assertProof(said.acr, proof);
      const more =
        config.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await client.fetchUserInfo(config, tokens.access_token, said.sub);
      // What is signed counts before what is not.
      const claims: Claims = { ...more, ...said };
      const provedAt = new Date(Math.min(Number(said.auth_time) * 1000, Date.now()));
      return { claims, issuer: said.iss, subject: said.sub, provedAt };
    } catch (error) {
      throw this.told(error);
    }
  }

  /** Where to send somebody who signed out here, to sign out there too; null where the provider has no such page. */
  async leave(back: string): Promise<string | null> {
    const config = await this.configuration();
    if (config.serverMetadata().end_session_endpoint === undefined) return null;
    return client.buildEndSessionUrl(config, { post_logout_redirect_uri: back }).href;
  }

  private assertProof(acr: unknown, proof: boolean): void {
    const { acr: accepted } = this.rules;
    if (proof && accepted.length > 0 && !accepted.some((one) => one === acr)) {
      throw new Error(`proof of kind ${JSON.stringify(acr)} does not count here`);
    }
  }

  private told(error: unknown): Error {
    const { title } = this.rules;
    if (error instanceof client.AuthorizationResponseError) {
      return new ProviderRefusedError(title, error.error);
    }
    if (error instanceof client.ResponseBodyError) {
      return error.status >= 500
        ? new ProviderUnreachableError(title, error)
        : new ProviderRefusedError(title, error.error);
    }
    return isOutage(error)
      ? new ProviderUnreachableError(title, error)
      : new ProviderAnswerError(title, error);
  }

  /** Looked up once an hour; what failed is tried again at once. */
  private async configuration(): Promise<client.Configuration> {
    const now = Date.now();
    if (!this.found || now - this.found.at > HOUR_MS) {
      this.found = { at: now, config: this.discover() };
    }
    try {
      return await this.found.config;
    } catch (error) {
      this.found = null;
      throw new ProviderUnreachableError(this.rules.title, error);
    }
  }

  private async discover(): Promise<client.Configuration> {
    const { issuer, client: clientId, secretFile } = this.rules;
    const secret = secretFile === undefined ? null : secretIn(secretFile);
    const url = new URL(issuer);
    return client.discovery(
      url,
      clientId,
      {},
      secret === null ? client.None() : client.ClientSecretBasic(secret),
      {
        timeout: ANSWER_WITHIN_SECONDS,
        execute: [
          client.enableNonRepudiationChecks,
          ...(isLoopback(url) ? [client.allowInsecureRequests] : []),
        ],
      },
    );
  }
}

/** Whether an error, or what caused it, says that nobody answered, rather than that the answer was wrong. */
function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (errorCode(error) === 'OAUTH_TIMEOUT') return true;
  if ('message' in error && error.message === 'fetch failed') return true;
  return 'cause' in error && isOutage(error.cause);
}
