/** The environment variable of a region: `CARNET_DATABASE_NORTH_AMERICA`. */
export function variableOf(kind: 'DATABASE' | 'KEY', region: string): string {
  return `CARNET_${kind}_${region.toUpperCase().replaceAll('-', '_')}`;
}

/** Every variable Carnet reads: those of the process, and two for each region. */
export function variablesOf(regions: readonly string[]): ReadonlySet<string> {
  return new Set([
    'CARNET_DATA_DIR',
    'CARNET_REGIONS',
    'CARNET_HOST',
    'CARNET_PORT',
    ...regions.map((region) => variableOf('DATABASE', region)),
    ...regions.map((region) => variableOf('KEY', region)),
    'CARNET_EVIDENCE_LIMIT',
    'CARNET_LOG_LEVEL',
    'CARNET_WEBHOOK_PRIVATE',
    'CARNET_URL',
    'CARNET_TOKEN',
  ]);
}
