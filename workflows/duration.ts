import type { Duration, Instant } from './words.ts';

const SHAPE =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/**
 * The instant one duration later, in UTC.
 *
 * Years and months follow the calendar; a day that the target month lacks becomes its last day
 * (31 January + P1M is the end of February), so that a yearly review never drifts.
 *
 * @throws {RangeError} `duration` is no ISO 8601 duration in whole units, or `at` is no instant
 */
export function addDuration(at: Instant, duration: Duration): Instant {
  const parts = SHAPE.exec(duration);
  if (!parts) throw new RangeError(`\`${duration}\` is no ISO 8601 duration`);
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(1).map(count);
  const start = new Date(millisecondsOf(at));
  const moved = addMonths(start, (years ?? 0) * 12 + (months ?? 0));
  const time = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return new Date(moved + ((weeks ?? 0) * 7 + (days ?? 0)) * DAY + time * SECOND).toISOString();
}

/** The time from one instant to another in whole seconds, never negative: `PT259200S`. */
export function durationBetween(from: Instant, to: Instant): Duration {
  return `PT${Math.floor(delayUntil(to, from) / SECOND)}S`;
}

/** Milliseconds from one instant to another, never negative: what is overdue is due now. */
export function delayUntil(due: Instant, from: Instant): number {
  return Math.max(0, millisecondsOf(due) - millisecondsOf(from));
}

/**
 * @returns true when `instant` lies strictly before `other`
 * @throws {RangeError} one of them is no instant
 */
export function isBefore(instant: Instant, other: Instant): boolean {
  return millisecondsOf(instant) < millisecondsOf(other);
}

/** The UTC day of an instant, ISO date. */
export function dayOf(instant: Instant): string {
  return new Date(millisecondsOf(instant)).toISOString().slice(0, 10);
}

function count(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits);
}

function millisecondsOf(instant: Instant): number {
  const value = Date.parse(instant);
  if (Number.isNaN(value)) throw new RangeError(`\`${instant}\` is no instant`);
  return value;
}

function addMonths(start: Date, months: number): number {
  const moved = new Date(start);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  return moved.setUTCDate(Math.min(start.getUTCDate(), last));
}
