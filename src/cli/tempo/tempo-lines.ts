import { harmless, type Style } from '../style.ts';
import { textTable } from '../text-table.ts';
import type {
  CauseItem,
  ComparisonAnswer,
  ForecastItem,
  OverviewItem,
  QueueItem,
  RuleItem,
  WaitingItem,
  WhatIfAnswer,
} from './tempo-answers.ts';

const DAY_MS = 86_400_000;
/** Where no calendar is told: eight hours. */
const WORKING_DAY_MS = 8 * 3_600_000;
const NOTHING = '–';

/** Regions beside each other, a figure a line. */
export function overviewLines(items: readonly OverviewItem[], style: Style): string[] {
  const rows: readonly (readonly [string, (item: OverviewItem) => string])[] = [
    ['requests', ({ started }) => String(started)],
    ['permits', ({ permitted }) => String(permitted)],
    ['turned down or withdrawn', ({ turned_down: down }) => String(down)],
    ['permits a week', ({ throughput }) => throughput.toFixed(1)],
    ['request to permit, half of them', ({ lead }) => days(lead?.p50)],
    ['… 85 of 100', ({ lead }) => days(lead?.p85)],
    ['… 95 of 100', ({ lead }) => days(lead?.p95)],
    [
      '… in working days, half of them',
      ({ lead_working: lead, calendar }) => days(lead?.p50, calendar.day_ms),
    ],
    ['passed at the first try', (item) => share(item.first_pass)],
    ['sent back, per permit', ({ rework }) => rework?.toFixed(2) ?? NOTHING],
    ['in hand, of the working time', (item) => share(item.flow_efficiency?.share ?? null)],
    ['turns done by their due date', (item) => share(item.on_time)],
    ['under way now', ({ under_way: open }) => String(open.cases)],
    ['… half of them for', ({ under_way: open }) => days(open.age?.p50)],
    ['request to running, half of them', (item) => days(item.delivery.lead_to_running?.p50)],
  ];
  const head = ['', ...items.map(({ region }) => region)];
  return textTable([head, ...rows.map(([name, of]) => [name, ...items.map(of)])], style);
}

export function waitingLines(by: string, items: readonly WaitingItem[], style: Style): string[] {
  return textTable(
    [
      [
        by.replaceAll('_', ' '),
        'cases',
        'turns',
        'half',
        '85 %',
        '95 %',
        'again',
        'on time',
        'working days in all',
      ],
      ...items.map(({ key, cases, elapsed, working, again, on_time: onTime }) => [
        harmless(key),
        String(cases),
        String(elapsed.n),
        days(elapsed.p50),
        days(elapsed.p85),
        days(elapsed.p95),
        share(again),
        share(onTime),
        (working.total / WORKING_DAY_MS).toFixed(0),
      ]),
    ],
    style,
  );
}

/** One sentence a cause, those that slow first. */
export function causeLines(
  items: readonly CauseItem[],
  comparedWith: string | null,
  style: Style,
): string[] {
  const known = items.filter(({ effect }) => effect !== null);
  if (known.length === 0) return ['History is too small to tell causes apart.'];
  const dearest = known.toSorted((a, b) => (b.effect?.value ?? 0) - (a.effect?.value ?? 0));
  return dearest.flatMap(({ key, cases, effect, slows, most_in: place, questions }) => {
    const [kind, name = ''] = key.split(':');
    const what = kind === 'region' ? `${name}, beside ${comparedWith ?? ''}` : name;
    const { value, low, high } = effect ?? { value: 0, low: 0, high: 0 };
    const verdict = slows ? style.yellow('slows') : style.dim('no clear effect');
    const range = `${workingDays(value)} working days (95 %: ${workingDays(low)} to ${workingDays(high)})`;
    const where =
      place && slows ? `, most of it in ${place.stage}, waiting for the ${place.waits_on}` : '';
    const [question] = questions;
    return [
      `  ${style.bold(what)}: ${verdict}, ${range}; ${cases} cases${where}`,
      ...(question && slows
        ? [style.dim(`    most often unanswered: ${question.title} (${question.cases})`)]
        : []),
    ];
  });
}

export function ruleLines(items: readonly RuleItem[], style: Style): string[] {
  return textTable(
    [
      ['rule', 'cases', 'working days a case', 'in all', 'changed something'],
      ...items.map(({ rule, cases, share_ms: all, median_share_ms: each, changed }) => [
        rule,
        String(cases),
        (each / WORKING_DAY_MS).toFixed(1),
        (all / WORKING_DAY_MS).toFixed(0),
        share(changed.share),
      ]),
    ],
    style,
  );
}

export function queueLines(
  items: readonly QueueItem[],
  constraint: string | null,
  style: Style,
): string[] {
  const table = textTable(
    [
      ['waits for', 'queue', 'open now', 'in a week', 'out a week', 'people', 'half wait'],
      ...items.map(({ role, length, open_now: open, arrivals, done, people, wait }) => [
        role.replaceAll('_', ' '),
        length.toFixed(1),
        String(open),
        arrivals.toFixed(1),
        done.toFixed(1),
        String(people),
        days(wait?.p50, WORKING_DAY_MS),
      ]),
    ],
    style,
  );
  const said =
    constraint === null
      ? []
      : [
          '',
          `The constraint is the ${style.bold(constraint.replaceAll('_', ' '))}: shorten that queue first.`,
        ];
  return [...table, ...said];
}

export function forecastLines(
  items: readonly ForecastItem[],
  fewest: number,
  style: Style,
): string[] {
  return items.flatMap(({ region, calibration, cases }) => [
    style.bold(region),
    ...(cases.length === 0 ? ['  nothing is under way'] : []),
    ...cases.map(({ case_id: id, stage, similar, by }) =>
      by
        ? `  ${id}  in ${stage}: half by ${day(by.p50)}, 80 % by ${day(by.p80)}, 95 % by ${day(by.p95)} (${similar} similar cases)`
        : `  ${id}  in ${stage}: history is too small, ${similar} similar cases of ${fewest} needed`,
    ),
    style.dim(
      calibration
        ? `  such forecasts, held against ${calibration.forecasts} known outcomes: 50 % came true ${share(calibration.within.p50)}, 80 % ${share(calibration.within.p80)}, 95 % ${share(calibration.within.p95)}`
        : '  too little has been finished to say how well such forecasts come true',
    ),
  ]);
}

export function whatIfLines({ result }: WhatIfAnswer, style: Style): string[] {
  if (!result) return ['History is too small: eight permits in the period are needed.'];
  const { cases, before, after, saved_mean: mean } = result;
  return [
    `Of ${cases} cases, half would have taken ${style.bold(days(after.p50))} instead of ${days(before.p50)}, 85 of 100 ${days(after.p85)} instead of ${days(before.p85)}.`,
    `A case would have been quicker by ${days(mean.value)} on average (95 %: ${days(mean.low)} to ${days(mean.high)}).`,
    style.dim(
      'Work of others side by side goes on as it did, so this is rather too little than too much.',
    ),
  ];
}

const MEASURES: Readonly<Record<string, string>> = {
  lead: 'request to permit',
  lead_working: '… in working days',
  rework: 'sent back, per permit',
  waiting_team: 'waiting for the team, working days',
  waiting_others: 'waiting for others, working days',
};

function told(measure: string, value: number | null | undefined): string {
  if (measure === 'rework') return value?.toFixed(2) ?? NOTHING;
  return days(value ?? undefined, measure === 'lead' ? DAY_MS : WORKING_DAY_MS);
}

export function comparisonLines({ a, b, items }: ComparisonAnswer, style: Style): string[] {
  return textTable(
    [
      ['half of the cases', a, b, 'difference', '95 %', ''],
      ...items.map(({ measure, a: x, b: y, difference, differs }) => [
        MEASURES[measure] ?? measure,
        told(measure, x),
        told(measure, y),
        told(measure, difference?.value),
        difference
          ? `${told(measure, difference.low)} to ${told(measure, difference.high)}`
          : NOTHING,
        difference ? (differs ? 'differs' : 'no clear difference') : 'too few cases',
      ]),
    ],
    style,
  );
}

/** `3.5 d` */
function days(ms: number | undefined, dayMs = DAY_MS): string {
  return ms === undefined ? NOTHING : `${(ms / dayMs).toFixed(1)} d`;
}

function workingDays(ms: number): string {
  return (ms / WORKING_DAY_MS).toFixed(1);
}

function share(of: number | null): string {
  return of === null ? NOTHING : `${(of * 100).toFixed(0)} %`;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
