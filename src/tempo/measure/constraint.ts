import { type CaseData, type Period, type TurnData } from './case-data.ts';
import { type Quantiles, quantilesOf } from './statistics.ts';

const WEEK_MS = 7 * 86_400_000;

/** Work that waits for one role. */
export interface Queue {
  readonly role: string;
  readonly waitsOn: string;
  /** Turns open at a time, on average over the period (Little's law: all waiting over the length of the period). */
  readonly length: number;
  readonly openNow: number;
  /** Milliseconds the oldest has been open. */
  readonly oldestMs: number | null;
  /** Turns a week that came in and that were done. */
  readonly arrivals: number;
  readonly done: number;
  readonly people: number;
  readonly wait: Quantiles | null;
}

/**
 * Where queues form, the longest first: the first of those that wait for people of the house is the constraint, and
 * what is decided anywhere else does not shorten the way (Goldratt, The Goal).
 */
export function queuesOf(cases: readonly CaseData[], period: Period, now: number): Queue[] {
  const byRole = new Map<string, TurnData[]>();
  for (const { turns } of cases) {
    for (const turn of turns) {
      if (turn.waitsOn === 'machine' || !isOpenWithin(turn, period)) continue;
      const known = byRole.get(turn.role);
      if (known) known.push(turn);
      else byRole.set(turn.role, [turn]);
    }
  }
  const to = Math.min(period.to, now);
  const queues = [...byRole].map(([role, turns]) => queueOf(role, turns, { ...period, to }, now));
  return queues.toSorted((a, b) => b.length - a.length);
}

function isOpenWithin({ from, until }: TurnData, period: Period): boolean {
  return from < period.to && (until ?? Infinity) > period.from;
}

function queueOf(role: string, turns: readonly TurnData[], period: Period, now: number): Queue {
  const length = Math.max(1, period.to - period.from);
  const waiting = turns.reduce((sum, { from, until }) => {
    const [begins, ends] = [Math.max(from, period.from), Math.min(until ?? now, period.to)];
    return sum + Math.max(0, ends - begins);
  }, 0);
  const done = turns.filter(
    ({ until }) => until !== null && until < period.to && until >= period.from,
  );
  const open = turns.filter(({ until }) => until === null);
  const people = new Set(done.flatMap(({ person }) => person ?? []));
  return {
    role,
    waitsOn: turns[0]?.waitsOn ?? '',
    length: waiting / length,
    openNow: open.length,
    oldestMs: open.length === 0 ? null : now - Math.min(...open.map(({ from }) => from)),
    arrivals: turns.filter(({ from }) => from >= period.from).length / (length / WEEK_MS),
    done: done.length / (length / WEEK_MS),
    people: people.size,
    wait: quantilesOf(done.flatMap(({ workingMs }) => workingMs ?? [])),
  };
}
