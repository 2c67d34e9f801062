import { type CaseData, isWithin, type Period, type TurnData } from './case-data.ts';
import { bootstrap, type Estimate, median, quantile } from './statistics.ts';

/** Something that could be done differently. */
export type Change =
  /** So many more people of a role: their queue is shared among more of them. */
  | { readonly kind: 'people'; readonly role: string; readonly more: number }
  /** The team begins with its papers so many days before it is asked. */
  | { readonly kind: 'documents_earlier'; readonly days: number }
  /** What a rule asks for is there already, from an earlier case. */
  | { readonly kind: 'evidence_reused'; readonly rule: string };

/** How long the same cases would have taken. */
export interface WhatIf {
  readonly cases: number;
  /** Milliseconds from request to permit, as it was and as it would have been. */
  readonly before: { readonly p50: number; readonly p85: number };
  readonly after: { readonly p50: number; readonly p85: number };
  /** Of half of the cases and of the mean, with the intervals of resampled histories. */
  readonly savedMedian: Estimate;
  readonly savedMean: Estimate;
}

const DAY_MS = 86_400_000;
/** With fewer cases a figure would pretend to know. */
const FEWEST = 8;

/**
 * Replays the cases that got a permit in a period with one thing changed; null when there are too few.
 *
 * A case is cut into stretches between which what is open stays the same. A stretch gets shorter only as far as all
 * that is open in it does: work of others side by side goes on as it did, so the saving is rather too small than too
 * large. That fewer people wait elsewhere because of it is not counted.
 */
export function whatIf(cases: readonly CaseData[], period: Period, change: Change): WhatIf | null {
  const permitted = cases.filter(({ permitAt }) => isWithin(permitAt, period));
  if (permitted.length < FEWEST) return null;
  const factorOf = factorFor(change, peopleOf(cases, period));
  const ways = permitted.map((one) => ({
    before: one.leadMs ?? 0,
    after: (one.leadMs ?? 0) - savedIn(one, factorOf),
  }));
  const mean = (sample: typeof ways) =>
    sample.reduce((sum, { before, after }) => sum + before - after, 0) / sample.length;
  return {
    cases: ways.length,
    before: halves(ways.map(({ before }) => before)),
    after: halves(ways.map(({ after }) => after)),
    savedMedian: bootstrap(
      ways,
      (sample) =>
        median(sample.map(({ before }) => before)) - median(sample.map(({ after }) => after)),
    ),
    savedMean: bootstrap(ways, (sample) => mean([...sample])),
  };
}

function halves(values: readonly number[]): WhatIf['before'] {
  const sorted = Float64Array.from(values).toSorted();
  return { p50: quantile(sorted, 0.5), p85: quantile(sorted, 0.85) };
}

/** What share of its length a turn would have kept. */
type FactorOf = (turn: TurnData) => number;

function factorFor(change: Change, people: ReadonlyMap<string, number>): FactorOf {
  if (change.kind === 'people') {
    const { role, more } = change;
    const now = Math.max(1, people.get(role) ?? 1);
    const queue = now / (now + more);
    return (turn) => {
      if (turn.role !== role) return 1;
      // Work in hand takes as long as it did.
      const held = (turn.touchedWorkingMs ?? 0) / Math.max(1, turn.workingMs ?? 1);
      const hands = Math.min(1, held);
      return hands + (1 - hands) * queue;
    };
  }
  if (change.kind === 'documents_earlier') {
    const earlier = change.days * DAY_MS;
    return ({ kind, waitsOn, ms }) => {
      if (kind !== 'supply' || waitsOn !== 'team' || ms === null || ms === 0) return 1;
      return Math.max(0, ms - earlier) / ms;
    };
  }
  const { rule } = change;
  return ({ kind, rules }) =>
    kind === 'supply' && rules.includes(rule) ? (rules.length - 1) / rules.length : 1;
}

/** How many different people of a role ended a turn in the period. */
function peopleOf(cases: readonly CaseData[], period: Period): ReadonlyMap<string, number> {
  const people = new Map<string, Set<string>>();
  for (const { turns } of cases) {
    for (const { role, person, until } of turns) {
      if (person === null || !isWithin(until, period)) continue;
      const known = people.get(role);
      if (known) known.add(person);
      else people.set(role, new Set([person]));
    }
  }
  return new Map([...people].map(([role, ids]) => [role, ids.size]));
}

function savedIn({ turns, startedAt, permitAt }: CaseData, factorOf: FactorOf): number {
  const end = permitAt ?? startedAt;
  const relevant = turns.filter(({ from, waitsOn }) => from < end && waitsOn !== 'machine');
  const cuts = new Set([startedAt, end]);
  for (const { from, until } of relevant) {
    cuts.add(from);
    cuts.add(Math.min(until ?? end, end));
  }
  const times = [...cuts].toSorted((a, b) => a - b);
  let saved = 0;
  for (const [index, from] of times.entries()) {
    const to = times[index + 1];
    if (to === undefined) break;
    const open = relevant.filter((turn) => turn.from <= from && (turn.until ?? end) >= to);
    if (open.length === 0) continue;
    saved += (to - from) * (1 - Math.max(...open.map(factorOf)));
  }
  return saved;
}
