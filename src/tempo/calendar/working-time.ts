import { DateTime } from 'luxon';
import { type Holiday, holidaysOf } from './holidays.ts';

/** When the people of a region work. */
export interface Calendar {
  readonly region: string;
  readonly title: string;
  /** IANA name: `Europe/Brussels`. */
  readonly zone: string;
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
  /** `09:00`, local. */
  readonly from: string;
  readonly until: string;
  readonly holidays: readonly Holiday[];
}

/** A working day, in milliseconds since 1970: `before` is all working time of the year up to its opening. */
interface WorkingDay {
  readonly opens: number;
  readonly closes: number;
  readonly before: number;
}

interface WorkingYear {
  readonly begins: number;
  readonly days: readonly WorkingDay[];
  readonly total: number;
}

/**
 * Counts working time by a calendar.
 *
 * A year is worked out once, when first asked for; after that a question costs two binary searches. Days on which the
 * clocks change are as long as they are in the zone.
 */
export class WorkingTime {
  readonly #years = new Map<number, WorkingYear>();

  constructor(readonly calendar: Calendar) {}

  /** Working milliseconds from one instant to another (milliseconds since 1970); 0 when `to` is not after `from`. */
  between(from: number, to: number): number {
    if (!(to > from)) return 0;
    const first = this.#yearOf(from);
    const last = this.#yearOf(to);
    let sum = this.#sinceNewYear(last, to) - this.#sinceNewYear(first, from);
    for (let year = first; year < last; year += 1) sum += this.#year(year).total;
    return sum;
  }

  /** The instant by which so many working milliseconds have passed since `from`; `from` itself when none. */
  after(from: number, workingMs: number): number {
    if (!(workingMs > 0)) return from;
    let year = this.#yearOf(from);
    let wanted = this.#sinceNewYear(year, from) + workingMs;
    for (let of = this.#year(year); wanted > of.total; of = this.#year(year)) {
      if (of.total === 0 && this.#year(year + 1).total === 0) throw new RangeError(NEVER_OPEN);
      wanted -= of.total;
      year += 1;
    }
    const { days } = this.#year(year);
    let low = 0;
    let high = days.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((days[middle]?.before ?? Infinity) < wanted) low = middle;
      else high = middle - 1;
    }
    const day = days[low];
    return day ? day.opens + wanted - day.before : from;
  }

  /**
   * When, in working hours, so much working time has passed since an instant; milliseconds since 1970.
   *
   * With none to pass it is the instant itself, or when work is next taken up; a full day after an opening is the next
   * opening, not the same day's end.
   */
  atWorkAfter(from: number, workingMs: number): number {
    return this.after(from, workingMs + 1) - 1;
  }

  /** Working hours of a usual day, in milliseconds. */
  get dayMs(): number {
    return minutesOf(this.calendar.until) * 60_000 - minutesOf(this.calendar.from) * 60_000;
  }

  #yearOf(at: number): number {
    const year = new Date(at).getUTCFullYear();
    // Near a turn of the year the zone may be in another year than UTC.
    if (at < this.#year(year).begins) return year - 1;
    return at >= this.#year(year + 1).begins ? year + 1 : year;
  }

  #sinceNewYear(year: number, at: number): number {
    const { days } = this.#year(year);
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle]?.opens ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    const day = days[low - 1];
    return day ? day.before + Math.min(at, day.closes) - day.opens : 0;
  }

  #year(year: number): WorkingYear {
    const known = this.#years.get(year);
    if (known) return known;
    const made = workingYear(this.calendar, year);
    this.#years.set(year, made);
    return made;
  }
}

const NEVER_OPEN = 'a calendar without a working day: nothing is ever done by it';

function workingYear(calendar: Calendar, year: number): WorkingYear {
  const off = holidaysOf(year, calendar.holidays);
  const start = DateTime.fromObject({ year }, { zone: calendar.zone });
  const days: WorkingDay[] = [];
  let before = 0;
  for (let day = start; day.year === year; day = day.plus({ days: 1 })) {
    if (!calendar.days.includes(day.weekday) || off.has(day.toFormat('yyyy-MM-dd'))) continue;
    const opens = momentOf(day, calendar.from);
    const closes = momentOf(day, calendar.until);
    days.push({ opens, closes, before });
    before += closes - opens;
  }
  return { begins: start.toMillis(), days, total: before };
}

function momentOf(day: DateTime, time: string): number {
  const minutes = minutesOf(time);
  return day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 }).toMillis();
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
