import { type CaseData, isWithin, type Period } from './case-data.ts';
import { median } from './statistics.ts';

/** What one rule costs in waiting, and what it changes. */
export interface RuleCost {
  readonly rule: string;
  /** Cases in which it asked for something. */
  readonly cases: number;
  /** Working milliseconds of all turns it asked for. */
  readonly workingMs: number;
  /** The same, each turn divided among the rules that asked for it. */
  readonly shareMs: number;
  /** Per case, its share. */
  readonly medianShareMs: number;
  readonly changed: {
    /** Cases whose facts were changed in a turn that it asked for. */
    readonly amended: number;
    readonly waived: number;
    /** Cases turned down or withdrawn while it stood in the way. */
    readonly blocked: number;
    /** Share of its cases in which any of these happened. */
    readonly share: number;
  };
}

interface Tally {
  readonly cases: CaseData[];
  readonly shares: number[];
  workingMs: number;
  amended: number;
  waived: number;
  blocked: number;
  changed: number;
}

/**
 * Which rule costs how much waiting and how often it changed the outcome, over the cases decided in a period; those
 * that cost most come first. A rule that costs much and changes nothing is one to ask for its evidence earlier.
 */
export function ruleCostsOf(cases: readonly CaseData[], period: Period): RuleCost[] {
  const tallies = new Map<string, Tally>();
  for (const one of cases) {
    if (!isWithin(one.permitAt ?? one.endedAt, period)) continue;
    for (const rule of one.rules) {
      let tally = tallies.get(rule);
      if (!tally) tallies.set(rule, (tally = emptyTally()));
      count(tally, one, rule);
    }
  }
  return [...tallies].map(costOf).toSorted((a, b) => b.shareMs - a.shareMs);
}

function emptyTally(): Tally {
  return { cases: [], shares: [], workingMs: 0, amended: 0, waived: 0, blocked: 0, changed: 0 };
}

function count(tally: Tally, one: CaseData, rule: string): void {
  let share = 0;
  let amended = false;
  for (const turn of one.turns) {
    if (turn.waitsOn === 'machine' || !turn.rules.includes(rule)) continue;
    const workingMs = turn.workingMs ?? 0;
    tally.workingMs += workingMs;
    share += workingMs / turn.rules.length;
    amended ||= turn.endedBy === 'AMENDED';
  }
  const waived = one.waived.includes(rule);
  const blocked = one.blockedBy.includes(rule);
  tally.cases.push(one);
  tally.shares.push(share);
  tally.amended += Number(amended);
  tally.waived += Number(waived);
  tally.blocked += Number(blocked);
  tally.changed += Number(amended || waived || blocked);
}

function costOf([rule, tally]: readonly [string, Tally]): RuleCost {
  const { cases, shares, workingMs, amended, waived, blocked, changed } = tally;
  return {
    rule,
    cases: cases.length,
    workingMs,
    shareMs: shares.reduce((sum, share) => sum + share, 0),
    medianShareMs: median(shares),
    changed: { amended, waived, blocked, share: changed / cases.length },
  };
}
