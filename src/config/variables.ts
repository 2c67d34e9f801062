/** What each region has variables for. */
const REGION_VARIABLES = [
  'DATABASE',
  'KEY',
  'SEAL_KEY',
  'SEAL_CERTIFICATE',
  'SEAL_COMMAND',
] as const;
type RegionVariable = (typeof REGION_VARIABLES)[number];

/** The environment variable of a region: `CARNET_DATABASE_NORTH_AMERICA`. */
export function variableOf(kind: RegionVariable, region: string): string {
  return `CARNET_${kind}_${region.toUpperCase().replaceAll('-', '_')}`;
}

/** Every variable Carnet reads: those of the process, and some for each region. */
export function variablesOf(regions: readonly string[]): ReadonlySet<string> {
  return new Set([
    'CARNET_DATA_DIR',
    'CARNET_REGIONS',
    'CARNET_OVERLAYS',
    'CARNET_HOST',
    'CARNET_PORT',
    'CARNET_ORIGIN',
    'CARNET_IDENTITY',
    ...REGION_VARIABLES.flatMap((kind) => regions.map((region) => variableOf(kind, region))),
    'CARNET_EVIDENCE_LIMIT',
    'CARNET_LOG_LEVEL',
    'CARNET_SWEEP_MINUTES',
    'CARNET_WEBHOOK_PRIVATE',
    'CARNET_URL',
    'CARNET_TOKEN',
    'CARNET_AUDIENCE',
  ]);
}
