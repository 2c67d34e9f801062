import { Inject, Injectable } from '@nestjs/common';
import { Engines } from '../cases/engines.ts';
import { CATALOG, TEMPO_GROUNDS } from '../common/injection.ts';
import { nearest } from '../common/near.ts';
import { authorize, type Principal, regionsWhere } from '../identity/principal.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { FACTORS } from '../policy/policy.types.ts';
import type { RegionGround } from './ground.ts';
import type { CaseData, Period } from './measure/case-data.ts';
import { causesOf } from './measure/causes.ts';
import { compare, type Side } from './measure/comparison.ts';
import { queuesOf } from './measure/constraint.ts';
import { ageingOf, deliveryOf, finishedIn, flowOf, reworkOf } from './measure/flow.ts';
import { calibrationOf, FEWEST_SIMILAR, forecastsOf } from './measure/forecast.ts';
import { overviewOf } from './measure/overview.ts';
import { ruleCostsOf } from './measure/rule-costs.ts';
import { type Dimension, DIMENSIONS, waitingBy } from './measure/waiting.ts';
import { type Change, whatIf } from './measure/what-if.ts';
import { rebuild } from './projection.ts';
import { toldPeriod } from './told-period.ts';
import type { ComparisonQuery, TempoQuery, WaitingQuery, WhatIfQuery } from './tempo.dto.ts';
import { TempoQuestionError } from './tempo.errors.ts';
import { TempoStore } from './tempo-store.ts';

interface PeriodAsked {
  readonly region?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Asked {
  readonly regions: readonly string[];
  readonly cases: readonly CaseData[];
  readonly period: Period;
  readonly now: number;
}

/** Answers where the time goes, per region and over all that the caller may read. */
@Injectable()
export class TempoService {
  readonly #stores: ReadonlyMap<string, TempoStore>;

  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(TEMPO_GROUNDS) private readonly grounds: ReadonlyMap<string, RegionGround>,
  ) {
    this.#stores = new Map(
      engines
        .all()
        .map(({ region, parts }) => [region, new TempoStore({ region, pool: parts.pool })]),
    );
  }

  /** The figures of each region beside each other. */
  async overview(query: TempoQuery, caller: Principal): Promise<unknown> {
    const { regions, cases, period, now } = await this.asked(query, caller);
    const items = regions.map((region) => {
      const own = cases.filter((one) => one.region === region);
      const { title, zone } = this.grounds.get(region)?.time.calendar ?? { title: '', zone: 'utc' };
      return {
        region,
        calendar: { title, zone, dayMs: this.grounds.get(region)?.time.dayMs ?? 0 },
        ...overviewOf(own, period, now),
        delivery: deliveryOf(own, period),
      };
    });
    return { period: told(period), items };
  }

  /** @throws {TempoQuestionError} a `where` of no known dimension */
  async waiting(query: WaitingQuery, caller: Principal): Promise<unknown> {
    const { cases, period } = await this.asked(query, caller);
    const items = waitingBy(cases, {
      by: query.by,
      period,
      where: whereOf(query.where),
      instrumentOf: (rule) => this.catalog.rules.get(rule)?.instrument ?? rule,
      nameOfTeam: teamNames(cases, caller.personId),
    });
    return { period: told(period), by: query.by, items };
  }

  /** @throws {TempoQuestionError} `with` is neither a region nor a period, or nothing is left to compare */
  async comparison(query: ComparisonQuery, caller: Principal): Promise<unknown> {
    const a = await this.asked(query, caller);
    const other = toldPeriod(query.with);
    if (other) {
      const b = { ...a, period: other };
      return this.#compared(a, b, [tellPeriod(a.period), tellPeriod(other)]);
    }
    if (query.region === undefined)
      throw new TempoQuestionError('say with `region` which region `with` is held against');
    const b = await this.asked({ region: query.with, from: query.from, to: query.to }, caller);
    return this.#compared(a, b, [query.region, query.with]);
  }

  #compared(a: Side, b: Side, [nameA, nameB]: readonly [string, string]): unknown {
    return { a: nameA, b: nameB, items: compare(a, b) };
  }

  async causes(query: TempoQuery, caller: Principal): Promise<unknown> {
    const { regions, cases, period } = await this.asked(query, caller);
    const rules = this.catalog.rules;
    // The region with the least law of its own is what others are held against: the quickest.
    const order = regions.toSorted((x, y) => typicalLead(cases, x) - typicalLead(cases, y));
    const items = causesOf(cases, {
      period,
      factors: FACTORS,
      regions: order,
      factorOf: (rule) => rules.get(rule)?.factor ?? null,
    });
    const named = items.map(({ questions, ...cause }) => ({
      ...cause,
      questions: questions.map((one) => ({ ...one, title: rules.get(one.rule)?.title ?? '' })),
    }));
    return { period: told(period), comparedWith: order[0] ?? null, items: named };
  }

  async rules(query: TempoQuery, caller: Principal): Promise<unknown> {
    const { cases, period } = await this.asked(query, caller);
    const items = ruleCostsOf(cases, period).map((cost) => {
      const rule = this.catalog.rules.get(cost.rule);
      return { ...cost, title: rule?.title ?? '', instrument: rule?.instrument ?? '' };
    });
    return { period: told(period), items };
  }

  async queues(query: TempoQuery, caller: Principal): Promise<unknown> {
    const { cases, period, now } = await this.asked(query, caller);
    const items = queuesOf(cases, period, now);
    const constraint = items.find(({ waitsOn }) => waitsOn !== 'team' && waitsOn !== 'outside');
    return { period: told(period), constraint: constraint?.role ?? null, items };
  }

  /** @throws {TempoQuestionError} the change names no role or rule that the history knows */
  async whatIf(query: WhatIfQuery, caller: Principal): Promise<unknown> {
    const { cases, period } = await this.asked(query, caller);
    const change = changeOf(query, cases);
    return { period: told(period), change, result: whatIf(cases, period, change) };
  }

  async forecasts(query: TempoQuery, caller: Principal): Promise<unknown> {
    const { regions, cases, now } = await this.asked(query, caller);
    const items = regions.map((region) => {
      const own = cases.filter((one) => one.region === region);
      return { region, calibration: calibrationOf(own), cases: forecastsOf(own, now).map(datedOf) };
    });
    return { fewest: FEWEST_SIMILAR, items };
  }

  async flow(query: TempoQuery, caller: Principal): Promise<unknown> {
    const { cases, period, now } = await this.asked(query, caller);
    return {
      period: told(period),
      points: flowOf(cases, period),
      finished: finishedIn(cases, period).map((one) => ({ ...one, permitAt: iso(one.permitAt) })),
      ageing: ageingOf(cases, now),
      rework: reworkOf(cases, period),
    };
  }

  /** Makes the tempo of a region anew from its journal. */
  async rebuild(region: string, caller: Principal): Promise<unknown> {
    authorize(caller, region, 'operate');
    const engine = this.engines.find(region);
    const ground = this.grounds.get(region);
    if (!engine || !ground) throw new TempoQuestionError(`region \`${region}\` is not served here`);
    const began = performance.now();
    const done = await rebuild({ region, pool: engine.parts.pool }, ground);
    return { region, ...done, tookMs: Math.round(performance.now() - began) };
  }

  /**
   * The cases of the regions that the caller may read and asks about.
   *
   * @throws {RegionForbiddenError} {ActionForbiddenError} {TempoQuestionError}
   */
  async asked({ region, from, to }: PeriodAsked, caller: Principal): Promise<Asked> {
    if (region !== undefined) authorize(caller, region, 'read');
    const readable = regionsWhere(caller, 'read').filter((one) => this.#stores.has(one));
    const wanted = region === undefined ? readable : [region];
    const parts = await Promise.all(
      wanted.map(async (one) => (await this.#stores.get(one)?.cases()) ?? []),
    );
    // A region where nothing was asked for yet has nothing to tell, unless somebody asks for it by name.
    const regions = wanted.filter((one, at) => one === region || parts[at]?.length !== 0);
    const now = Date.parse(this.engines.all()[0]?.parts.now() ?? new Date().toISOString());
    return { regions, cases: parts.flat(), period: periodOf(from, to, now), now };
  }
}

const DAY_MS = 86_400_000;

/** @throws {TempoQuestionError} it ends before it begins */
function periodOf(from: string | undefined, to: string | undefined, now: number): Period {
  const end = to === undefined ? now + 1 : Date.parse(to) + DAY_MS;
  const start = from === undefined ? end - 365 * DAY_MS : Date.parse(from);
  if (!(start < end)) {
    throw new TempoQuestionError(
      `the period ends on ${to ?? 'today'}, before it begins: ${from ?? ''}`,
    );
  }
  return { from: start, to: end };
}

function told({ from, to }: Period): { readonly from: string; readonly to: string } {
  return { from: iso(from), to: iso(to) };
}

function tellPeriod({ from, to }: Period): string {
  return `${iso(from).slice(0, 10)}..${iso(to - 1).slice(0, 10)}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function datedOf({ by, ...forecast }: ReturnType<typeof forecastsOf>[number]): unknown {
  return {
    ...forecast,
    by: by && { p50: iso(by.p50), p80: iso(by.p80), p95: iso(by.p95) },
  };
}

function whereOf(
  where: string | readonly string[] | undefined,
): Partial<Record<Dimension, string>> {
  const parts = (typeof where === 'string' ? [where] : (where ?? [])).map((part) => {
    const [name = '', ...value] = part.split(':');
    const known = DIMENSIONS.find((dimension) => dimension === name);
    if (known === undefined) {
      const near = nearest(name, DIMENSIONS);
      const hint = near === null ? `one of ${DIMENSIONS.join(', ')}` : `do you mean \`${near}\`?`;
      throw new TempoQuestionError(`nothing is counted by \`${name}\`: ${hint}`);
    }
    return [known, value.join(':')] as const;
  });
  return Object.fromEntries(parts);
}

/** Teams are numbered for everybody but themselves: who is slow is nobody else's business. */
function teamNames(cases: readonly CaseData[], reader: string): (team: string) => string {
  // Most questions name no team, and putting all cases in order is not free.
  let numbers: ReadonlyMap<string, string> | undefined;
  return (team) => {
    if (team === reader) return team;
    numbers ??= numbersOf(cases);
    return numbers.get(team) ?? 'a team';
  };
}

function numbersOf(cases: readonly CaseData[]): ReadonlyMap<string, string> {
  const order = cases.toSorted((a, b) => a.startedAt - b.startedAt).map(({ team }) => team);
  return new Map([...new Set(order)].map((team, index) => [team, `team ${index + 1}`]));
}

function typicalLead(cases: readonly CaseData[], region: string): number {
  const leads = cases.flatMap((one) => (one.region === region ? (one.leadMs ?? []) : []));
  return leads.length === 0 ? Infinity : leads.reduce((sum, lead) => sum + lead, 0) / leads.length;
}

function changeOf(query: WhatIfQuery, cases: readonly CaseData[]): Change {
  const { change, role, rule, more = 1, days = 5 } = query;
  if (change === 'documents_earlier') return { kind: change, days };
  if (change === 'people') {
    const known = new Set(cases.flatMap(({ turns }) => turns.map((turn) => turn.role)));
    return { kind: change, role: knownOne('role', role, known), more };
  }
  const known = new Set(cases.flatMap(({ rules }) => rules));
  return { kind: change, rule: knownOne('rule', rule, known) };
}

/** @throws {TempoQuestionError} */
function knownOne(
  what: 'role' | 'rule',
  asked: string | undefined,
  known: ReadonlySet<string>,
): string {
  if (asked !== undefined && known.has(asked)) return asked;
  const near = asked === undefined ? null : nearest(asked, [...known]);
  const hint = near === null ? '' : `: do you mean \`${near}\`?`;
  throw new TempoQuestionError(
    asked === undefined
      ? `say which ${what} it is about`
      : `no turn of this history waited for ${what} \`${asked}\`${hint}`,
  );
}
