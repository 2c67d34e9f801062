import { DomainError } from '../common/domain-error.ts';

/** One variable that cannot be used as it is. */
export interface ConfigProblem {
  readonly variable: string;
  /** What was found, secrets masked. */
  readonly found: string;
  /** What to do about it. */
  readonly hint: string;
}

/** The environment holds mistakes; all of them are told at once. */
export class ConfigError extends DomainError {
  readonly code = 'ERR_CONFIG_INVALID';
  readonly status = 500;
  override readonly details: { readonly problems: readonly ConfigProblem[] };

  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, found, hint }) => `  ${variable}: ${found}; ${hint}`);
    const count = problems.length === 1 ? 'a mistake' : `${String(problems.length)} mistakes`;
    super(`the environment holds ${count}:\n${lines.join('\n')}`);
    this.details = { problems };
  }
}
