import type { Period } from './measure/case-data.ts';

const PERIOD = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;
const DAY_MS = 86_400_000;

/** The period that `2025-01-01..2025-12-31` tells, its last day included; null when the text tells none. */
export function toldPeriod(text: string): Period | null {
  const [, first = '', last = ''] = PERIOD.exec(text) ?? [];
  const [from, to] = [Date.parse(first), Date.parse(last) + DAY_MS];
  return from < to ? { from, to } : null;
}
