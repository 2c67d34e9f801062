import { DomainError } from '../common/domain-error.ts';
import type { Pause, PauseScope } from './pause.types.ts';

/** An operator has stopped the case or its stage; says who and why. */
export class PausedError extends DomainError {
  readonly code = 'ERR_PAUSED';
  readonly status = 409;
  override readonly details: { readonly paused: Pause };

  constructor(paused: Pause) {
    super(
      `${paused.scope} \`${paused.target}\` was paused by \`${paused.by}\` (${paused.reason}): wait until it is resumed, or withdraw`,
    );
    this.details = { paused };
  }
}

/** There is nothing of this name to pause. */
export class PauseTargetError extends DomainError {
  readonly code = 'ERR_PAUSE_TARGET';
  readonly status = 404;

  constructor(scope: PauseScope, target: string, known: readonly string[]) {
    const names = known.map((name) => `\`${name}\``).join(', ');
    super(`there is no ${scope} \`${target}\`${names === '' ? '' : `: there are ${names}`}`);
  }
}

/** What was to be resumed is not paused. */
export class NotPausedError extends DomainError {
  readonly code = 'ERR_NOT_PAUSED';
  readonly status = 409;

  constructor(scope: PauseScope, target: string) {
    super(`${scope} \`${target}\` is not paused`);
  }
}

/** No job of this id waits here. */
export class JobNotFoundError extends DomainError {
  readonly code = 'ERR_JOB_NOT_FOUND';
  readonly status = 404;

  constructor(id: string, region: string) {
    super(`no job \`${id}\` waits in \`${region}\`: it may be done already`);
  }
}

/** The job is what a permit waits for; only its case can end it. */
export class JobNotCancellableError extends DomainError {
  readonly code = 'ERR_JOB_NOT_CANCELLABLE';
  readonly status = 409;

  constructor(id: string, kind: string, caseId: string) {
    super(
      `job \`${id}\` (\`${kind}\`) is owed to case \`${caseId}\`: withdraw the case, or retry the job`,
    );
  }
}
