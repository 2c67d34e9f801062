import { DomainError } from '../common/domain-error.ts';

/** A question about time that cannot be asked so. */
export class TempoQuestionError extends DomainError {
  readonly code = 'ERR_TEMPO_QUESTION';
  readonly status = 400;
}
