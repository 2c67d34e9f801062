/**
 * Timers that fire whatever an operator has paused: what a permit rests on runs out by itself.
 *
 * Beside these, every timer of a case that is not open any more fires: it has, or had, a permit.
 */
export const SAFETY_EVENTS: readonly string[] = [
  'PERMIT_EXPIRED',
  'REVIEW_DUE',
  'REVIEW_MISSED',
  'WAIVER_EXPIRED',
  'CONDITION_OVERDUE',
  'LAW_DATE',
];

/** Whether a timer has to wait until an operator resumes its case; pure. */
export function waitsWhilePaused(
  view: { readonly paused: object | null; readonly status: string },
  eventType: string | undefined,
): boolean {
  if (view.paused === null || view.status !== 'open') return false;
  return eventType === undefined || !SAFETY_EVENTS.includes(eventType);
}
