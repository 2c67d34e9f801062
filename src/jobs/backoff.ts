import type { Instant } from '../../workflows/words.ts';

const FIRST_MS = 1_000;
const LAST_MS = 5 * 60_000;

/** When to try again what failed for the n-th time: after 1 s, 2 s, 4 s … at most 5 minutes. */
export function nextTry(attempts: number, now: Instant): Instant {
  return later(now, delayOf(attempts));
}

/**
 * As `nextTry`, but anywhere in the second half of that wait, so that what failed together does not come again together.
 *
 * @param random from 0 up to 1
 */
export function nextTryApart(attempts: number, now: Instant, random: number): Instant {
  const delay = delayOf(attempts);
  return later(now, delay / 2 + (delay / 2) * random);
}

/** What is kept of an error for whoever looks at the queue. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2000);
}

function delayOf(attempts: number): number {
  return Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + Math.round(ms)).toISOString();
}
