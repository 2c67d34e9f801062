import { DomainError } from '../common/domain-error.ts';

/** A signing key that must not be used as it lies there. */
export class SigningKeyError extends DomainError {
  readonly code = 'ERR_SIGNING_KEY';
  readonly status = 500;

  constructor(path: string, problem: string) {
    super(`signing key \`${path}\` ${problem}`);
  }
}

/** The case cannot be given a permit; `reason` says what is missing. */
export class PermitNotPossibleError extends DomainError {
  readonly code = 'ERR_PERMIT_NOT_POSSIBLE';
  readonly status = 409;

  constructor(caseId: string, reason: string) {
    super(`case \`${caseId}\` cannot be given a permit: ${reason}`);
  }
}

/** A DSSE envelope that is not one of Carnet's permits or whose signature does not hold. */
export class PermitInvalidError extends DomainError {
  readonly code = 'ERR_PERMIT_INVALID';
  readonly status = 422;

  constructor(reason: string) {
    super(`the permit is not valid: ${reason}`);
  }
}

/** The case has no permit, or none yet. */
export class PermitNotFoundError extends DomainError {
  readonly code = 'ERR_PERMIT_NOT_FOUND';
  readonly status = 404;

  constructor(caseId: string) {
    super(`case \`${caseId}\` has no permit: it gets one when its route is through`);
  }
}
