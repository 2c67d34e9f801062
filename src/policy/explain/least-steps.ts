/** Leaves out of a way what it does not need. Pure. */
import type { Step } from './apply.ts';

/** Of so many steps every part is tried; of more, each step is left out in turn. */
const MOST_FOR_ALL_PARTS = 6;

/**
 * The fewest of these steps that still turn a finding.
 *
 * No part of the answer turns it; of more than six steps, no part with one step less.
 *
 * @param steps they turn it, all together
 */
export function leastSteps(
  steps: readonly Step[],
  turns: (steps: readonly Step[]) => boolean,
): readonly Step[] {
  if (steps.length < 2) return steps;
  const parts = steps.length > MOST_FOR_ALL_PARTS ? shorterByOne(steps) : properParts(steps);
  const lesser = parts.find(turns);
  if (!lesser) return steps;
  return steps.length > MOST_FOR_ALL_PARTS ? leastSteps(lesser, turns) : lesser;
}

function shorterByOne(steps: readonly Step[]): readonly (readonly Step[])[] {
  return steps.map((_, left) => steps.filter((_step, index) => index !== left));
}

/** Every part that is neither empty nor the whole, the smallest first. */
function properParts(steps: readonly Step[]): readonly (readonly Step[])[] {
  const parts = steps.reduce<readonly (readonly Step[])[]>(
    (all, step) => [...all, ...all.map((part) => [...part, step])],
    [[]],
  );
  return parts.slice(1, -1).toSorted((a, b) => a.length - b.length);
}
