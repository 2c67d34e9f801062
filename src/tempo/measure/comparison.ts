import { type CaseData, isWithin, type Period } from './case-data.ts';
import { bootstrapDifference, type Estimate, median } from './statistics.ts';

const FEWEST = 5;

/** One side of a comparison. */
export interface Side {
  readonly cases: readonly CaseData[];
  readonly period: Period;
}

/** One figure of both sides. */
export interface Compared {
  readonly measure: 'lead' | 'lead_working' | 'rework' | 'waiting_team' | 'waiting_others';
  readonly n: { readonly a: number; readonly b: number };
  /** Medians (of `rework`: means); null with fewer than five permits on a side. */
  readonly a: number | null;
  readonly b: number | null;
  /** `a` less `b`, with the interval of resampled histories. */
  readonly difference: Estimate | null;
  /** Whether zero lies outside of that interval. */
  readonly differs: boolean;
}

const MEASURES: readonly {
  readonly measure: Compared['measure'];
  readonly of: (one: CaseData) => number;
  readonly statistic: (values: readonly number[]) => number;
}[] = [
  { measure: 'lead', of: ({ leadMs }) => leadMs ?? 0, statistic: median },
  { measure: 'lead_working', of: ({ leadWorkingMs }) => leadWorkingMs ?? 0, statistic: median },
  { measure: 'rework', of: ({ rework }) => rework, statistic: mean },
  { measure: 'waiting_team', of: (one) => waitingOf(one, true), statistic: median },
  { measure: 'waiting_others', of: (one) => waitingOf(one, false), statistic: median },
];

/** Two regions or two periods side by side, by the cases that got their permit in each; pure. */
export function compare(a: Side, b: Side): Compared[] {
  if (a.cases.length === 0 && b.cases.length === 0) return [];
  const [ofA, ofB] = [a, b].map(({ cases, period }) =>
    cases.filter(({ permitAt }) => isWithin(permitAt, period)),
  );
  return MEASURES.map(({ measure, of, statistic }) => {
    const [x, y] = [(ofA ?? []).map(of), (ofB ?? []).map(of)];
    const n = { a: x.length, b: y.length };
    if (x.length < FEWEST || y.length < FEWEST)
      return { measure, n, a: null, b: null, difference: null, differs: false };
    const difference = bootstrapDifference(x, y, statistic);
    const differs = difference.low > 0 || difference.high < 0;
    return { measure, n, a: statistic(x), b: statistic(y), difference, differs };
  });
}

/** Working time of turns of the team, or of everybody else but the engine, before the permit. */
function waitingOf({ turns, permitAt }: CaseData, team: boolean): number {
  return turns
    .filter(({ waitsOn, from }) => from < (permitAt ?? 0) && waitsOn !== 'machine')
    .filter(({ waitsOn }) => (waitsOn === 'team') === team)
    .reduce((sum, { workingMs }) => sum + (workingMs ?? 0), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
