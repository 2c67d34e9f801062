import { DomainError } from '../common/domain-error.ts';

/** Nobody can be told from the request: the answer carries `WWW-Authenticate`. */
export abstract class UnauthenticatedError extends DomainError {
  readonly status = 401;
  /** RFC 6750 error word; absent when no credential came at all. */
  readonly challenge: string | undefined = 'invalid_token';
}

/** The request carries no bearer token. */
export class TokenMissingError extends UnauthenticatedError {
  readonly code = 'ERR_TOKEN_MISSING';
  override readonly challenge = undefined;

  constructor() {
    super('this needs you to sign in, or a token: send `Authorization: Bearer carnet_…`');
  }
}

/** What came in the `Authorization` header is no Carnet token. */
export class TokenMalformedError extends UnauthenticatedError {
  readonly code = 'ERR_TOKEN_MALFORMED';

  constructor() {
    super('the `Authorization` header holds no Carnet token: it looks like `Bearer carnet_…_…`');
  }
}

/** No region served here knows the token. */
export class TokenUnknownError extends UnauthenticatedError {
  readonly code = 'ERR_TOKEN_UNKNOWN';

  constructor() {
    super('no region served here knows this token');
  }
}

/** The token was good until a time that has passed. */
export class TokenExpiredError extends UnauthenticatedError {
  readonly code = 'ERR_TOKEN_EXPIRED';

  constructor(expiredAt: Date) {
    super(`the token expired at \`${expiredAt.toISOString()}\``);
  }
}

/** Somebody took the token back. */
export class TokenRevokedError extends UnauthenticatedError {
  readonly code = 'ERR_TOKEN_REVOKED';

  constructor() {
    super('the token was revoked');
  }
}

/** The cookie belongs to no session that is open: never begun, signed out, idle too long, or over. */
export class SessionEndedError extends UnauthenticatedError {
  readonly code = 'ERR_SESSION_ENDED';

  constructor() {
    super('the session is over: sign in again');
  }
}

/** What was asked is about the caller's session, and they came with a token. */
export class SessionMissingError extends DomainError {
  readonly code = 'ERR_SESSION_MISSING';
  readonly status = 409;

  constructor() {
    super('there is no session to speak of: you came with a token');
  }
}

/** The caller has no open session of this id. */
export class SessionUnknownError extends DomainError {
  readonly code = 'ERR_SESSION_UNKNOWN';
  readonly status = 404;

  constructor(id: string) {
    super(`you have no open session \`${id}\``);
  }
}

/** Name and password belong to no account. Which of the two was wrong is nobody's business. */
export class SignInFailedError extends UnauthenticatedError {
  readonly code = 'ERR_SIGN_IN_FAILED';
  override readonly challenge = undefined;

  constructor() {
    super('no account has this name and this password');
  }
}

/** Too many attempts failed; this one was not looked at. */
export class TooManyAttemptsError extends DomainError {
  readonly code = 'ERR_TOO_MANY_ATTEMPTS';
  readonly status = 429;
  override readonly details: { readonly retry_after_seconds: number };

  constructor(seconds: number) {
    super(`too many attempts to sign in failed: try again in ${seconds} s`);
    this.details = { retry_after_seconds: seconds };
  }
}

/** A write came with a session's cookie and without what only a page of Carnet can know. */
export class CsrfError extends DomainError {
  readonly code = 'ERR_CSRF';
  readonly status = 403;

  constructor() {
    super('a write in a session needs the `X-Carnet-Csrf` header that `GET /api/v1/session` tells');
  }
}

/** The request comes from a page of another site. */
export class ForeignOriginError extends DomainError {
  readonly code = 'ERR_FOREIGN_ORIGIN';
  readonly status = 403;

  constructor() {
    super('this is answered to pages of Carnet only');
  }
}

/** Deciding asks who you are when the last proof is too old. */
export class ProofStaleError extends DomainError {
  readonly code = 'ERR_PROOF_STALE';
  readonly status = 403;

  constructor(minutes: number) {
    super(
      `deciding needs proof of who you are from the last ${minutes} minutes: give your password again`,
    );
  }
}

/** The password is too short to hold, or too long to be one. */
export class PasswordWeakError extends DomainError {
  readonly code = 'ERR_PASSWORD_WEAK';
  readonly status = 422;

  constructor(min: number, max: number) {
    super(`a password has ${min} to ${max} characters`);
  }
}

/** The person behind the token may not sign in any more. */
export class PersonDisabledError extends UnauthenticatedError {
  readonly code = 'ERR_PERSON_DISABLED';

  constructor(personId: string) {
    super(`\`${personId}\` may not sign in any more`);
  }
}

/** The caller is known, but holds no role in the region asked about. */
export class RegionForbiddenError extends DomainError {
  readonly code = 'ERR_REGION_FORBIDDEN';
  readonly status = 403;
  override readonly details: { readonly region: string };

  constructor(personId: string, region: string, held: readonly string[]) {
    const holds = held.length > 0 ? held.map((name) => `\`${name}\``).join(', ') : 'no region';
    super(
      `the token of \`${personId}\` holds roles in ${holds} and gives nothing in \`${region}\``,
    );
    this.details = { region };
  }
}

/** None of the caller's roles in the region opens what was asked. */
export class ActionForbiddenError extends DomainError {
  readonly code = 'ERR_ACTION_FORBIDDEN';
  readonly status = 403;
  override readonly details: { readonly region: string; readonly action: string };

  constructor(personId: string, region: string, action: string, roles: readonly string[]) {
    const held = roles.map((role) => `\`${role}\``).join(', ');
    super(`\`${personId}\` holds ${held} in \`${region}\`, which does not allow \`${action}\``);
    this.details = { region, action };
  }
}

/** The caller's roles open what was asked; the credential they came with does not. */
export class CredentialLimitedError extends DomainError {
  readonly code = 'ERR_CREDENTIAL_LIMITED';
  readonly status = 403;

  constructor(action?: string) {
    super(
      action === undefined
        ? 'this is for people who come as themselves, not with a limited token or as a service account'
        : `the credential you came with does not open \`${action}\``,
    );
  }
}

/** An auditor asked for more of a region than their engagement covers. */
export class EngagementLimitedError extends DomainError {
  readonly code = 'ERR_ENGAGEMENT_LIMITED';
  readonly status = 403;

  constructor(person: string, region: string) {
    super(
      `\`${person}\` is engaged for some cases of \`${region}\` only: list them with \`GET /cases\`, or have the engagement widened`,
    );
  }
}

/** A token cannot make tokens. */
export class TokenNeedsSessionError extends DomainError {
  readonly code = 'ERR_TOKEN_NEEDS_SESSION';
  readonly status = 403;

  constructor() {
    super('a token is made by somebody who signed in, not with another token');
  }
}

/** There is no such token, or it is none of the caller's business. */
export class TokenNotFoundError extends DomainError {
  readonly code = 'ERR_TOKEN_NOT_FOUND';
  readonly status = 404;

  constructor(id: string) {
    super(`you see no token \`${id}\` that is still good`);
  }
}

/** Tokens for somebody else are made for machines only: nobody acts as another person. */
export class NotAServiceAccountError extends DomainError {
  readonly code = 'ERR_NOT_A_SERVICE_ACCOUNT';
  readonly status = 409;

  constructor(person: string, region: string) {
    super(`\`${person}\` is no service account in \`${region}\``);
  }
}

/** No person of this id is registered in the region. */
export class PersonUnknownError extends DomainError {
  readonly code = 'ERR_PERSON_UNKNOWN';
  readonly status = 404;

  constructor(personId: string, region: string) {
    super(`nobody in \`${region}\` has the id \`${personId}\``);
  }
}

/** A person's id is not of the form ids have. */
export class PersonIdInvalidError extends DomainError {
  readonly code = 'ERR_PERSON_ID_INVALID';
  readonly status = 422;

  constructor(personId: string) {
    super(
      `\`${personId}\` is no person id: lower-case letters, digits, dots and dashes, at most 63`,
    );
  }
}
