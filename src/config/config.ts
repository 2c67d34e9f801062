import { resolve } from 'node:path';
import { nearest } from '../common/near.ts';
import { readClient } from './client-variables.ts';
import { ConfigError } from './config.errors.ts';
import type { CarnetConfig } from './config.types.ts';
import type { Parsed } from './environment-reader.ts';
import { EnvironmentReader } from './environment-reader.ts';
import { maskSecrets } from './mask.ts';
import {
  parseAllowed,
  parseBytes,
  parseDatabaseUrl,
  parseHost,
  parseLogLevel,
  parseMinutes,
  parseOrigin,
  parsePath,
  parsePort,
  regionsAmong,
} from './parsers.ts';
import { knownRegions } from './known-regions.ts';
import { readSeals } from './seals.ts';
import { variableOf, variablesOf } from './variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const MIB = 1024 ** 2;
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 4600;

/**
 * Reads the environment, the only place where anything does.
 *
 * Strict, because a mistyped name would otherwise silently mean the default: an unknown `CARNET_…` name is a
 * mistake like a bad value. Relative paths are taken from the current folder. Each region of the policies has its own
 * variables, named for it.
 *
 * @param policies folder of the policies whose regions may be served; the one that ships with Carnet unless said
 * @throws {ConfigError} with every mistake at once: variable, what was found, what to do
 */
export function loadConfig(env: Environment = process.env, policies?: string): CarnetConfig {
  const reader = new EnvironmentReader(env);
  const known = knownRegions(policies);
  refuseUnknownNames(env, variablesOf(known), reader);
  const databases = readPerRegion(
    reader,
    known,
    (region) => variableOf('DATABASE', region),
    parseDatabaseUrl,
  );
  const config: CarnetConfig = {
    dataDir: reader.read('CARNET_DATA_DIR', parsePath) ?? resolve('.carnet'),
    regions:
      reader.read('CARNET_REGIONS', regionsAmong(known)) ?? servedByDefault(known, databases),
    ...readOverlays(reader),
    ...readDoors(reader),
    databases,
    keys: readPerRegion(reader, known, (region) => variableOf('KEY', region), parsePath),
    seals: readSeals(reader, known),
    ...readService(reader),
    client: readClient(reader, `http://${DEFAULT_HOST}:${DEFAULT_PORT}`),
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

/** The configuration as `carnet config` prints it: plain JSON, passwords and token secrets masked as `***`. */
export function describeConfig(config: CarnetConfig): Record<string, unknown> {
  return {
    ...config,
    databases: describePerRegion(config, config.databases, 'embedded, in the data folder'),
    keys: describePerRegion(config, config.keys, 'in the data folder'),
    seals: Object.fromEntries(
      config.regions.map((region) => [region, config.seals[region] ?? 'in the data folder']),
    ),
    client: {
      url: config.client.url,
      token: config.client.token === undefined ? 'none' : maskSecrets(config.client.token),
      ...(config.client.job && { audience: config.client.job.audience }),
    },
  };
}

/**
 * Who names databases of their own runs a service: it shall not grow an embedded one by the side because a release
 * brought a new region. Without any, everything is embedded and every region is served.
 */
function servedByDefault(
  known: readonly string[],
  databases: CarnetConfig['databases'],
): readonly string[] {
  const named = known.filter((region) => databases[region] !== undefined);
  return named.length > 0 ? named : known;
}

function refuseUnknownNames(
  env: Environment,
  known: ReadonlySet<string>,
  reader: EnvironmentReader,
): void {
  for (const name of Object.keys(env).toSorted()) {
    if (!name.toUpperCase().startsWith('CARNET_') || known.has(name)) continue;
    const near = nearest(name, known);
    const hint =
      near === undefined ? '`carnet config` lists those it knows' : `did you mean ${near}`;
    reader.complain(name, 'Carnet knows no such variable', hint);
  }
}

function readOverlays(reader: EnvironmentReader): Pick<CarnetConfig, 'overlays'> {
  const overlays = reader.read('CARNET_OVERLAYS', parsePath);
  return overlays === undefined ? {} : { overlays };
}

/** Where people come in, and who says who they are. */
function readDoors(
  reader: EnvironmentReader,
): Pick<CarnetConfig, 'host' | 'port' | 'origin' | 'identity'> {
  const origin = reader.read('CARNET_ORIGIN', parseOrigin);
  const identity = reader.read('CARNET_IDENTITY', parsePath);
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(identity === undefined ? {} : { identity }),
    host: reader.read('CARNET_HOST', parseHost) ?? DEFAULT_HOST,
    port: reader.read('CARNET_PORT', parsePort) ?? DEFAULT_PORT,
  };
}

function readService(
  reader: EnvironmentReader,
): Pick<
  CarnetConfig,
  'evidenceLimitBytes' | 'bodyLimitBytes' | 'logLevel' | 'sweepMinutes' | 'webhookPrivate'
> {
  return {
    evidenceLimitBytes: reader.read('CARNET_EVIDENCE_LIMIT', parseBytes) ?? 25 * MIB,
    bodyLimitBytes: 2 * MIB,
    logLevel: reader.read('CARNET_LOG_LEVEL', parseLogLevel) ?? 'info',
    sweepMinutes: reader.read('CARNET_SWEEP_MINUTES', parseMinutes) ?? 5,
    webhookPrivate: reader.read('CARNET_WEBHOOK_PRIVATE', parseAllowed) ?? false,
  };
}

function readPerRegion(
  reader: EnvironmentReader,
  regions: readonly string[],
  variable: (region: string) => string,
  parse: (text: string) => Parsed<string>,
): Partial<Record<string, string>> {
  const values: Partial<Record<string, string>> = {};
  for (const region of regions) {
    const value = reader.read(variable(region), parse);
    if (value !== undefined) values[region] = value;
  }
  return values;
}

function describePerRegion(
  config: CarnetConfig,
  values: Readonly<Partial<Record<string, string>>>,
  otherwise: string,
): Record<string, string> {
  return Object.fromEntries(
    config.regions.map((region) => [region, maskSecrets(values[region] ?? otherwise)]),
  );
}
