const DAY_MS = 86_400_000;
/** Where no calendar is told: eight hours. */
const WORKING_DAY_MS = 28_800_000;
export const NOTHING = '–';

type Maybe = number | null | undefined;

/** Elapsed days as a number for charts and files. */
export function inDays(ms: number): number {
  return round(ms / DAY_MS);
}

/** Days of eight working hours. */
export function inWorkingDays(ms: number): number {
  return round(ms / WORKING_DAY_MS);
}

/** `3.5 days` */
export function days(ms: Maybe): string {
  return isKnown(ms) ? `${number(ms / DAY_MS)} days` : NOTHING;
}

/** `3.5 working days` */
export function workingDays(ms: Maybe): string {
  return isKnown(ms) ? `${number(ms / WORKING_DAY_MS)} working days` : NOTHING;
}

/** `3.5 d` */
export function shortDays(ms: Maybe): string {
  return isKnown(ms) ? `${number(ms / DAY_MS)} d` : NOTHING;
}

export function shortWorkingDays(ms: Maybe): string {
  return isKnown(ms) ? `${number(ms / WORKING_DAY_MS)} wd` : NOTHING;
}

/** `41 %` */
export function share(of: Maybe): string {
  return isKnown(of) ? `${Math.round(of * 100)} %` : NOTHING;
}

/** One digit behind the point below a hundred, none above. */
export function number(value: number): string {
  const digits = Math.abs(value) < 99.95 ? 1 : 0;
  return value
    .toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace('-', '−');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function isKnown(value: Maybe): value is number {
  return value !== null && value !== undefined;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

export function dayOf(at: string): string {
  return DAY.format(new Date(at));
}
