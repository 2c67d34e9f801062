import { DomainError } from '../common/domain-error.ts';

/** One mistake in the policy files. `line` and `column` count from 1. */
export interface PolicyProblem {
  /** Relative to the folder that was loaded: `eu/gdpr/art-44-transfer.yaml`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What was probably meant, or what would be right. */
  readonly hint: string | null;
}

/** The policy files are not sound; every mistake that was found is named with its place. */
export class PolicyLoadError extends DomainError {
  readonly code = 'ERR_POLICY_INVALID';
  readonly status = 500;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(readonly problems: readonly PolicyProblem[]) {
    const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
    super(`the policies have ${count}\n${problems.map(sayProblem).join('\n')}`);
    this.details = { problems };
  }
}

function sayProblem({ file, line, column, message, hint }: PolicyProblem): string {
  return `  ${file}:${line}:${column} ${message}${hint === null ? '' : ` (${hint})`}`;
}

/** No policy pack speaks for this region. */
export class UnknownRegionError extends DomainError {
  readonly code = 'ERR_REGION_UNKNOWN';
  readonly status = 404;

  constructor(
    readonly region: string,
    readonly known: readonly string[],
  ) {
    super(`no policy pack has region \`${region}\`; there are ${known.join(', ')}`);
  }
}
