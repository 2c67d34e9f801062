import { type CaseData, isUnderWay, type VisitData } from './case-data.ts';
import { quantile } from './statistics.ts';

/** A forecast says nothing on fewer cases than this. */
export const FEWEST_SIMILAR = 12;

/** When an open case will have its permit, by how similar ones went on. */
export interface Forecast {
  readonly caseId: string;
  readonly stage: string;
  /** Milliseconds the case has been in that stage. */
  readonly inStageMs: number;
  /** Cases it rests on, and what they have in common with this one. */
  readonly similar: number;
  readonly likeness: 'use_case' | 'region' | 'none';
  /** Milliseconds since 1970 by which 50, 80 and 95 of 100 such cases had their permit; null when history is too small. */
  readonly by: { readonly p50: number; readonly p80: number; readonly p95: number } | null;
}

/** What one finished case says of the way that was still ahead when it entered a stage. */
interface Remainder {
  readonly useCase: string | null;
  /** How long it was in the stage, and from entering it to the permit. */
  readonly inStageMs: number;
  readonly aheadMs: number;
}

/** What lay ahead of finished cases each time they entered a stage, by stage. */
class History {
  readonly #byStage = new Map<string, Remainder[]>();

  constructor(cases: readonly CaseData[] = []) {
    for (const one of cases) this.add(one);
  }

  add({ visits, permitAt, useCase }: CaseData): void {
    if (permitAt === null) return;
    for (const { stage, from, ms } of visits) {
      if (from > permitAt || ms === null) continue;
      const remainder = { useCase, inStageMs: ms, aheadMs: permitAt - from };
      const known = this.#byStage.get(stage);
      if (known) known.push(remainder);
      else this.#byStage.set(stage, [remainder]);
    }
  }

  of(stage: string): readonly Remainder[] {
    return this.#byStage.get(stage) ?? [];
  }
}

/** Forecasts every case of a region that is under way; pure. */
export function forecastsOf(cases: readonly CaseData[], now: number): Forecast[] {
  const history = new History(cases);
  return cases.filter(isUnderWay).flatMap((one) => {
    const visit = presentVisit(one);
    return visit ? [forecastAt(history, one, visit, now)] : [];
  });
}

/** The stage a case has got to: of those it is in, the one it entered last. */
function presentVisit({ visits }: CaseData): VisitData | undefined {
  return visits.filter(({ until }) => until === null).toSorted((a, b) => b.from - a.from)[0];
}

function forecastAt(
  history: Pick<History, 'of'>,
  { caseId, useCase }: Pick<CaseData, 'caseId' | 'useCase'>,
  { stage, from }: VisitData,
  now: number,
): Forecast {
  const age = now - from;
  // Those that had left the stage by this age say nothing of a case that has not.
  const asLong = history.of(stage).filter(({ inStageMs }) => inStageMs >= age);
  const alike = asLong.filter((remainder) => remainder.useCase === useCase);
  const [similar, likeness] =
    alike.length >= FEWEST_SIMILAR ? ([alike, 'use_case'] as const) : ([asLong, 'region'] as const);
  const enough = similar.length >= FEWEST_SIMILAR;
  const ahead = Float64Array.from(similar.map(({ aheadMs }) => aheadMs)).toSorted();
  return {
    caseId,
    stage,
    inStageMs: age,
    similar: similar.length,
    likeness: enough ? likeness : 'none',
    by: enough
      ? {
          p50: from + quantile(ahead, 0.5),
          p80: from + quantile(ahead, 0.8),
          p95: from + quantile(ahead, 0.95),
        }
      : null,
  };
}

/** How often forecasts made in the past came true: of 100 forecasts at 80 %, 80 should. */
export interface Calibration {
  /** Forecasts that could be made on what was known at the time. */
  readonly forecasts: number;
  readonly within: { readonly p50: number; readonly p80: number; readonly p95: number };
}

const MOST_CHECKED = 400;

interface Check {
  readonly one: CaseData;
  readonly visit: VisitData;
  readonly at: number;
  readonly permitAt: number;
}

/**
 * Holds back the last quarter of the finished cases and forecasts each, at the middle of every stage it went through,
 * on what had been finished by then; null when that gives no forecast.
 */
export function calibrationOf(cases: readonly CaseData[]): Calibration | null {
  const finished = cases
    .filter(({ permitAt }) => permitAt !== null)
    .toSorted((a, b) => (a.permitAt ?? 0) - (b.permitAt ?? 0));
  const history = new History();
  let known = 0;
  let [forecasts, p50, p80, p95] = [0, 0, 0, 0];
  for (const { one, visit, at, permitAt } of checksOf(finished)) {
    for (let next = finished[known]; (next?.permitAt ?? Infinity) < at; next = finished[known]) {
      if (next) history.add(next);
      known += 1;
    }
    const { by } = forecastAt(history, one, visit, at);
    if (!by) continue;
    forecasts += 1;
    p50 += Number(permitAt <= by.p50);
    p80 += Number(permitAt <= by.p80);
    p95 += Number(permitAt <= by.p95);
  }
  if (forecasts === 0) return null;
  const share = (hits: number) => hits / forecasts;
  return { forecasts, within: { p50: share(p50), p80: share(p80), p95: share(p95) } };
}

/** Moments at which a forecast can be held against what became of it, in order, at most so many. */
function checksOf(finished: readonly CaseData[]): Check[] {
  const heldBack = finished
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .slice(Math.floor(finished.length * 0.75));
  const checks = heldBack.flatMap((one) =>
    one.visits.flatMap((visit): Check[] => {
      const { permitAt } = one;
      if (permitAt === null || visit.ms === null || visit.ms === 0) return [];
      const at = visit.from + visit.ms / 2;
      return at < permitAt ? [{ one, visit, at, permitAt }] : [];
    }),
  );
  const step = Math.max(1, Math.ceil(checks.length / MOST_CHECKED));
  return checks.toSorted((a, b) => a.at - b.at).filter((_, index) => index % step === 0);
}
