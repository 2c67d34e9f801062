import type { Factor, Instant } from '../../workflows/words.ts';
import type { CaseStep } from '../cases/case-steps.ts';
import type { WorkingTime } from './calendar/working-time.ts';
import { momentsOf } from './moments.ts';
import type { StageVisit } from './tempo.types.ts';

interface OpenVisit {
  readonly from: Instant;
  readonly visit: number;
  readonly factor: Factor;
}

/** The visits of a case to its stages, in the order in which they began. */
export function visitsOf(steps: readonly CaseStep[], time: WorkingTime): StageVisit[] {
  const done: StageVisit[] = [];
  const open = new Map<string, OpenVisit>();
  const visits = new Map<string, number>();
  for (const { last } of momentsOf(steps)) {
    const { event, after } = last;
    for (const [stage, visit] of open) {
      if (after.stages.includes(stage)) continue;
      open.delete(stage);
      done.push(closed(stage, visit, event.at, time));
    }
    for (const stage of after.stages) {
      if (open.has(stage)) continue;
      const visit = (visits.get(stage) ?? 0) + 1;
      visits.set(stage, visit);
      // Who works in a stage says what kind of work it is; a stage in which nobody does is the law's.
      const factor = after.tasks.find((task) => task.stage === stage)?.factor ?? 'regulation';
      open.set(stage, { from: event.at, visit, factor });
    }
  }
  for (const [stage, visit] of open)
    done.push({ stage, ...visit, until: null, ms: null, workingMs: null });
  return done.toSorted((a, b) => compare(a.from, b.from) || compare(a.stage, b.stage));
}

function closed(stage: string, visit: OpenVisit, until: Instant, time: WorkingTime): StageVisit {
  const [from, to] = [Date.parse(visit.from), Date.parse(until)];
  return { stage, ...visit, until, ms: to - from, workingMs: time.between(from, to) };
}

/** By code unit: the same in every locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
