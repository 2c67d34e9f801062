import { Inject, Injectable } from '@nestjs/common';
import type { CaseListItem, CaseView } from '../cases/case.views.ts';
import type { CaseTransaction } from '../cases/case-transaction.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { openRequest } from '../cases/open-request.ts';
import type { PersonEvent } from '../cases/person-event.ts';
import { newId } from '../common/ids.ts';
import { CATALOG } from '../common/injection.ts';
import { nearest } from '../common/near.ts';
import type { Written } from '../http/answer.ts';
import { findReplay, lockIdempotencyKey, rememberResponse } from '../http/idempotency.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { authorize, readableScopes, regionsReadable, rolesIn } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { acrossCells } from './across-cells.ts';
import { readSubmission } from './read-submission.ts';
import { merged, readRequest } from './request-rows.ts';
import type { RequestView } from './request.views.ts';
import {
  NoRegionTouchedError,
  RequestNotFoundError,
  RequestOverError,
  RequestRegionNotServedError,
  RequestWithoutRegionError,
} from './requests.errors.ts';

interface Call {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
}

interface Asked {
  readonly manifest: Sent;
  readonly regions?: readonly string[] | undefined;
}

type Sent = string | Readonly<Record<string, unknown>>;

const OVER: readonly string[] = ['rejected', 'withdrawn', 'revoked', 'expired', 'retired'];

/** Requests over all the cells they touch: everything is checked first, then every cell changes or none. */
@Injectable()
export class RequestsService {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  /**
   * Submits a manifest: one case in each region asked for, or in each served one that the manifest touches.
   *
   * The law is read as of today; a requester does not choose the day they are judged by.
   *
   * @throws {ManifestError} {RequestRegionNotServedError} {NoRegionTouchedError}
   * @throws {RegionForbiddenError} {ActionForbiddenError} the caller may not submit in one of the regions
   */
  async submit(body: Asked, { caller, idempotency }: Call): Promise<Written<RequestView>> {
    const now = this.now();
    const { manifest, team, touched } = readSubmission(
      this.catalog,
      body.manifest,
      now.slice(0, 10),
    );
    const engines = this.enginesFor(body.regions, touched);
    for (const { region } of engines) authorize(caller, region, 'submit');
    const request = {
      id: newId('req'),
      regions: engines.map(({ region }) => region),
      submittedBy: caller.personId,
      submittedAt: now,
      manifest,
      team,
    };
    const { requestId, cases } = await openRequest(engines, request, idempotency);
    const view: RequestView = {
      id: requestId,
      model: { name: manifest.model.name, version: manifest.model.version },
      requester: caller.personId,
      regions: request.regions,
      // A replay tells the time of the first submission, as the cases do.
      submittedAt: cases[0]?.createdAt ?? now,
      cases: cases.map(itemOf),
    };
    return { view, replayed: requestId !== request.id };
  }

  /** @throws {RequestNotFoundError} no region in which the caller may read holds it */
  async get(id: string, caller: Principal): Promise<RequestView> {
    const parts = await Promise.all(
      this.readable(caller).map((engine) =>
        readRequest(engine.parts.pool, id, readableScopes(caller, engine.region)),
      ),
    );
    const [view] = merged(parts.filter((part) => part !== null));
    if (!view) throw new RequestNotFoundError(id);
    return view;
  }

  /** Engines of the regions in which the caller may read at least something: `readableScopes` says what. */
  readable(caller: Principal): CaseEngine[] {
    const regions = regionsReadable(caller);
    return this.engines.all().filter(({ region }) => regions.includes(region));
  }

  /**
   * Replaces the manifest in every case of the request that has not ended, or in those of some regions.
   *
   * A case that has its permit takes no other manifest: where one region goes on without facts that another asks for,
   * they are stated in that other one.
   *
   * @throws {ManifestError} {RequestNotFoundError} {RequestOverError} {RequestWithoutRegionError}
   */
  async amend(
    id: string,
    { manifest: sent, regions }: Asked,
    call: Call,
  ): Promise<Written<RequestView>> {
    const today = this.now().slice(0, 10);
    const { manifest, team } = readSubmission(this.catalog, sent, today);
    return this.everywhere(id, { type: 'AMENDED', manifest, team }, { ...call, regions });
  }

  /**
   * Withdraws every case of the request that has not ended.
   *
   * @throws {RequestNotFoundError} {RequestOverError}
   */
  async withdraw(id: string, reason: string, call: Call): Promise<Written<RequestView>> {
    return this.everywhere(id, { type: 'WITHDRAWN', reason }, call);
  }

  private async everywhere(
    id: string,
    event: PersonEvent,
    { caller, idempotency, regions }: Call & Pick<Asked, 'regions'>,
  ): Promise<Written<RequestView>> {
    const before = narrowed(await this.get(id, caller), regions);
    const engines = before.cases.map(({ region, id: caseId }) => {
      authorize(caller, region, event.type === 'AMENDED' ? 'amend' : 'withdraw');
      return this.engines.ofCase(caseId);
    });
    const at = this.now();
    const done = await acrossCells(engines, async (open) => {
      const answers: { readonly part: RequestView; readonly replayed: boolean }[] = [];
      for (const { engine, tx } of open) {
        await lockIdempotencyKey(tx.client, idempotency);
        const replay = await findReplay(tx.client, idempotency);
        if (replay) {
          answers.push({ part: replay.response as RequestView, replayed: true });
          continue;
        }
        const theirs = before.cases.filter(({ region }) => region === engine.region);
        const actor = { personId: caller.personId, roles: rolesIn(caller, engine.region) };
        for (const { id: caseId } of theirs) await applyIfOpen(tx, caseId, event, actor);
        const part = await readRequest(tx.client, id);
        if (!part) throw new RequestNotFoundError(id);
        await rememberResponse(tx.client, idempotency, { status: 200, response: part }, at);
        answers.push({ part, replayed: false });
      }
      const replayed = answers.every((answer) => answer.replayed);
      if (!replayed && before.cases.every(({ status }) => OVER.includes(status))) {
        throw new RequestOverError(id);
      }
      return { parts: answers.map(({ part }) => part), replayed };
    });
    const [view] = merged(done.parts);
    if (!view) throw new RequestNotFoundError(id);
    return { view, replayed: done.replayed };
  }

  /** One instant for all cells; the engines of a process share its clock. */
  private now(): string {
    const [first] = this.engines.all();
    return first?.parts.now() ?? new Date().toISOString();
  }

  private enginesFor(
    asked: readonly string[] | undefined,
    touched: readonly string[],
  ): CaseEngine[] {
    const served = this.engines.regions;
    if (asked === undefined) {
      const engines = this.engines.all().filter(({ region }) => touched.includes(region));
      if (engines.length === 0) throw new NoRegionTouchedError(served);
      return engines;
    }
    return asked.map((region) => {
      const engine = this.engines.find(region);
      if (!engine) throw new RequestRegionNotServedError(region, served, nearest(region, served));
      return engine;
    });
  }
}

/** @throws {RequestWithoutRegionError} */
function narrowed(request: RequestView, regions: readonly string[] | undefined): RequestView {
  if (regions === undefined) return request;
  const own = request.cases.map(({ region }) => region);
  const strange = regions.find((region) => !own.includes(region));
  if (strange !== undefined) throw new RequestWithoutRegionError(request.id, strange, own);
  return { ...request, cases: request.cases.filter(({ region }) => regions.includes(region)) };
}

async function applyIfOpen(
  tx: CaseTransaction,
  caseId: string,
  event: PersonEvent,
  actor: { readonly personId: string; readonly roles: readonly string[] },
): Promise<void> {
  const { status } = await tx.lock(caseId);
  if (!OVER.includes(status)) await tx.handle(caseId, event, { actor });
}

function itemOf(view: CaseView): CaseListItem {
  const { id, requestId, region, requester, status, stages, outcome, createdAt, updatedAt } = view;
  const model = { name: view.model.name, version: view.model.version };
  return { id, requestId, region, model, requester, status, stages, outcome, createdAt, updatedAt };
}
