import { DomainError } from '../../common/domain-error.ts';
import type { PolicyProblem } from '../../policy/policy.errors.ts';
import { UnauthenticatedError } from '../identity.errors.ts';

/** The identity file is not sound; every mistake is named with its place. */
export class IdentityFileError extends DomainError {
  readonly code = 'ERR_IDENTITY_FILE_INVALID';
  readonly status = 500;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(readonly problems: readonly PolicyProblem[]) {
    const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
    const lines = problems.map(
      ({ file, line, column, message, hint }) =>
        `  ${file}:${line}:${column} ${message}${hint === null ? '' : ` (${hint})`}`,
    );
    super(`the identity file has ${count}\n${lines.join('\n')}`);
    this.details = { problems };
  }
}

/** The configuration names no such provider. */
export class ProviderUnknownError extends DomainError {
  readonly code = 'ERR_PROVIDER_UNKNOWN';
  readonly status = 404;

  constructor(id: string) {
    super(`nobody signs in at \`${id}\` here`);
  }
}

/** The provider does not answer, or its answer makes no sense. */
export class ProviderUnreachableError extends DomainError {
  readonly code = 'ERR_PROVIDER_UNREACHABLE';
  readonly status = 503;

  constructor(title: string, cause: unknown) {
    super(`${title} does not answer: try again in a while`, { cause });
  }
}

/** What came back from the provider belongs to no sign-in that this browser began, or came too late. */
export class SignInStateError extends UnauthenticatedError {
  readonly code = 'ERR_SIGN_IN_STATE';
  override readonly challenge = undefined;

  constructor() {
    super('this browser began no such sign-in in the last 10 minutes: begin again');
  }
}

/** The provider did not let the person in. */
export class ProviderRefusedError extends UnauthenticatedError {
  readonly code = 'ERR_PROVIDER_REFUSED';
  override readonly challenge = undefined;

  constructor(title: string, reason: string) {
    super(`${title} did not let you in (\`${reason}\`)`);
  }
}

/** What the provider says cannot be trusted: wrong issuer, audience, nonce, signature or time. */
export class ProviderAnswerError extends UnauthenticatedError {
  readonly code = 'ERR_PROVIDER_ANSWER';
  override readonly challenge = undefined;

  constructor(title: string, cause: unknown) {
    super(`what ${title} says does not hold, and lets nobody in`, { cause });
  }
}

/** The provider knows the person, and nothing it says of them opens anything here. */
export class NoRoleError extends DomainError {
  readonly code = 'ERR_NO_ROLE';
  readonly status = 403;

  constructor(title: string) {
    super(`${title} knows you, and gives you no role here: ask whoever manages people`);
  }
}

/** What the provider calls the person makes no id of a person here. */
export class PersonNameError extends DomainError {
  readonly code = 'ERR_PERSON_NAME';
  readonly status = 403;

  constructor(claim: string) {
    super(`what the provider says in \`${claim}\` makes no id of a person`);
  }
}

/** Somebody else has the id that the person would get. */
export class PersonTakenError extends DomainError {
  readonly code = 'ERR_PERSON_TAKEN';
  readonly status = 409;

  constructor(person: string) {
    super(
      `there is a \`${person}\` here who never signed in at this provider: \`carnet people link\` makes the two one`,
    );
  }
}

/** The person who proved who they are is not the one in the session. */
export class OtherPersonError extends DomainError {
  readonly code = 'ERR_OTHER_PERSON';
  readonly status = 403;

  constructor() {
    super('the proof is of somebody else than who is in the session');
  }
}

/** A subject of a provider is one person here. */
export class SubjectTakenError extends DomainError {
  readonly code = 'ERR_SUBJECT_TAKEN';
  readonly status = 409;

  constructor(person: string) {
    super(`this subject of the provider is \`${person}\` here already`);
  }
}

/** A job's token lets nobody in. */
export class JobTokenError extends UnauthenticatedError {
  readonly code = 'ERR_JOB_TOKEN';

  constructor(why: string) {
    super(`the token of the job lets nobody in: ${why}`);
  }
}

/** The keys of an issuer cannot be had, so nobody can say whether a token holds. */
export class IssuerUnreachableError extends DomainError {
  readonly code = 'ERR_ISSUER_UNREACHABLE';
  readonly status = 503;

  constructor(issuer: string, cause: unknown) {
    super(`the keys of \`${issuer}\` cannot be had now: try again in a while`, { cause });
  }
}
