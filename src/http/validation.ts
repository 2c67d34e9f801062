import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError } from '../common/domain-error.ts';

export interface FieldProblem {
  /** Where in the body or query: `facts.locations.0.region`. */
  readonly path: string;
  readonly message: string;
}

/** The request is readable and says something it may not say; all problems at once. */
export class ValidationFailedError extends DomainError {
  readonly code = 'ERR_VALIDATION';
  readonly status = 400;
  override readonly details: { readonly problems: readonly FieldProblem[] };

  constructor(problems: readonly FieldProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    const places = problems.map(({ path }) => `\`${path}\``).join(', ');
    super(`the request has ${count}: see ${places}`);
    this.details = { problems };
  }
}

/** Checks bodies and queries against their DTO classes; what no class names is refused, not dropped. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new ValidationFailedError(errors.flatMap((error) => flat(error))),
  });
}

function flat(error: ValidationError, parent = ''): FieldProblem[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    path,
    message: rule === 'whitelistValidation' ? `\`${error.property}\` is not known here` : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flat(child, path))];
}
