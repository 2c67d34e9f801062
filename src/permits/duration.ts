import type { Duration, Instant } from '../../workflows/contract.ts';

const FORM =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * The instant one ISO 8601 duration later, in UTC. Years and months are calendar ones; a day that the month
 * lacks becomes its last day (29 February plus a year is 28 February).
 *
 * @throws {RangeError} `duration` is not of the form `P1Y2M3W4DT5H6M7S`
 */
export function afterDuration(start: Instant, duration: Duration): Instant {
  const parts = FORM.exec(duration);
  if (!parts || !/\d/.test(duration))
    throw new RangeError(`\`${duration}\` is not an ISO 8601 duration`);
  const [years, months, weeks, days, hours, minutes, seconds] = Array.from(
    { length: 7 },
    (_, index) => Number(parts[index + 1] ?? 0),
  ) as [number, number, number, number, number, number, number];

  const at = new Date(start);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + years * 12 + months);
  at.setUTCDate(Math.min(day, daysInMonth(at)));
  at.setUTCDate(at.getUTCDate() + weeks * 7 + days);
  const clock = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return new Date(at.getTime() + clock).toISOString();
}

function daysInMonth(at: Date): number {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
}
