import { DomainError } from '../common/domain-error.ts';

/** The case has no open task of this key. */
export class TaskNotFoundError extends DomainError {
  readonly code = 'ERR_TASK_NOT_FOUND';
  readonly status = 404;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(caseId: string, key: string, open: readonly string[]) {
    const known = open.map((one) => `\`${one}\``).join(', ');
    super(
      `\`${caseId}\` has no open task \`${key}\`${known === '' ? ': nothing of it waits for anybody' : `; open are ${known}`}`,
    );
    this.details = { task: key, open };
  }
}

/** As many people are on the task as it takes. */
export class TaskTakenError extends DomainError {
  readonly code = 'ERR_TASK_TAKEN';
  readonly status = 409;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(key: string, holders: readonly string[]) {
    const named = holders.map((one) => `\`${one}\``).join(', ');
    super(
      `${named} took task \`${key}\`: ask for its release, or have it assigned to somebody else`,
    );
    this.details = { task: key, holders };
  }
}

/** The person is not one whom this task can wait for. */
export class TaskNotForPersonError extends DomainError {
  readonly code = 'ERR_TASK_NOT_FOR_PERSON';
  readonly status = 409;

  constructor(key: string, person: string, why: string) {
    super(`task \`${key}\` cannot be \`${person}\`’s: ${why}`);
  }
}

/** The person does not hold the task. */
export class TaskNotHeldError extends DomainError {
  readonly code = 'ERR_TASK_NOT_HELD';
  readonly status = 409;

  constructor(key: string, person: string) {
    super(`\`${person}\` is not on task \`${key}\``);
  }
}

/** Only who holds a task, or an administrator, gives it to somebody else. */
export class NotYoursToAssignError extends DomainError {
  readonly code = 'ERR_NOT_YOURS_TO_ASSIGN';
  readonly status = 403;

  constructor(key: string, person: string) {
    super(
      `\`${person}\` neither holds task \`${key}\` nor is an administrator: claim it, or ask one of them`,
    );
  }
}
