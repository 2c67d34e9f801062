import { DateTime } from 'luxon';

/** One holiday as `policies/calendars.yaml` writes it. */
export interface Holiday {
  readonly name: string;
  /** `MM-DD` */
  readonly on?: string;
  /** Kept on the next working Monday when it falls on a weekend. */
  readonly monday?: boolean;
  /** 1 to 12, with `weekday` (1 Monday to 7 Sunday) and `nth` (from the end when negative). */
  readonly month?: number;
  readonly weekday?: number;
  readonly nth?: number;
  /** Days from Easter Sunday. */
  readonly easter?: number;
}

/**
 * The days of a year that these holidays take, ISO dates; pure.
 *
 * Two that are moved to one Monday take the Monday and the Tuesday, as Christmas and the day after it do.
 */
export function holidaysOf(year: number, holidays: readonly Holiday[]): ReadonlySet<string> {
  const days = new Set<string>();
  for (const holiday of holidays) days.add(dayIn(year, holiday, days));
  return days;
}

function dayIn(year: number, holiday: Holiday, taken: ReadonlySet<string>): string {
  const { on, easter, month = 1, weekday = 1, nth = 1, monday } = holiday;
  if (on !== undefined) {
    return keptOn(DateTime.fromISO(`${year}-${on}`, { zone: 'utc' }), monday === true, taken);
  }
  if (easter !== undefined) return isoDay(easterSunday(year).plus({ days: easter }));
  return isoDay(nthWeekday({ year, month, weekday, nth }));
}

function keptOn(day: DateTime, monday: boolean, taken: ReadonlySet<string>): string {
  if (!monday || day.weekday <= 5) return isoDay(day);
  let kept = day.plus({ days: 8 - day.weekday });
  while (taken.has(isoDay(kept))) kept = kept.plus({ days: 1 });
  return isoDay(kept);
}

function nthWeekday(of: {
  readonly year: number;
  readonly month: number;
  readonly weekday: number;
  readonly nth: number;
}): DateTime {
  const first = DateTime.utc(of.year, of.month, 1);
  if (of.nth > 0) {
    const ahead = (of.weekday - first.weekday + 7) % 7;
    return first.plus({ days: ahead + (of.nth - 1) * 7 });
  }
  const last = first.endOf('month').startOf('day');
  const back = (last.weekday - of.weekday + 7) % 7;
  return last.minus({ days: back + (-of.nth - 1) * 7 });
}

/** Western Easter by the anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
function easterSunday(year: number): DateTime {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((century + 8) / 25);
  const g = Math.floor((century - f + 1) / 3);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return DateTime.utc(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function isoDay(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}
