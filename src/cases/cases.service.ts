import { Inject, Injectable } from '@nestjs/common';
import type { Written } from '../http/answer.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { ValidationFailedError } from '../http/validation.ts';
import { ActionForbiddenError } from '../identity/identity.errors.ts';
import { may } from '../identity/permissions.ts';
import type { Action } from '../identity/permissions.ts';
import { authorize, rolesIn } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { loadIncidents } from '../policy/load-incidents.ts';
import { findPermit } from '../permits/issue-permit.ts';
import { statementOf } from '../permits/permit.ts';
import type { CaseView } from './case.views.ts';
import type { DecisionBody, DriftBody, IncidentBody } from './cases.dto.ts';
import { CloudRegionNotPermittedError } from './cases-http.errors.ts';
import type { CaseEngine } from './engine.ts';
import { Engines } from './engines.ts';
import { incidentEvent } from './incident-event.ts';
import { knownPeople } from '../identity/known-people.ts';
import { decisionEvent } from './person-event.ts';
import type { DecisionInput, PersonEvent } from './person-event.ts';

interface Call {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
}

/** What people do to a case, once it is known who they are: the engine says whether the case takes it. */
@Injectable()
export class CasesService {
  private readonly incidents = loadIncidents();

  constructor(@Inject(Engines) private readonly engines: Engines) {}

  /**
   * Records a decision of the caller in one of their roles.
   *
   * @throws {RegionForbiddenError} {ActionForbiddenError} and what `CaseEngine.handle` throws
   */
  async decide(caseId: string, body: DecisionBody, call: Call): Promise<Written<CaseView>> {
    const { region } = this.reachable(caseId, call.caller, 'decide');
    if (!may([body.role], 'decide')) {
      throw new ActionForbiddenError(call.caller.personId, region, 'decide', [body.role]);
    }
    await this.assertOwners(caseId, body);
    return this.handle(caseId, decisionEvent(inputOf(body)), call);
  }

  /** Takes the case back. @throws what `CaseEngine.handle` throws */
  async withdraw(caseId: string, reason: string, call: Call): Promise<Written<CaseView>> {
    this.reachable(caseId, call.caller, 'withdraw');
    return this.handle(caseId, { type: 'WITHDRAWN', reason }, call);
  }

  /** Asks somebody else than the person who rejected. @throws what `CaseEngine.handle` throws */
  async appeal(caseId: string, reason: string, call: Call): Promise<Written<CaseView>> {
    this.reachable(caseId, call.caller, 'amend');
    return this.handle(caseId, { type: 'APPEALED', reason }, call);
  }

  /**
   * Records an incident of what runs, with what authorities have to be told and by when.
   *
   * @throws {ValidationFailedError} the region knows no such kind, or it lies in the future
   */
  async reportIncident(caseId: string, body: IncidentBody, call: Call): Promise<Written<CaseView>> {
    const { region, parts } = this.reachable(caseId, call.caller, 'upload');
    const { kind, reason, aware_at } = body;
    const report = { kind, reason, aware_at, now: parts.now() };
    const event = incidentEvent(this.incidents, region, report);
    return this.handle(caseId, event, call);
  }

  /** Calls the review in at once. @throws what `CaseEngine.handle` throws */
  async reportDrift(caseId: string, body: DriftBody, call: Call): Promise<Written<CaseView>> {
    this.reachable(caseId, call.caller, 'deploy');
    const { metric, value, threshold, reason } = body;
    return this.handle(caseId, { type: 'DRIFT_REPORTED', metric, value, threshold, reason }, call);
  }

  /** Ends a deployment for good. @throws what `CaseEngine.handle` throws */
  async retire(caseId: string, reason: string, call: Call): Promise<Written<CaseView>> {
    this.reachable(caseId, call.caller, 'retire');
    return this.handle(caseId, { type: 'RETIRED', reason }, call);
  }

  /**
   * Records that the model now runs in a cloud region (`aws:eu-central-1`) that its permit names.
   *
   * @throws {CloudRegionNotPermittedError} the permit names others only
   */
  async deploy(caseId: string, cloudRegion: string, call: Call): Promise<Written<CaseView>> {
    const engine = this.reachable(caseId, call.caller, 'deploy');
    const permit = await findPermit(engine.parts.pool, caseId);
    // Without a permit the case itself refuses, and says what it would take.
    if (permit) {
      const { cloudRegions } = statementOf(permit.envelope).predicate;
      const allowed = cloudRegions.map(({ provider, region }) => `${provider}:${region}`);
      if (!allowed.includes(cloudRegion)) {
        throw new CloudRegionNotPermittedError(cloudRegion, allowed);
      }
    }
    return this.handle(caseId, { type: 'DEPLOYED', cloudRegion }, call);
  }

  /** A condition whose owner nobody knows would wait for nobody. */
  private async assertOwners(caseId: string, { conditions = [] }: DecisionBody): Promise<void> {
    if (conditions.length === 0) return;
    const { pool } = this.engines.ofCase(caseId).parts;
    const known = await knownPeople(
      pool,
      conditions.map(({ owner }) => owner),
    );
    const problems = conditions.flatMap(({ owner }, index) =>
      known.has(owner)
        ? []
        : [{ path: `conditions[${index}].owner`, message: 'is nobody of this region' }],
    );
    if (problems.length > 0) throw new ValidationFailedError(problems);
  }

  private reachable(caseId: string, caller: Principal, action: Action = 'read'): CaseEngine {
    const engine = this.engines.ofCase(caseId);
    authorize(caller, engine.region, action);
    return engine;
  }

  private async handle(
    caseId: string,
    event: PersonEvent,
    { caller, idempotency }: Call,
  ): Promise<Written<CaseView>> {
    const engine = this.engines.ofCase(caseId);
    let fresh = false;
    const view = await engine.handle(caseId, event, {
      actor: {
        personId: caller.personId,
        roles: rolesIn(caller, engine.region),
        standsInFor: caller.standsInFor?.get(engine.region),
      },
      idempotency,
      respond: (made) => {
        fresh = true;
        return made;
      },
    });
    return { view, replayed: !fresh };
  }
}

function inputOf(body: DecisionBody): DecisionInput {
  const { reason, expires, conditions = [], ...rest } = body;
  const problems = [
    ...(expires === undefined ? [] : pastProblem('expires', expires)),
    ...conditions.flatMap(({ due }, index) => pastProblem(`conditions[${index}].due`, due)),
  ];
  if (problems.length > 0) throw new ValidationFailedError(problems);
  return { seen: '', ...rest, expires, conditions: body.conditions, reason: reason.trim() };
}

function pastProblem(path: string, at: string): { path: string; message: string }[] {
  return Date.parse(at) <= Date.now() ? [{ path, message: 'must lie in the future' }] : [];
}
