import { DomainError } from '../common/domain-error.ts';

/** Something runs under this name already: what changes is reported as `moved`. */
export class DeploymentRunningError extends DomainError {
  readonly code = 'ERR_DEPLOYMENT_RUNNING';
  readonly status = 409;

  constructor(environment: string, name: string) {
    super(
      `\`${name}\` runs in \`${environment}\` already: report it as \`moved\`, or as \`stopped\` first`,
    );
  }
}

/** Nothing runs under this name. */
export class DeploymentNotRunningError extends DomainError {
  readonly code = 'ERR_DEPLOYMENT_NOT_RUNNING';
  readonly status = 404;

  constructor(environment: string, name: string) {
    super(`nothing is known to run as \`${name}\` in \`${environment}\`: report it as \`started\``);
  }
}
