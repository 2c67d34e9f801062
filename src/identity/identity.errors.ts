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
    super('this needs a token: send `Authorization: Bearer carnet_…`');
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
