import type { Node } from '../exploration.ts';
import { isEnded, unmetConditions } from './promise.ts';

/** The timers that have to run in a situation, by hand. */
export function timersOwed(node: Node): readonly string[] {
  if (isEnded(node)) return [];
  const { states, context } = node.result;
  const when: readonly (readonly [string, boolean])[] = [
    ['permit-expired', context.permit !== null],
    ['review-due', states.includes('live.deployed')],
    ['review-missed', states.includes('live.review')],
    ['appeal-lapsed', states.includes('rejection.open')],
  ];
  return [
    ...when.filter(([, owed]) => owed).map(([id]) => id),
    ...context.waivers.map(({ rule }) => `waiver-expired:${rule}`),
    ...unmetConditions(context)
      .filter(({ overdue }) => !overdue)
      .map(({ id }) => `condition-overdue:${id}`),
  ].toSorted();
}
