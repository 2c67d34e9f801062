import { IANAZone } from 'luxon';
import { join } from 'node:path';
import { checked } from '../../policy/load-reference.ts';
import { shippedPolicies } from '../../policy/load.ts';
import { PolicyLoadError } from '../../policy/policy.errors.ts';
import {
  BOOL,
  DATE,
  INT,
  list,
  match,
  object,
  type Shape,
  TEXT,
  word,
} from '../../policy/shape.ts';
import { YamlSource } from '../../policy/yaml-source.ts';
import type { Holiday } from './holidays.ts';
import type { Calendar } from './working-time.ts';

const FILE = 'calendars.yaml';
const TIME = match('time such as `09:00`', /^([01]\d|2[0-3]):[0-5]\d$/u);

const CALENDARS: Shape = object({
  version: TEXT,
  lastReviewed: DATE,
  level: word('verification level', ['memory', 'secondary_2026', 'primary_2026']),
  calendars: list(
    object({
      region: match('region such as `eu`', /^[a-z][a-z0-9-]{0,62}$/u),
      title: TEXT,
      zone: TEXT,
      days: list(INT),
      from: TIME,
      until: TIME,
      holidays: list(
        object({
          name: TEXT,
          'on?': match('day such as `12-25`', /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u),
          'monday?': BOOL,
          'month?': INT,
          'weekday?': INT,
          'nth?': INT,
          'easter?': INT,
        }),
      ),
    }),
  ),
});

/**
 * The calendars of all regions, by region.
 *
 * @throws {PolicyLoadError} the file is not sound: every mistake with its line
 */
export function loadCalendars(policies: string = shippedPolicies()): ReadonlyMap<string, Calendar> {
  const source = YamlSource.read(join(policies, FILE), FILE);
  const file = checked<{ readonly calendars: readonly Calendar[] }>(source, CALENDARS);
  if (file) check(source, file.calendars);
  if (source.problems.length > 0 || !file) throw new PolicyLoadError(source.problems);
  return new Map(file.calendars.map((calendar) => [calendar.region, calendar]));
}

/** Counts where a region has no calendar of its own. */
const EVERY_WEEKDAY: Omit<Calendar, 'region'> = {
  title: 'Monday to Friday, UTC',
  zone: 'utc',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  until: '17:00',
  holidays: [],
};

/** A region's calendar; Monday to Friday, 9 to 17, UTC, where it has none. */
export function calendarOf(calendars: ReadonlyMap<string, Calendar>, region: string): Calendar {
  return calendars.get(region) ?? { ...EVERY_WEEKDAY, region };
}

function check(source: YamlSource, calendars: readonly Calendar[]): void {
  for (const [index, calendar] of calendars.entries()) {
    const here = ['calendars', index] as const;
    const { region, zone, days, from, until, holidays } = calendar;
    if (calendars.findIndex((other) => other.region === region) < index)
      source.report([...here, 'region'], `region \`${region}\` is there twice`);
    if (!IANAZone.isValidZone(zone))
      source.report([...here, 'zone'], `\`${zone}\` is no time zone`);
    if (days.length === 0 || days.some((day) => day < 1 || day > 7))
      source.report(
        [...here, 'days'],
        'days go from 1, Monday, to 7, Sunday; at least one is needed',
      );
    if (until <= from)
      source.report([...here, 'until'], `the day ends at ${until}, before it begins`);
    for (const [at, holiday] of holidays.entries()) {
      const fault = faultOf(holiday);
      if (fault !== null) source.report([...here, 'holidays', at], fault);
    }
  }
}

function faultOf({ on, easter, month, weekday, nth }: Holiday): string | null {
  const inMonth = [month, weekday, nth].filter((part) => part !== undefined);
  const ways = [on, easter, inMonth[0]].filter((way) => way !== undefined);
  if (ways.length !== 1)
    return 'a holiday stands either `on` a day, or at `month`, `weekday` and `nth`, or `easter` days from Easter';
  if (inMonth.length === 0) return null;
  const sound = isFrom(1, 12, month) && isFrom(1, 7, weekday) && isFrom(1, 5, Math.abs(nth ?? 0));
  return sound
    ? null
    : '`month` goes from 1 to 12, `weekday` from 1 to 7, `nth` from 1 to 5 or -1 to -5';
}

function isFrom(least: number, most: number, value = 0): boolean {
  return value >= least && value <= most;
}
