import { DomainError } from '../common/domain-error.ts';

/** An auditor cannot be engaged as it was asked. */
export class EngagementRefusedError extends DomainError {
  readonly code = 'ERR_ENGAGEMENT_REFUSED';
  readonly status = 409;
}

/** No such engagement stands in this region, or it is over. */
export class EngagementNotFoundError extends DomainError {
  readonly code = 'ERR_ENGAGEMENT_NOT_FOUND';
  readonly status = 404;

  constructor(id: string, region: string) {
    super(`\`${region}\` knows no engagement \`${id}\` that is not over`);
  }
}

/** The case is none that the caller is engaged for; whether there is such a case is not said. */
export class OutsideEngagementError extends DomainError {
  readonly code = 'ERR_OUTSIDE_ENGAGEMENT';
  readonly status = 403;

  constructor(caseId: string, person: string) {
    super(
      `case \`${caseId}\` is none that \`${person}\` is engaged for: \`GET /cases\` lists them`,
    );
  }
}
