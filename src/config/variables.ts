/**
 * The regions a process can serve. Each has a variable for its database and one for its key, so a new region is
 * named here before the environment may speak of it.
 */
export const KNOWN_REGIONS: readonly string[] = ['eu', 'north-america'];

/** The environment variable of a region: `CARNET_DATABASE_NORTH_AMERICA`. */
export function variableOf(kind: 'DATABASE' | 'KEY', region: string): string {
  return `CARNET_${kind}_${region.toUpperCase().replaceAll('-', '_')}`;
}

/** Every variable Carnet reads, with what it is for; also the source of `carnet config --help`. */
export const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['CARNET_DATA_DIR', 'folder for the embedded database and the signing keys (default ./.carnet)'],
  ['CARNET_REGIONS', `regions to serve, separated by commas (default ${KNOWN_REGIONS.join(',')})`],
  ['CARNET_HOST', 'address to listen on (default 127.0.0.1)'],
  ['CARNET_PORT', 'port to listen on, 0 for a free one (default 4600)'],
  ...KNOWN_REGIONS.map((region): [string, string] => [
    variableOf('DATABASE', region),
    `PostgreSQL 15 to 18 of region ${region}, postgresql://user:password@host/database (default: embedded)`,
  ]),
  ...KNOWN_REGIONS.map((region): [string, string] => [
    variableOf('KEY', region),
    `signing key of region ${region}, a PEM file (default: made in the data folder)`,
  ]),
  ['CARNET_EVIDENCE_LIMIT', 'largest evidence file, bytes or 25MiB (default 25MiB)'],
  ['CARNET_LOG_LEVEL', 'error, warn, info or debug (default info)'],
  ['CARNET_URL', 'where the command line finds the service (default http://127.0.0.1:4600)'],
  ['CARNET_TOKEN', 'personal token the command line uses'],
]);
