import {
  canHaveEndedWithin,
  type CaseData,
  isUnderWay,
  isWithin,
  type Period,
  type TurnData,
} from './case-data.ts';
import { type Quantiles, quantilesOf } from './statistics.ts';

const WEEK_MS = 7 * 86_400_000;

/** How a set of cases went in a period. */
export interface Overview {
  readonly started: number;
  readonly permitted: number;
  /** Ended in the period without a permit. */
  readonly turnedDown: number;
  /** Permits a week. */
  readonly throughput: number;
  /** From request to permit. */
  readonly lead: Quantiles | null;
  readonly leadWorking: Quantiles | null;
  /** Share of permits without a request for changes or a decision made void; null without permits. */
  readonly firstPass: number | null;
  /** Requests for changes and fallen decisions per permit. */
  readonly rework: number | null;
  /** Of the working time to a permit, the share in which somebody had it in hand; of cases in which anybody took a task. */
  readonly flowEfficiency: { readonly share: number; readonly cases: number } | null;
  /** Share of the turns of people that ended by their due date. */
  readonly onTime: number | null;
  readonly underWay: {
    readonly cases: number;
    /** Milliseconds since they were requested. */
    readonly age: Quantiles | null;
  };
}

/** The figures of a period; `now` decides how old open work is. Pure. */
export function overviewOf(cases: readonly CaseData[], period: Period, now: number): Overview {
  const permitted = cases.filter(({ permitAt }) => isWithin(permitAt, period));
  const open = cases.filter(isUnderWay);
  const count = permitted.length;
  return {
    started: cases.filter(({ startedAt }) => isWithin(startedAt, period)).length,
    permitted: count,
    turnedDown: cases.filter((one) => one.permitAt === null && isWithin(one.endedAt, period))
      .length,
    throughput: count / Math.max(1, (Math.min(period.to, now) - period.from) / WEEK_MS),
    lead: quantilesOf(permitted.flatMap(({ leadMs }) => leadMs ?? [])),
    leadWorking: quantilesOf(permitted.flatMap(({ leadWorkingMs }) => leadWorkingMs ?? [])),
    firstPass: shareOf(permitted, ({ rework }) => rework === 0),
    rework: count === 0 ? null : permitted.reduce((sum, { rework }) => sum + rework, 0) / count,
    flowEfficiency: flowEfficiencyOf(permitted),
    onTime: onTimeOf(cases, period),
    underWay: {
      cases: open.length,
      age: quantilesOf(open.map(({ startedAt }) => now - startedAt)),
    },
  };
}

/** Counted and not gathered: there may be a million turns. */
function onTimeOf(cases: readonly CaseData[], period: Period): number | null {
  let [turns, kept] = [0, 0];
  for (const one of cases) {
    if (!canHaveEndedWithin(one, period)) continue;
    for (const turn of one.turns) {
      if (!isOfPeople(turn, period)) continue;
      turns += 1;
      if ((turn.until ?? Infinity) <= turn.due) kept += 1;
    }
  }
  return turns === 0 ? null : kept / turns;
}

function isOfPeople({ until, waitsOn }: TurnData, period: Period): boolean {
  return isWithin(until, period) && waitsOn !== 'machine';
}

function flowEfficiencyOf(permitted: readonly CaseData[]): Overview['flowEfficiency'] {
  let [touched, lead, cases] = [0, 0, 0];
  for (const { turns, leadWorkingMs, permitAt } of permitted) {
    const held = turns.filter(
      ({ touchedWorkingMs, from }) => touchedWorkingMs !== null && from <= (permitAt ?? 0),
    );
    if (held.length === 0) continue;
    cases += 1;
    lead += leadWorkingMs ?? 0;
    for (const { touchedWorkingMs } of held) touched += touchedWorkingMs ?? 0;
  }
  return lead === 0 ? null : { share: Math.min(1, touched / lead), cases };
}

/** Null of none. */
function shareOf<T>(items: readonly T[], test: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(test).length / items.length;
}
