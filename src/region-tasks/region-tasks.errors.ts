import { DomainError } from '../common/domain-error.ts';

/** The region has no open task of this id. */
export class RegionTaskNotFoundError extends DomainError {
  readonly code = 'ERR_REGION_TASK_NOT_FOUND';
  readonly status = 404;

  constructor(id: string, region: string) {
    super(
      `\`${region}\` has no open task \`${id.slice(0, 80)}\`: \`carnet inbox\` lists what is open`,
    );
  }
}

/** Whoever did what the task is about does not close it. */
export class RegionTaskBarredError extends DomainError {
  readonly code = 'ERR_REGION_TASK_BARRED';
  readonly status = 403;

  constructor(id: string, person: string) {
    super(`task \`${id}\` is about what \`${person}\` did: somebody else has to close it`);
  }
}

/** The task does not end this way. */
export class RegionTaskOutcomeError extends DomainError {
  readonly code = 'ERR_REGION_TASK_OUTCOME';
  readonly status = 400;

  constructor(kind: string, outcomes: readonly string[]) {
    super(
      `a task of kind \`${kind}\` ends with one of ${outcomes.join(', ')}: say which as \`outcome\``,
    );
  }
}
