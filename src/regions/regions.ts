import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import { CaseEngine } from '../cases/engine.ts';
import { CATALOG, CONFIG } from '../common/injection.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import { Cells } from '../database/cells.ts';
import { issuePermitJob } from '../jobs/issue-permit-job.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { loadSigningKey } from '../permits/keys.ts';
import type { SigningKey } from '../permits/permit.types.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { jurisdictionsOf, lawOf, type RegionDefinition } from './region.ts';

/** Name under which Nest hands out all region definitions. */
export const REGION_DEFINITIONS = Symbol('region definitions');

/** One region that this process serves, put together. */
export interface ServedRegion {
  readonly definition: RegionDefinition;
  readonly machine: MachineDefinition;
  /** Top jurisdictions: `US`, `CA`. */
  readonly jurisdictions: readonly string[];
  readonly key: SigningKey;
  readonly engine: CaseEngine;
  readonly jobs: JobRunner;
}

/** The regions this process serves: their engines, keys and workers. */
@Injectable()
export class Regions implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('regions');
  readonly #served: ReadonlyMap<string, ServedRegion>;

  constructor(
    private readonly cells: Cells,
    @Inject(CATALOG) catalog: Catalog,
    @Inject(CONFIG) config: Pick<CarnetConfig, 'dataDir' | 'keys'>,
    @Inject(REGION_DEFINITIONS) definitions: readonly RegionDefinition[],
  ) {
    const served = definitions.filter(({ region }) => cells.regions.includes(region));
    this.#served = new Map(
      served.map((definition) => [definition.region, this.#serve(definition, catalog, config)]),
    );
  }

  /** In the order of the registry. */
  all(): readonly ServedRegion[] {
    return [...this.#served.values()];
  }

  /** @throws {RegionNotServedError} */
  get(region: string): ServedRegion {
    const served = this.#served.get(this.cells.get(region).region);
    if (!served) throw new Error(`region \`${region}\` has a cell but no definition`);
    return served;
  }

  /**
   * The region of a case, told from its id alone.
   *
   * @throws {RegionNotServedError} no region served here starts the id
   */
  ofCase(caseId: string): ServedRegion {
    return this.get(this.cells.ofCase(caseId).region);
  }

  /** Jobs start when everything else stands. */
  onApplicationBootstrap(): void {
    for (const { jobs } of this.all()) jobs.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all().map(({ jobs }) => jobs.stop()));
  }

  #serve(
    definition: RegionDefinition,
    catalog: Catalog,
    config: Pick<CarnetConfig, 'dataDir' | 'keys'>,
  ): ServedRegion {
    const { region } = definition;
    const machine = findMachine(definition.machine.id, definition.machine.version);
    const jurisdictions = jurisdictionsOf(catalog, definition);
    const key = loadSigningKey(region, { dataDir: config.dataDir, path: config.keys[region] });
    const { pool } = this.cells.get(region);
    const engine = new CaseEngine({ region, pool, machine, law: lawOf(catalog, definition) });
    const jobs = new JobRunner(engine, {
      handlers: { 'issue-permit': issuePermitJob(key, jurisdictions, engine.parts.now) },
      onFailure: (error, what) => this.#logger.error(`${region}: ${what}: ${messageOf(error)}`),
    });
    return { definition, machine, jurisdictions, key, engine, jobs };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
