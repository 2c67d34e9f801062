import type { CaseStep } from '../cases/case-steps.ts';

/** Steps of one transaction: they bear the same time. Only what stands after the last of them took any time. */
export interface Moment {
  readonly steps: readonly CaseStep[];
  readonly last: CaseStep;
}

/** Groups the steps of a case by the instant at which they happened, in order. */
export function momentsOf(steps: readonly CaseStep[]): Moment[] {
  const moments: { steps: CaseStep[]; last: CaseStep }[] = [];
  for (const step of steps) {
    const now = moments.at(-1);
    if (now?.last.event.at === step.event.at) {
      now.steps.push(step);
      now.last = step;
    } else moments.push({ steps: [step], last: step });
  }
  return moments;
}
