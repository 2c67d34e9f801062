import { type CaseData, isWithin, type Period } from './case-data.ts';
import { leastSquares } from './least-squares.ts';
import { type Estimate, intervalAround, randomFrom, resample } from './statistics.ts';

const RESAMPLES = 300;
const SEED = 20_261_129;
/** Fewer cases on either side say nothing. */
const FEWEST = 8;

/** What one thing that cases have in common adds to the way to a permit, other things being equal. */
export interface Cause {
  /** `factor:data`, `region:eu` */
  readonly key: string;
  readonly cases: number;
  readonly others: number;
  /** Working milliseconds it adds; null when too few cases have it, or lack it. */
  readonly effect: Estimate | null;
  /** Whether the whole interval lies above zero: it slows. */
  readonly slows: boolean;
  /** Where most of it is spent. */
  readonly mostIn: {
    readonly stage: string;
    readonly waitsOn: string;
    readonly workingMs: number;
  } | null;
  /** The questions behind a factor that most cases left open, most first. */
  readonly questions: readonly { readonly rule: string; readonly cases: number }[];
}

export interface CausesQuestion {
  readonly period: Period;
  readonly factors: readonly string[];
  readonly regions: readonly string[];
  /** Question of readiness to its factor. */
  readonly factorOf: (rule: string) => string | null;
}

interface Design {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/**
 * What slows cases down: the six factors, by the questions of readiness that a manifest left open, and the region.
 *
 * The working time from request to permit, and on to running, of every case that had its permit in the period is taken
 * apart by least squares, so that a case with two weaknesses does not count its delay twice; intervals come from
 * resampling the cases. Regions are held against the first of them. What is found is what goes together in this
 * history: an experiment it is not.
 */
export function causesOf(cases: readonly CaseData[], question: CausesQuestion): Cause[] {
  const ended = cases.filter(({ permitAt }) => isWithin(permitAt, question.period));
  if (ended.length === 0) return [];
  const design = designOf(ended, question);
  const lead = ended.map(workingMsOf);
  const found = leastSquares(design.rows, lead);
  const resampled = resampledFits(design.rows, lead);
  const places = placesOf(ended);
  return design.names.slice(1).map((key, index) => {
    const column = index + 1;
    const having = ended.filter((_, row) => design.rows[row]?.[column] === 1);
    const others = ended.length - having.length;
    const enough = having.length >= FEWEST && others >= FEWEST;
    const effect = enough
      ? intervalAround(
          found[column] ?? 0,
          resampled.map((fit) => fit[column] ?? 0),
        )
      : null;
    return {
      key,
      cases: having.length,
      others,
      effect,
      slows: (effect?.low ?? 0) > 0,
      mostIn: effect === null ? null : dearest(design.rows, column, places),
      questions: key.startsWith('factor:') ? questionsOf(having, key, question) : [],
    };
  });
}

/** From request to permit, and on to running: that is where tools bite. */
function workingMsOf(one: CaseData): number {
  const deploying = one.turns.find(
    ({ kind, endedBy }) => kind === 'deploy' && endedBy === 'DEPLOYED',
  );
  return (one.leadWorkingMs ?? 0) + (deploying?.workingMs ?? 0);
}

function designOf(cases: readonly CaseData[], question: CausesQuestion): Design {
  const { factors, regions, factorOf } = question;
  const compared = regions.slice(1);
  const names = [
    'everything',
    ...factors.map((factor) => `factor:${factor}`),
    ...compared.map((region) => `region:${region}`),
  ];
  const rows = cases.map((one) => {
    const weak = new Set(one.warnings.map(factorOf));
    return [
      1,
      ...factors.map((factor) => Number(weak.has(factor))),
      ...compared.map((region) => Number(one.region === region)),
    ];
  });
  return { names, rows };
}

function resampledFits(
  rows: readonly (readonly number[])[],
  y: readonly number[],
): (readonly number[])[] {
  const random = randomFrom(SEED);
  const indices = rows.map((_, index) => index);
  return Array.from({ length: RESAMPLES }, () => {
    const drawn = resample(indices, random);
    return leastSquares(
      drawn.map((index) => rows[index] ?? []),
      drawn.map((index) => y[index] ?? 0),
    );
  });
}

interface Place {
  readonly stage: string;
  readonly waitsOn: string;
  /** Working milliseconds per case, in the order of the cases. */
  readonly spent: readonly number[];
}

function placesOf(cases: readonly CaseData[]): Place[] {
  const spent = new Map<string, { stage: string; waitsOn: string; spent: number[] }>();
  for (const [index, { turns }] of cases.entries()) {
    for (const { stage, waitsOn, workingMs } of turns) {
      const key = `${stage} ${waitsOn}`;
      let place = spent.get(key);
      if (!place) spent.set(key, (place = { stage, waitsOn, spent: cases.map(() => 0) }));
      place.spent[index] = (place.spent[index] ?? 0) + (workingMs ?? 0);
    }
  }
  return [...spent.values()];
}

/** The place whose time goes up most with this column, other things being equal. */
function dearest(
  rows: readonly (readonly number[])[],
  column: number,
  places: readonly Place[],
): Cause['mostIn'] {
  let most: Cause['mostIn'] = null;
  for (const { stage, waitsOn, spent } of places) {
    const workingMs = leastSquares(rows, spent)[column] ?? 0;
    if (workingMs > (most?.workingMs ?? 0)) most = { stage, waitsOn, workingMs };
  }
  return most;
}

function questionsOf(
  cases: readonly CaseData[],
  key: string,
  { factorOf }: CausesQuestion,
): Cause['questions'] {
  const factor = key.slice('factor:'.length);
  const counts = new Map<string, number>();
  for (const { warnings } of cases)
    for (const rule of warnings)
      if (factorOf(rule) === factor) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .map(([rule, count]) => ({ rule, cases: count }))
    .toSorted((a, b) => b.cases - a.cases || (a.rule < b.rule ? -1 : 1));
}
