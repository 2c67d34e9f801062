import { DomainError } from '../common/domain-error.ts';

/** A region was asked for that is not served here. */
export class RequestRegionNotServedError extends DomainError {
  readonly code = 'ERR_REGION_NOT_SERVED';
  readonly status = 422;
  override readonly details: { readonly served: readonly string[] };

  constructor(region: string, served: readonly string[], near: string | undefined) {
    const names = served.map((name) => `\`${name}\``).join(', ');
    const hint = near === undefined ? '' : `: did you mean \`${near}\``;
    super(`region \`${region}\` is not served here, only ${names}${hint}`);
    this.details = { served };
  }
}

/** The manifest touches no region that is served here. */
export class NoRegionTouchedError extends DomainError {
  readonly code = 'ERR_NO_REGION_TOUCHED';
  readonly status = 422;

  constructor(served: readonly string[]) {
    const names = served.map((name) => `\`${name}\``).join(', ');
    super(
      `neither \`deployment.jurisdictions\` nor \`data.subject_regions\` touches a region served here (${names})`,
    );
  }
}

/** No region that the caller may read holds this request. */
export class RequestNotFoundError extends DomainError {
  readonly code = 'ERR_REQUEST_NOT_FOUND';
  readonly status = 404;

  constructor(id: string) {
    super(`there is no request \`${id}\` in a region in which you may read`);
  }
}

/** Everything this request asked for has ended. */
export class RequestOverError extends DomainError {
  readonly code = 'ERR_REQUEST_OVER';
  readonly status = 409;

  constructor(id: string) {
    super(`every case of request \`${id}\` has ended: submit a new one`);
  }
}

/** A change is for a region in which the request has no case. */
export class RequestWithoutRegionError extends DomainError {
  readonly code = 'ERR_REQUEST_WITHOUT_REGION';
  readonly status = 422;

  constructor(id: string, region: string, regions: readonly string[]) {
    super(`request \`${id}\` has no case in \`${region}\`; it has in ${regions.join(', ')}`);
  }
}
