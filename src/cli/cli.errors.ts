import { DomainError } from '../common/domain-error.ts';

/** The command was called in a way it does not understand, or a file it was given cannot be read. */
export class UsageError extends DomainError {
  readonly code = 'ERR_USAGE';
  readonly status = 400;
  readonly hint: string;

  constructor(message: string, hint = 'see `carnet --help`') {
    super(message);
    this.hint = hint;
  }
}
