import type { ReactNode } from 'react';

const DAY_MS = 86_400_000;
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const FROM_NOW = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const UNITS = [
  ['year', 365 * DAY_MS],
  ['month', 30 * DAY_MS],
  ['day', DAY_MS],
  ['hour', DAY_MS / 24],
  ['minute', DAY_MS / 1440],
] as const;

/** `in 3 days`, `2 hours ago`, `now`. */
function fromNow(at: string, now = Date.now()): string {
  const ms = new Date(at).getTime() - now;
  for (const [unit, size] of UNITS) {
    if (Math.abs(ms) >= size) return FROM_NOW.format(Math.trunc(ms / size), unit);
  }
  return 'just now';
}

interface WhenProps {
  readonly at: string;
  /** `day` for what has no hour, `relative` for what is told from now. */
  readonly as?: 'full' | 'day' | 'relative';
}

/** A time in the viewer's own zone; the exact instant on hover. */
export function When({ at, as = 'full' }: WhenProps): ReactNode {
  const date = new Date(at);
  const text = {
    full: () => FULL.format(date),
    day: () => DAY.format(date),
    relative: () => fromNow(at),
  }[as]();
  return (
    <time dateTime={at} title={date.toISOString()}>
      {text}
    </time>
  );
}
