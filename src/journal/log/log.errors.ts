import { DomainError } from '../../common/domain-error.ts';

/** The log has nothing to prove this by. */
export class LogProofError extends DomainError {
  readonly code = 'ERR_LOG_PROOF';
  readonly status = 404;
}

/** What stands in the log is not what was signed: nothing may be signed on top of it, and a person has to look. */
export class LogDamagedError extends DomainError {
  readonly code = 'ERR_LOG_DAMAGED';
  readonly status = 500;
}

/** Several logs are served here, and nobody said which is meant. */
export class RegionNotNamedError extends DomainError {
  readonly code = 'ERR_REGION_NOT_NAMED';
  readonly status = 400;

  constructor(regions: readonly string[]) {
    super(`several regions are served here: ask with \`?region=\` one of ${regions.join(', ')}`);
  }
}
