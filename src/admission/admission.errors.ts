import { DomainError } from '../common/domain-error.ts';

/** One mistake in the file that tells the webhook what to ask. */
export interface AdmissionConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string | null;
}

/** The configuration is not sound: every mistake with file and line. */
export class AdmissionConfigError extends DomainError {
  readonly code = 'ERR_ADMISSION_CONFIG';
  readonly status = 400;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(readonly problems: readonly AdmissionConfigProblem[]) {
    const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
    super(`the configuration of the webhook has ${count}\n${problems.map(said).join('\n')}`);
    this.details = { problems };
  }
}

/** A file that the webhook needs cannot be used as it lies there. */
export class AdmissionFileError extends DomainError {
  readonly code = 'ERR_ADMISSION_FILE';
  readonly status = 400;

  constructor(path: string, problem: string) {
    super(`\`${path}\` ${problem}`);
  }
}

/** What was sent is no review that can be answered. */
export class ReviewUnreadableError extends DomainError {
  readonly code = 'ERR_REVIEW_UNREADABLE';
  readonly status: 400 | 413 | 415;

  constructor(message: string, status: 400 | 413 | 415 = 400) {
    super(message);
    this.status = status;
  }
}

function said({ file, line, column, message, hint }: AdmissionConfigProblem): string {
  return `  ${file}:${line}:${column} ${message}${hint === null ? '' : ` (${hint})`}`;
}
