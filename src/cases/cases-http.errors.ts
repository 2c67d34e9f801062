import { DomainError } from '../common/domain-error.ts';

/** The permit of the case does not speak of this cloud region. */
export class CloudRegionNotPermittedError extends DomainError {
  readonly code = 'ERR_CLOUD_REGION_NOT_PERMITTED';
  readonly status = 422;
  override readonly details: { readonly permitted: readonly string[] };

  constructor(cloudRegion: string, permitted: readonly string[]) {
    const names = permitted.map((name) => `\`${name}\``).join(', ') || 'none';
    super(`the permit does not cover \`${cloudRegion}\`: it covers ${names}`);
    this.details = { permitted };
  }
}
