const DAY_MS = 86_400_000;

/** A length of a chart for a value between two others. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Share of the length, 0 to 1. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From and to round numbers around all values, with about so many marks. */
export function linear(values: readonly number[], wanted: number, floor = 0): Scale {
  const least = Math.min(floor, ...values);
  const most = Math.max(floor, ...values);
  const step = roundStep((most - least || 1) / wanted);
  const from = Math.floor(least / step) * step;
  const to = Math.max(from + step, Math.ceil(most / step) * step);
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  return { from, to, at: (value) => (value - from) / (to - from), ticks };
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const [step = 10] = [1, 2, 5, 10].filter((one) => one * power >= rough);
  return Math.max(step * power, Number.EPSILON);
}

const MONTHS_APART = [1, 2, 3, 6, 12, 24] as const;

/** Days of the calendar; marks at firsts of months, or every week where the period is short. */
export function calendar(from: number, to: number, wanted: number): Scale {
  const at = (value: number) => (value - from) / Math.max(1, to - from);
  const weeks = Math.ceil((to - from) / (7 * DAY_MS));
  if (weeks <= 10) {
    const step = Math.max(1, Math.ceil((to - from) / DAY_MS / wanted)) * DAY_MS;
    const count = Math.floor((to - from) / step);
    return { from, to, at, ticks: Array.from({ length: count + 1 }, (_, n) => from + n * step) };
  }
  const months = weeks / 4.35;
  const apart = MONTHS_APART.find((one) => Math.floor(months / one) <= wanted) ?? 24;
  const ticks: number[] = [];
  const first = new Date(from);
  for (let month = Math.ceil(first.getUTCMonth() / apart) * apart; ; month += apart) {
    const tick = Date.UTC(first.getUTCFullYear(), month, 1);
    if (tick > to) return { from, to, at, ticks };
    if (tick >= from) ticks.push(tick);
  }
}

const SHORT_DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const SHORT_MONTH = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: '2-digit',
  timeZone: 'UTC',
});

export function tickDay(at: number, { from, to }: Scale): string {
  return (to - from > 70 * DAY_MS ? SHORT_MONTH : SHORT_DAY).format(at);
}
