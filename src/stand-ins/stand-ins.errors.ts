import { DomainError } from '../common/domain-error.ts';

/** Somebody cannot take somebody's place as it was asked. */
export class StandInRefusedError extends DomainError {
  readonly code = 'ERR_STAND_IN_REFUSED';
  readonly status = 409;
}

/** No such absence stands in this region, or it is over. */
export class StandInNotFoundError extends DomainError {
  readonly code = 'ERR_STAND_IN_NOT_FOUND';
  readonly status = 404;

  constructor(id: string, region: string) {
    super(`\`${region}\` knows no stand-in \`${id}\` that is not over`);
  }
}

/** Only whose place is taken, or who manages people, says who takes it. */
export class NotYourPlaceError extends DomainError {
  readonly code = 'ERR_NOT_YOUR_PLACE';
  readonly status = 403;

  constructor(by: string, person: string) {
    super(
      `\`${by}\` says who stands in for themselves alone; for \`${person}\` an administrator does`,
    );
  }
}
