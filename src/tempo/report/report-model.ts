import { type CaseData, isWithin, type Period } from '../measure/case-data.ts';
import { type Cause, causesOf } from '../measure/causes.ts';
import { type Queue, queuesOf } from '../measure/constraint.ts';
import { type Ageing, ageingOf, deliveryOf, type Delivery } from '../measure/flow.ts';
import { type Forecast, forecastsOf } from '../measure/forecast.ts';
import { type Overview, overviewOf } from '../measure/overview.ts';
import { type RuleCost, ruleCostsOf } from '../measure/rule-costs.ts';
import { type Quantiles, quantilesOf } from '../measure/statistics.ts';
import { waitingBy, type WaitingRow } from '../measure/waiting.ts';

/** A month's lead times: of permits given in it. */
interface MonthLead {
  /** `2026-10` */
  readonly month: string;
  readonly lead: Quantiles | null;
}

export interface RegionReport {
  readonly region: string;
  readonly dayMs: number;
  readonly now: Overview & { readonly delivery: Delivery };
  readonly before: Overview & { readonly delivery: Delivery };
  /** Twelve months, the reported one last. */
  readonly trend: readonly MonthLead[];
  readonly byRole: readonly WaitingRow[];
  readonly byFactor: readonly WaitingRow[];
  /** The longest queue that is not the team's own and not outside the house. */
  readonly constraint: Queue | null;
  readonly open: readonly (Ageing & { readonly forecast: Forecast['by'] })[];
}

/** All that a monthly report says, before it is worded. */
export interface TempoReport {
  readonly month: string;
  /** The month is not over at `asOf`. */
  readonly partial: boolean;
  /** Milliseconds since 1970. */
  readonly asOf: number;
  readonly regions: readonly RegionReport[];
  readonly rules: readonly RuleCost[];
  readonly causes: readonly Cause[];
  readonly comparedWith: string | null;
}

export interface ReportGround {
  readonly month: string;
  readonly now: number;
  readonly regions: readonly { readonly region: string; readonly dayMs: number }[];
  readonly cases: readonly CaseData[];
  readonly factors: readonly string[];
  readonly factorOf: (rule: string) => string | null;
  readonly instrumentOf: (rule: string) => string;
}

const MONTHS = 12;
const RULES_TOLD = 8;
const OPEN_TOLD = 8;
const NOT_OURS: readonly string[] = ['team', 'outside'];

/** Works a month out of the cases of some regions; pure. What is under way is told only of a month that is not over. */
export function reportOf(ground: ReportGround): TempoReport {
  const { month, now, cases } = ground;
  const period = periodOfMonth(month);
  const partial = period.to > now;
  const year = { from: periodOfMonth(monthsBefore(month, MONTHS - 1)).from, to: period.to };
  const order = ground.regions.toSorted(
    (a, b) => typicalLead(cases, a.region, year) - typicalLead(cases, b.region, year),
  );
  return {
    month,
    partial,
    asOf: Math.min(now, period.to),
    regions: ground.regions.map((one) => regionReport(ground, one, { period, partial })),
    rules: ruleCostsOf(cases, period).slice(0, RULES_TOLD),
    causes: causesOf(cases, {
      period: year,
      factors: ground.factors,
      regions: order.map(({ region }) => region),
      factorOf: ground.factorOf,
    }),
    comparedWith: order[0]?.region ?? null,
  };
}

function regionReport(
  ground: ReportGround,
  { region, dayMs }: { readonly region: string; readonly dayMs: number },
  { period, partial }: { readonly period: Period; readonly partial: boolean },
): RegionReport {
  const own = ground.cases.filter((one) => one.region === region);
  const of = (asked: Period) => ({
    ...overviewOf(own, asked, ground.now),
    delivery: deliveryOf(own, asked),
  });
  const asked = { period, where: {}, instrumentOf: ground.instrumentOf, nameOfTeam: String };
  const longest = queuesOf(own, period, Math.min(ground.now, period.to)).find(
    ({ waitsOn, length }) => !NOT_OURS.includes(waitsOn) && length > 0,
  );
  return {
    region,
    dayMs,
    now: of(period),
    before: of(periodOfMonth(monthsBefore(ground.month, 1))),
    trend: Array.from({ length: MONTHS }, (_, index) => {
      const month = monthsBefore(ground.month, MONTHS - 1 - index);
      return { month, lead: leadOf(own, periodOfMonth(month)) };
    }),
    byRole: waitingBy(own, { ...asked, by: 'role' }),
    byFactor: waitingBy(own, { ...asked, by: 'factor' }),
    constraint: longest ?? null,
    open: partial ? openOf(own, ground.now) : [],
  };
}

function openOf(own: readonly CaseData[], now: number): RegionReport['open'] {
  const forecasts = new Map(forecastsOf(own, now).map(({ caseId, by }) => [caseId, by]));
  return ageingOf(own, now)
    .slice(0, OPEN_TOLD)
    .map((one) => ({ ...one, forecast: forecasts.get(one.caseId) ?? null }));
}

function leadOf(own: readonly CaseData[], period: Period): Quantiles | null {
  return quantilesOf(
    own.flatMap(({ permitAt, leadMs }) => (isWithin(permitAt, period) ? (leadMs ?? []) : [])),
  );
}

function typicalLead(cases: readonly CaseData[], region: string, period: Period): number {
  const own = cases.filter((one) => one.region === region);
  return leadOf(own, period)?.mean ?? Infinity;
}

/** From the first instant of a month (`2026-10`, UTC) to the first of the next. */
export function periodOfMonth(month: string): Period {
  return { from: Date.parse(`${month}-01`), to: Date.parse(`${monthsBefore(month, -1)}-01`) };
}

/** The month so many before: `2026-01`, 1 → `2025-12`. */
export function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}
