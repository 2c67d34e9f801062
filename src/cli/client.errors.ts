import { DomainError } from '../common/domain-error.ts';

/** Nothing answered at the server's address. */
export class ServerUnreachableError extends DomainError {
  readonly code = 'ERR_SERVER_UNREACHABLE';
  readonly status = 503;
  /** Why, as the network said it: `ECONNREFUSED`. */
  readonly reason: string;

  constructor(url: string, reason: string) {
    super(`no Carnet server answers at \`${url}\` (${reason})`);
    this.reason = reason;
  }
}

/** The server answered with a problem document (RFC 9457). */
export class ServerProblemError extends DomainError {
  readonly code: string;
  readonly status: number;
  /** The whole problem document, as it came. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(textOf(problem['detail']) ?? textOf(problem['title']) ?? `the server answered ${status}`);
    this.status = status;
    this.code = textOf(problem['code']) ?? 'ERR_SERVER';
    this.problem = problem;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The runner of a job gives no token that says which job it is. */
export class JobTokenMissingError extends DomainError {
  readonly code = 'ERR_JOB_TOKEN_MISSING';
  readonly status = 503;

  constructor(reason: string) {
    super(`the runner gives no ID token for this job (${reason})`);
  }
}
