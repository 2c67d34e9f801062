import type { Catalog } from '../policy/catalog.types.ts';
import { loadCatalog } from '../policy/load.ts';
import { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import type { Cell } from '../database/cell.ts';
import type { Cells } from '../database/cells.ts';
import { issuePermitJob } from '../jobs/issue-permit-job.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { loadSigningKey } from '../permits/keys.ts';
import type { SigningKey } from '../permits/permit.types.ts';
import { jurisdictionsOf, lawOf } from '../regions/region.ts';
import type { RegionDefinition } from '../regions/region.ts';
import { REGIONS } from '../regions/registry.ts';
import { findMachine } from '../../workflows/registry.ts';
import type { Parts } from '../app.module.ts';
import { RegionUnknownError } from './http.errors.ts';

/** What a server consists of besides its cells. */
export interface Assembly {
  readonly parts: Parts;
  readonly runners: readonly JobRunner[];
}

export interface AssemblyOptions {
  /** The only clock of the engines; the system's unless said. */
  readonly now?: () => string;
  /** Milliseconds between two looks at jobs and timers. */
  readonly pollMs?: number;
  readonly onFailure: (error: unknown, what: string) => void;
}

/**
 * Puts the parts of a server together: the law, and for each cell its engine, its signing key and what does its jobs.
 *
 * Nothing runs yet.
 *
 * @throws {PolicyLoadError} {SigningKeyError} {RegionUnknownError} {RegionWithoutLawError}
 */
export function assemble(config: CarnetConfig, cells: Cells, options: AssemblyOptions): Assembly {
  const catalog = loadCatalog();
  const built = cells.all().map((cell) => buildCell(config, catalog, cell, options));
  const engines = new Engines(built.map(({ engine }) => engine));
  return {
    parts: {
      config,
      catalog,
      cells,
      engines,
      regions: built.map(({ definition }) => definition),
      publicKeys: new Map(built.map(({ key }) => [key.region, publicHalf(key)])),
    },
    runners: built.map(({ runner }) => runner),
  };
}

interface BuiltCell {
  readonly engine: CaseEngine;
  readonly runner: JobRunner;
  readonly definition: RegionDefinition;
  readonly key: SigningKey;
}

function buildCell(
  config: CarnetConfig,
  catalog: Catalog,
  { region, pool }: Cell,
  options: AssemblyOptions,
): BuiltCell {
  const definition = definitionOf(region);
  const { id, version } = definition.machine;
  const now = options.now ?? ((): string => new Date().toISOString());
  const law = lawOf(catalog, definition);
  const engine = new CaseEngine({ region, pool, machine: findMachine(id, version), law, now });
  const key = loadSigningKey(region, { dataDir: config.dataDir, path: config.keys[region] });
  const handlers = {
    'issue-permit': issuePermitJob(key, jurisdictionsOf(catalog, definition), now),
  };
  const { pollMs, onFailure } = options;
  const every = pollMs === undefined ? {} : { everyMs: pollMs };
  const runner = new JobRunner(engine, { handlers, onFailure, ...every });
  return { engine, runner, definition, key };
}

function definitionOf(region: string): RegionDefinition {
  const known = REGIONS.find((definition) => definition.region === region);
  if (!known)
    throw new RegionUnknownError(
      region,
      REGIONS.map((definition) => definition.region),
    );
  return known;
}

/** Nobody but the job that signs gets to hold what signs. */
function publicHalf({
  keyId,
  publicKeyPem,
}: SigningKey): Pick<SigningKey, 'keyId' | 'publicKeyPem'> {
  return { keyId, publicKeyPem };
}
