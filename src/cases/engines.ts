import { RegionNotServedError } from '../database/database.errors.ts';
import { CaseNotFoundError } from './cases.errors.ts';
import type { CaseEngine } from './engine.ts';

const CASE_ID = /^([a-z][a-z0-9-]*)-[a-z2-7]{20}$/;

/** The engines of the regions this process serves. */
export class Engines {
  private readonly byRegion: ReadonlyMap<string, CaseEngine>;

  constructor(engines: Iterable<CaseEngine>) {
    this.byRegion = new Map([...engines].map((engine) => [engine.region, engine]));
  }

  all(): readonly CaseEngine[] {
    return [...this.byRegion.values()];
  }

  get regions(): readonly string[] {
    return [...this.byRegion.keys()];
  }

  /** The engine of a region; undefined when the region is not served here. */
  find(region: string): CaseEngine | undefined {
    return this.byRegion.get(region);
  }

  /**
   * The engine that runs a case, told from its id alone.
   *
   * @throws {CaseNotFoundError} the id is none that a case has
   * @throws {RegionNotServedError} the case lies in a region that is not served here
   */
  ofCase(caseId: string): CaseEngine {
    const [, region] = CASE_ID.exec(caseId) ?? [];
    if (region === undefined) throw new CaseNotFoundError(caseId);
    const engine = this.byRegion.get(region);
    if (!engine) throw new RegionNotServedError(region, this.regions);
    return engine;
  }
}
