import { DomainError } from '../common/domain-error.ts';

/** When somebody works, or who is their deputy, cannot be as it was asked. */
export class WorkProfileRefusedError extends DomainError {
  readonly code = 'ERR_WORK_PROFILE_REFUSED';
  readonly status = 409;
}

/** Whoever manages people says it of others, and who leads. */
export class NotYourProfileError extends DomainError {
  readonly code = 'ERR_NOT_YOUR_PROFILE';
  readonly status = 403;

  constructor(by: string, what: string) {
    super(`\`${by}\` says when they work and who is their deputy; ${what} an administrator says`);
  }
}
