import { DomainError } from '../common/domain-error.ts';

/** Somebody else listens where this server wants to. */
export class PortInUseError extends DomainError {
  readonly code = 'ERR_PORT_IN_USE';
  readonly status = 500;

  constructor(host: string, port: number) {
    super(
      `something already listens on \`${host}:${port}\`: stop it, or choose another port with \`CARNET_PORT\``,
    );
  }
}

/** The address cannot be listened on at all. */
export class ListenError extends DomainError {
  readonly code = 'ERR_LISTEN';
  readonly status = 500;

  constructor(host: string, port: number, reason: string) {
    super(
      `\`${host}:${port}\` cannot be listened on (${reason}): see \`CARNET_HOST\` and \`CARNET_PORT\``,
    );
  }
}

/** A region is configured that this version of Carnet has no module for. */
export class RegionUnknownError extends DomainError {
  readonly code = 'ERR_REGION_UNKNOWN';
  readonly status = 500;

  constructor(region: string, known: readonly string[]) {
    const names = known.map((name) => `\`${name}\``).join(', ');
    super(`region \`${region}\` is configured, but this Carnet knows ${names} only`);
  }
}
