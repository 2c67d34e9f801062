/** What each chart shows, in a sentence that is worked out from what it shows. */
import type {
  Causes,
  Comparison,
  Flow,
  Forecasts,
  Queues,
  RegionTempo,
  RuleCost,
  WaitingRow,
  WhatIf,
} from '../../api/tempo-types.ts';
import { counted, plain, regionName } from '../../parts/words.ts';
import { causeName, roleName, waitsOnName } from './names.ts';
import { days, number, share, workingDays } from './units.ts';

export function sayGlance(items: readonly RegionTempo[]): string {
  const known = items
    .flatMap(({ region, lead }) => (lead === null ? [] : [{ name: regionName(region), ...lead }]))
    .toSorted((a, b) => b.p50 - a.p50);
  const [slow, ...others] = known;
  const quick = others.at(-1);
  if (slow === undefined)
    return 'No case got its permit in this period: nothing can be said of its length yet.';
  const half = `Half of the cases of ${slow.name} had their permit within ${days(slow.p50)}`;
  if (quick === undefined) return `${half}, 85 of 100 within ${days(slow.p85)}.`;
  if (slow.p50 === quick.p50) return `${half}, as those of ${quick.name} did.`;
  return `${half}, those of ${quick.name} within ${days(quick.p50)}: ${times(slow.p50, quick.p50)} as long.`;
}

function times(more: number, less: number): string {
  return less === 0 ? 'many times' : `${number(more / less)} times`;
}

export function sayComparison({ a, b, items }: Comparison): string {
  const [nameA, nameB] = [regionName(a), regionName(b)];
  if (items.every(({ difference }) => difference === null))
    return `Too few permits to compare ${nameA} with ${nameB}: five on each side are needed.`;
  const lead = items.find(({ measure }) => measure === 'lead');
  const differing = items.filter(({ differs }) => differs).length;
  const more = lead?.difference?.value ?? 0;
  const verdict =
    lead?.differs === true
      ? `From request to permit, ${nameA} takes ${days(Math.abs(more))} ${more > 0 ? 'longer' : 'less'} than ${nameB}`
      : `Between ${nameA} and ${nameB} there is no clear difference from request to permit`;
  return `${verdict}; ${differing} of ${counted(items.length, 'measure')} differ beyond chance.`;
}

export function sayDelivery(items: readonly RegionTempo[]): string {
  const running = items.filter(({ delivery }) => delivery.lead_to_running !== null);
  if (running.length === 0) return 'Nothing was deployed in this period.';
  const parts = running.map(
    ({ region, delivery }) =>
      `${regionName(region)} ${number(delivery.frequency)} a week, half of them ${days(delivery.lead_to_running?.p50)} after the request`,
  );
  return `Models go into use in ${parts.join('; in ')}.`;
}

export function sayFlow(points: Flow['points']): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.requested === 0)
    return 'Nothing was asked for until the end of this period.';
  const open = (point: typeof first) => point.requested - point.permitted - point.turned_down;
  const [before, after] = [open(first), open(last)];
  const change =
    before === after
      ? `stayed at ${after}`
      : `${after > before ? 'grew' : 'fell'} from ${before} to ${after}`;
  return `In this period ${counted(last.requested - first.requested, 'case')} came in, ${last.permitted - first.permitted} got a permit and ${last.turned_down - first.turned_down} ended without one; work in progress ${change}.`;
}

export interface LeadLines {
  readonly p50: number;
  readonly p85: number;
  readonly p95: number;
}

export function sayFinished(finished: Flow['finished'], lines: LeadLines | null): string {
  if (lines === null) return 'No case got its permit in this period.';
  const back = finished.filter(({ rework }) => rework > 0).length;
  return `Of ${counted(finished.length, 'case')}, half took at most ${days(lines.p50)}, 85 of 100 at most ${days(lines.p85)} and 95 of 100 at most ${days(lines.p95)}; ${share(back / finished.length)} were sent back at least once.`;
}

export function sayAgeing(ageing: Flow['ageing']): string {
  const [oldest] = ageing;
  if (oldest === undefined) return 'No case is under way.';
  const late = ageing.filter(({ older_than: than }) => (than ?? 0) >= 0.85).length;
  const verb = ageing.length === 1 ? 'is' : 'are';
  return `${counted(ageing.length, 'case')} ${verb} under way; ${late} of them for longer than 85 of 100 permitted cases took. The oldest, ${oldest.model}, is ${days(oldest.age_ms)} old.`;
}

export function sayWaiting(items: readonly WaitingRow[], nameOf: (key: string) => string): string {
  const total = items.reduce((sum, { working }) => sum + working.total, 0);
  const [first] = items;
  if (first === undefined || total === 0) return 'No turn of anybody ended in this period.';
  return `Most working time goes to ${nameOf(first.key)}: ${share(first.working.total / total)} of all (${workingDays(first.working.total)} in ${counted(first.cases, 'case')}), half of its turns within ${workingDays(first.working.p50)}.`;
}

export function sayRework(items: Flow['rework']): string {
  const [sent, decided] = items.reduce(
    ([x, y], one) => [x + one.sent_back, y + one.decided],
    [0, 0],
  );
  const [first] = items;
  if (first === undefined || decided === 0) return 'Nothing was decided in this period.';
  if (sent === 0) return `None of ${counted(decided, 'decision')} sent the work back.`;
  return `${share(sent / decided)} of ${counted(decided, 'decision')} sent the work back, most often ${plain(first.stage)} by the ${roleName(first.role)}: ${first.sent_back} of ${first.decided}.`;
}

export function sayQueues({ constraint, items }: Queues): string {
  const queue = items.find(({ role }) => role === constraint);
  if (queue === undefined) return 'No queue of people of the house formed in this period.';
  return `The constraint is the ${roleName(queue.role)}: ${number(queue.length)} turns wait there at a time, half of them for at least ${workingDays(queue.wait?.p50)}. Shorten this queue first; what is won elsewhere waits here.`;
}

/** More names than these make no sentence. */
const MOST_NAMED = 3;

export function sayCauses({ compared_with: compared, items }: Causes): string {
  const known = items.filter(({ effect }) => effect !== null);
  if (known.length === 0)
    return 'History is too small to tell causes apart: eight decided cases with a cause, and eight without, are needed.';
  const slow = known
    .filter(({ slows }) => slows)
    .toSorted((a, b) => (b.effect?.value ?? 0) - (a.effect?.value ?? 0));
  const [first] = slow;
  if (first === undefined)
    return `None of ${counted(known.length, 'possible cause')} has a clear effect.`;
  const where =
    first.most_in === null
      ? ''
      : `, most of it in ${plain(first.most_in.stage).toLowerCase()} while it waits for ${waitsOnName(first.most_in.waits_on)}`;
  const named = slow
    .slice(0, MOST_NAMED)
    .map(({ key, effect }) => `${causeName(key, compared)} (${workingDays(effect?.value)})`);
  return `${counted(slow.length, 'cause')} of ${known.length} clearly ${slow.length === 1 ? 'slows' : 'slow'} cases down: ${named.join(', ')}${slow.length > MOST_NAMED ? ' and others' : ''}. The dearest is ${causeName(first.key, compared)}${where}.`;
}

export function sayRules(items: readonly RuleCost[]): string {
  const total = items.reduce((sum, one) => sum + one.share_ms, 0);
  const [first] = items;
  if (first === undefined || total === 0) return 'No rule made anybody wait in this period.';
  const idle = items.filter(({ changed }) => changed.share === 0).length;
  const none =
    idle === 0
      ? 'Every one of them changed some outcome.'
      : `${idle} of ${items.length} rules never changed an outcome.`;
  return `“${first.title}” costs most: ${share(first.share_ms / total)} of all waiting that rules ask for, ${workingDays(first.median_share_ms)} in half of its cases; it changed the outcome in ${share(first.changed.share)}. ${none}`;
}

export function sayForecasts({ fewest, items }: Forecasts): string {
  const cases = items.flatMap((one) => one.cases);
  const known = cases.filter(({ by }) => by !== null);
  if (cases.length === 0) return 'No case is under way: there is nothing to forecast.';
  if (known.length === 0)
    return `History is too small for a forecast: each rests on at least ${fewest} similar cases.`;
  const rest = cases.length - known.length;
  const without = rest === 0 ? '' : ` For ${counted(rest, 'case')} history is too small.`;
  return `When ${counted(known.length, 'open case')} will have a permit, by how similar cases went on from the same stage.${without}`;
}

export function sayCalibration({ items }: Forecasts): string {
  const known = items.flatMap(({ calibration }) => calibration ?? []);
  const count = known.reduce((sum, { forecasts }) => sum + forecasts, 0);
  if (count === 0) return 'Too little has been finished to say how well such forecasts come true.';
  const of = (name: 'p50' | 'p80' | 'p95') =>
    share(known.reduce((sum, { forecasts, within }) => sum + forecasts * within[name], 0) / count);
  return `Held against ${count} outcomes that are known: what was said with 50 % came true in ${of('p50')}, with 80 % in ${of('p80')}, with 95 % in ${of('p95')}.`;
}

export function sayWhatIf(
  results: readonly { readonly name: string; readonly result: WhatIf['result'] }[],
): string {
  const known = results
    .flatMap(({ name, result }) => (result === null ? [] : [{ name, ...result }]))
    .toSorted((a, b) => b.saved_mean.value - a.saved_mean.value);
  const [best] = known;
  if (best === undefined) return 'History is too small: eight permits in the period are needed.';
  if (best.saved_mean.value <= 0) return 'None of these changes would have made the cases quicker.';
  return `Most would be saved by this: ${best.name}. A case would have been quicker by ${days(best.saved_mean.value)} on average (95 %: ${days(best.saved_mean.low)} to ${days(best.saved_mean.high)}), half of them done in ${days(best.after.p50)} instead of ${days(best.before.p50)}.`;
}
