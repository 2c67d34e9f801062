import { DomainError } from '../common/domain-error.ts';

/** Nobody knows the place that was named: what opens it would open nothing. */
export class BreakGlassPlaceError extends DomainError {
  readonly code = 'ERR_BREAK_GLASS_PLACE';
  readonly status = 400;

  constructor(cloudRegion: string) {
    super(
      `nobody knows a cloud region \`${cloudRegion}\`: name one of policies/reference/cloud-regions.yaml`,
    );
  }
}
