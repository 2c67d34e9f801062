import type { FindingWord } from '../api/types.ts';

const PRESSING: ReadonlySet<FindingWord> = new Set(['blocked', 'unknown', 'open', 'warning']);

/** Whether somebody has to look at a finding; what is met or comes later stays in the background. */
export function isPressing({ finding }: { readonly finding: FindingWord }): boolean {
  return PRESSING.has(finding);
}
