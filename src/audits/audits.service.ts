import type { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { PackService } from '../evidence/pack.service.ts';
import type { Written } from '../http/answer.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { authorize, readableScopes } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { appendEvent } from '../journal/journal.ts';
import { operated } from '../operations/operated.ts';
import { exportStream, planExport } from './export.ts';
import type { ExportPlan } from './export.ts';
import { readPopulation } from './population.ts';
import type { ListedPopulation, PopulationQuery } from './population.ts';
import { drawSample } from './samples.ts';
import type { Draw, Look, SampleView } from './samples.ts';

/** Counts cases, draws samples of them and exports their packs, for people who look on. */
@Injectable()
export class AuditsService {
  private readonly logger = new Logger(AuditsService.name);

  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(PackService) private readonly packs: PackService,
  ) {}

  /** @throws {RegionNotServedError} {RegionForbiddenError} {ActionForbiddenError} {LogProofError} */
  async population(
    region: string,
    query: PopulationQuery,
    caller: Principal,
  ): Promise<ListedPopulation> {
    const { engine, look } = this.looking(region, caller);
    return inTransaction(engine.parts, async (client) => {
      await client.query('set transaction isolation level repeatable read read only');
      return readPopulation(client, region, { query, scopes: look.scopes });
    });
  }

  /** Draws a sample; journaled. @throws as `population` */
  async sample(
    region: string,
    asked: { readonly query: PopulationQuery; readonly draw: Draw },
    call: { readonly caller: Principal; readonly idempotency: IdempotentCall },
  ): Promise<Written<SampleView>> {
    const { engine, look } = this.looking(region, call.caller);
    const cell = { region, pool: engine.parts.pool };
    const once = { idempotency: call.idempotency, at: look.at };
    return operated(cell, once, async ({ client }) => drawSample(client, look, asked));
  }

  /** The packs of many cases as one ZIP; start and end are journaled. @throws as `population` */
  async export(
    region: string,
    asked: { readonly query: PopulationQuery; readonly draw: Draw | null },
    caller: Principal,
  ): Promise<{ readonly id: string; readonly zip: Readable }> {
    const { engine, look } = this.looking(region, caller);
    const plan = await inTransaction(engine.parts, async (client) =>
      planExport(client, look, asked),
    );
    const zip = exportStream(plan, {
      make: async (caseId) => this.packs.make(caseId),
      ended: async (packs, manifest) => ended(engine, plan, { packs, manifest }),
      broken: (error, packs) => void this.broken(engine, plan, { error, packs }),
    });
    return { id: plan.id, zip };
  }

  private async broken(
    engine: CaseEngine,
    plan: ExportPlan,
    { error, packs }: { readonly error: unknown; readonly packs: number },
  ): Promise<void> {
    this.logger.error(`export ${plan.id} broke off: ${String(error)}`);
    try {
      await ended(engine, plan, { packs, manifest: null });
    } catch (failure) {
      this.logger.error(`that export ${plan.id} broke off is not journaled: ${String(failure)}`);
    }
  }

  private looking(
    region: string,
    caller: Principal,
  ): { readonly engine: CaseEngine; readonly look: Look } {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    authorize(caller, region, 'audit');
    const scopes = readableScopes(caller, region);
    return { engine, look: { region, by: caller.personId, at: engine.parts.now(), scopes } };
  }
}

async function ended(
  { parts }: CaseEngine,
  { id, look }: ExportPlan,
  { packs, manifest }: { readonly packs: number; readonly manifest: string | null },
): Promise<void> {
  const payload = { export: id, packs, manifest };
  await inTransaction(parts, async (client) =>
    appendEvent(client, {
      subject: look.region,
      actor: look.by,
      at: parts.now(),
      entry: { type: 'EXPORT_ENDED', payload },
    }),
  );
}
