import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { CATALOG, SIGNING_KEYS } from '../common/injection.ts';
import { regionsWhere, authorize } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { signPayload } from '../permits/envelope.ts';
import type { PermitQuestion } from '../permits/permit-question.ts';
import type { Envelope, SigningKey } from '../permits/permit.types.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { readOpening } from '../break-glass/break-glass-rows.ts';
import { readCandidates, readStanding, type Standing } from './gate-queries.ts';
import { GateRecorder } from './gate-recorder.ts';
import type { GateBody } from './gate.dto.ts';
import { type GateRefusal, type Verdict, verdictOf } from './gate.ts';

const DECISION_TYPE = 'application/vnd.carnet.gate-decision+json';
const CLOCK_OFF_MS = 5 * 60_000;
const FLUSH_MS = 500;

/** What the gate says, and on what. */
export interface GateDecision {
  readonly decision: 'allow' | 'deny';
  readonly artifact: string;
  readonly region: string | null;
  readonly cloudRegion: string | null;
  readonly at: string;
  readonly reasons: readonly GateRefusal[];
  readonly permit: string | null;
  readonly case: string | null;
  readonly expiresAt: string | null;
  /** By which it is let run without a permit; null otherwise. */
  readonly breakGlass: { readonly id: string; readonly expiresAt: string } | null;
  /** The permit holds only while all of these do. */
  readonly conditions: readonly string[];
  /** Where the artifact's newest case stands and what is missing; of denials only. */
  readonly standing: Standing | null;
}

/** A decision, and the same signed with the region's key; null where no region answers. */
export interface SignedDecision extends GateDecision {
  readonly signed: Envelope | null;
}

interface Asked {
  readonly question: PermitQuestion;
  readonly caller: Principal;
}

/** Answers "may this artifact run here, now?". A denial is the answer whenever something is unknown. */
@Injectable()
export class GateService implements OnModuleInit, OnApplicationShutdown {
  readonly #recorders: ReadonlyMap<string, GateRecorder>;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(SIGNING_KEYS) private readonly keys: ReadonlyMap<string, SigningKey>,
  ) {
    const log = new Logger('gate');
    this.#recorders = new Map(
      engines.all().map(({ region, parts }) => {
        const cell = { region, pool: parts.pool };
        return [region, new GateRecorder(cell, reportTo(log))];
      }),
    );
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Requests in flight have ended: what they were told is written down before the cells close. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#recorders.values()].map(async (recorder) => recorder.flush()));
  }

  /**
   * Decides, counts the call, and journals a denial; a dry run writes nothing down.
   *
   * @throws {RegionForbiddenError} {ActionForbiddenError} the caller has no part in the region that they name
   */
  async decide(body: GateBody, caller: Principal): Promise<SignedDecision> {
    const { region } = body;
    if (region !== undefined && this.engines.find(region)) authorize(caller, region, 'read');
    const question = this.#question(body);
    const engines = this.#asked(region, caller);
    const decision = await this.#decision(engines, body, { question, caller });
    if (body.dry_run !== true) this.#note(decision, caller);
    const key = this.keys.get(decision.region ?? '');
    return { ...decision, signed: key ? await signPayload(DECISION_TYPE, decision, key) : null };
  }

  /** In the region that answers; what none answers, in each in which whoever asked may read. */
  #note(decision: GateDecision, caller: Principal): void {
    const { at, region, artifact, cloudRegion, decision: answer } = decision;
    const permit = answer === 'allow' ? decision.permit : null;
    const reasons = decision.reasons.map(({ code }) => code);
    const breakGlass = decision.breakGlass?.id ?? null;
    const by = caller.personId;
    const answered = { at, by, artifact, cloudRegion, answer, permit, breakGlass, reasons };
    for (const one of region === null ? regionsWhere(caller, 'read') : [region]) {
      this.#recorders.get(one)?.note(answered);
    }
  }

  #question({ digest, cloud_region, jurisdictions = [], use_case }: GateBody): PermitQuestion {
    return {
      artifact: digest.replace(/^sha256:/u, ''),
      cloudRegion: cloud_region ?? null,
      jurisdictions,
      useCase: use_case ?? null,
      at: this.engines.all()[0]?.parts.now() ?? new Date().toISOString(),
    };
  }

  #asked(region: string | undefined, caller: Principal): CaseEngine[] {
    const mine = regionsWhere(caller, 'read');
    return this.engines
      .all()
      .filter(
        (engine) => mine.includes(engine.region) && (region ?? engine.region) === engine.region,
      );
  }

  async #decision(
    engines: readonly CaseEngine[],
    body: GateBody,
    { question }: Asked,
  ): Promise<GateDecision> {
    const refusals = this.#unanswerable(engines, body, question);
    const first = engines[0] ?? null;
    if (refusals.length > 0 || !first) return this.#deny(first, question, { reasons: refusals });
    const verdicts = await Promise.all(
      engines.map(async (engine) => ({ engine, verdict: await verdictIn(engine, question) })),
    );
    const yes = verdicts.find(({ verdict }) => verdict.decision === 'allow');
    const { engine, verdict } = yes ?? nearestOf(verdicts) ?? { engine: first, verdict: NEVER };
    if (verdict.decision === 'deny') {
      return (await openedIn(engines, question)) ?? this.#deny(engine, question, verdict);
    }
    const { permit } = verdict;
    return { ...told(engine.region, question), ...saidBy(permit), decision: 'allow', reasons: [] };
  }

  #unanswerable(
    engines: readonly CaseEngine[],
    { region, at }: GateBody,
    question: PermitQuestion,
  ): GateRefusal[] {
    const found: GateRefusal[] = [];
    if (engines.length === 0) {
      const served = this.engines.regions.join(', ');
      const asked = region === undefined ? 'no region that you may read' : `not \`${region}\``;
      found.push({ code: 'region_not_served', detail: `this server serves ${served}, ${asked}` });
    }
    const { cloudRegion } = question;
    if (cloudRegion !== null && !this.catalog.reference.cloudRegions.has(cloudRegion)) {
      const detail = `nobody knows a cloud region \`${cloudRegion}\``;
      found.push({ code: 'cloud_region_unknown', detail });
    }
    const off = at === undefined ? 0 : Date.parse(at) - Date.parse(question.at);
    if (Math.abs(off) > CLOCK_OFF_MS) {
      const detail = `your clock says ${at ?? ''}, this server’s ${question.at}`;
      found.push({ code: 'clock_off', detail });
    }
    return found;
  }

  async #deny(
    engine: CaseEngine | null,
    question: PermitQuestion,
    { reasons, permit }: { readonly reasons: readonly GateRefusal[]; readonly permit?: Nearest },
  ): Promise<GateDecision> {
    const standing = engine && (await readStanding(engine.parts.pool, question.artifact));
    return {
      ...told(engine?.region ?? null, question),
      ...saidBy(permit ?? null),
      decision: 'deny',
      reasons,
      standing,
    };
  }
}

function reportTo(log: Logger): (error: unknown) => void {
  return (error) => log.error(error, 'answers could not be recorded');
}

type Nearest = Extract<Verdict, { decision: 'deny' }>['permit'];

const NEVER: Verdict = { decision: 'deny', reasons: [], permit: null };

async function verdictIn({ region, parts }: CaseEngine, question: PermitQuestion) {
  return verdictOf(question, await readCandidates({ region, db: parts.pool }, question.artifact));
}

/** The answer where somebody with the role has let it run without a permit; null where nobody has. */
async function openedIn(
  engines: readonly CaseEngine[],
  question: PermitQuestion,
): Promise<GateDecision | null> {
  for (const { region, parts } of engines) {
    // oxlint-disable-next-line no-await-in-loop -- the first one that holds ends it
    const found = await readOpening({ region, db: parts.pool }, question);
    if (!found) continue;
    const { id, caseId, expiresAt } = found;
    return {
      ...told(region, question),
      ...saidBy(null),
      decision: 'allow',
      reasons: [],
      case: caseId,
      expiresAt,
      breakGlass: { id, expiresAt },
    };
  }
  return null;
}

/** Of several denials the one that lacks least; one that knows a permit before one that knows none. */
function nearestOf<T extends { readonly verdict: Verdict }>(verdicts: readonly T[]): T | undefined {
  const lacks = ({ verdict }: T) =>
    verdict.decision === 'deny' && verdict.permit ? verdict.reasons.length : Infinity;
  return verdicts.toSorted((a, b) => lacks(a) - lacks(b))[0];
}

function told(region: string | null, { artifact, cloudRegion, at }: PermitQuestion) {
  return { artifact, region, cloudRegion, at, standing: null };
}

function saidBy(permit: Nearest) {
  const predicate = permit?.statement.predicate;
  return {
    permit: permit?.id ?? null,
    breakGlass: null,
    case: permit?.case ?? null,
    expiresAt: predicate?.expiresAt ?? null,
    conditions: predicate?.conditions ?? [],
  };
}
