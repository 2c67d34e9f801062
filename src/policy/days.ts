/** Derived facts that count days from or to the day asked for, version 1. Pure: the day is given, not read. */
import { elementsOf, member, settle } from './cel/refs.ts';
import { type Ref, Unknown, unique } from './cel/truth.ts';
import type { Facts } from './policy.types.ts';

const DAY_MS = 86_400_000;

/** `derived.days_until_needed`, `derived.data_age_days` and `derived.tool_audit_age_days`, by their last part. */
export function dayCounts(facts: Facts, asOf: string): Readonly<Record<string, unknown>> {
  const root: Ref = { value: facts, path: '' };
  const neededBy = member(member(root, 'purpose'), 'needed_by');
  const datasets = member(member(root, 'data'), 'datasets');
  return {
    days_until_needed: negated(longestSince([neededBy], asOf)),
    data_age_days: oldest(datasets, asOf, (item) => member(member(item, 'quality'), 'freshness')),
    tool_audit_age_days: oldest(member(root, 'tools'), asOf, (item) => member(item, 'last_audit')),
  };
}

/** Days since the earliest date in a list; nothing in an empty list has aged. */
function oldest(list: Ref, asOf: string, date: (item: Ref) => Ref): number | Unknown {
  const read = elementsOf(list);
  if ('facts' in read) return new Unknown(read.facts);
  const { elements } = read;
  return longestSince(
    elements.map(({ ref }) => date(ref)),
    asOf,
  );
}

function longestSince(dates: readonly Ref[], asOf: string): number | Unknown {
  const settled = dates.map(settle);
  const open = settled.flatMap((date) => (date.known ? [] : date.facts));
  if (open.length > 0) return new Unknown(unique(open));
  const days = settled.map((date) => (date.known ? daysBetween(String(date.value), asOf) : 0));
  return days.length === 0 ? 0 : Math.max(...days);
}

function negated(days: number | Unknown): number | Unknown {
  return days instanceof Unknown ? days : 0 - days;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
