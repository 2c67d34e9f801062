import { Inject, Injectable } from '@nestjs/common';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import type { Written } from '../http/answer.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { authorize, regionsWhere } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { JOB_KINDS } from '../jobs/job-kinds.ts';
import type { JobView, OpenCell, OperatorDeed } from './jobs.ts';
import { cancelJobById, listJobs, retryJob } from './jobs.ts';
import { operated } from './operated.ts';
import type { JobsQuery } from './operations.dto.ts';
import type { Pause } from './pause.types.ts';
import { listPauses, pauseWork, resumeWork } from './pauses.ts';
import type { Stop } from './pauses.ts';

/** Who asks an operator's work, where and why. */
export interface OperatorCall {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
  readonly region: string;
  readonly reason: string;
}

type InRegion<T> = T & { readonly region: string };
interface Done {
  readonly region: string;
  readonly done: true;
}

/** What administrators see and do about work that is stuck or has to stand still; everything done is journaled. */
@Injectable()
export class OperationsService {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  /** @throws {RegionNotServedError} {RegionForbiddenError} {ActionForbiddenError} */
  async jobs(caller: Principal, query: JobsQuery): Promise<readonly InRegion<JobView>[]> {
    return this.everywhere(caller, query.region, async ({ parts }) => listJobs(parts.pool, query));
  }

  /** @throws {RegionNotServedError} {RegionForbiddenError} {ActionForbiddenError} */
  async pauses(caller: Principal, region: string | undefined): Promise<readonly InRegion<Pause>[]> {
    return this.everywhere(caller, region, async ({ parts }) => listPauses(parts.pool));
  }

  /** @throws {JobNotFoundError} and what `jobs` throws */
  async retry(id: string, call: OperatorCall): Promise<Written<Done>> {
    const done = await this.#operated(call, async (open, deed) => retryJob(open, id, deed));
    this.#engine(call.region).kick();
    return done;
  }

  /** @throws {JobNotFoundError} {JobNotCancellableError} and what `jobs` throws */
  async cancel(id: string, call: OperatorCall): Promise<Written<Done>> {
    return this.#operated(call, async (open, deed) => cancelJobById(open, id, deed));
  }

  /** @throws {PauseTargetError} and what `jobs` throws */
  async pause(stop: Stop, call: OperatorCall): Promise<Written<Done>> {
    const { machine } = this.#engine(call.region).parts;
    const known = { stage: machine.stages, queue: JOB_KINDS };
    return this.#operated(call, async (open, deed) => pauseWork(open, { ...stop, known }, deed));
  }

  /** @throws {NotPausedError} and what `jobs` throws */
  async resume(stop: Stop, call: OperatorCall): Promise<Written<Done>> {
    const done = await this.#operated(call, async (open, deed) => resumeWork(open, stop, deed));
    this.#engine(call.region).kick();
    return done;
  }

  async #operated(
    { caller, idempotency, region, reason }: OperatorCall,
    work: (open: OpenCell, deed: OperatorDeed) => Promise<void>,
  ): Promise<Written<Done>> {
    const { parts } = this.#engine(region);
    authorize(caller, region, 'operate');
    const at = parts.now();
    return operated({ region, pool: parts.pool }, { idempotency, at }, async (open) => {
      await work(open, { by: caller.personId, at, reason: reason.trim() });
      return { region, done: true };
    });
  }

  #engine(region: string): CaseEngine {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return engine;
  }

  private async everywhere<T>(
    caller: Principal,
    region: string | undefined,
    read: (engine: CaseEngine) => Promise<readonly T[]>,
  ): Promise<readonly InRegion<T>[]> {
    if (region !== undefined) {
      this.#engine(region);
      authorize(caller, region, 'operate');
    }
    const mine = regionsWhere(caller, 'operate');
    const regions = region === undefined ? mine : [region];
    const engines = this.engines.all().filter((engine) => regions.includes(engine.region));
    const found = await Promise.all(
      engines.map(async (engine) =>
        (await read(engine)).map((item) => ({ region: engine.region, ...item })),
      ),
    );
    return found.flat();
  }
}
