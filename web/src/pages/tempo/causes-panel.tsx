import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { causesQuery, rulesQuery } from '../../api/tempo.ts';
import type { Causes, RuleCost, TempoAsked } from '../../api/tempo-types.ts';
import { Bars } from '../../charts/bars.tsx';
import type { Bar } from '../../charts/bars.tsx';
import type { Column } from '../../charts/column.ts';
import { Figure } from '../../charts/figure.tsx';
import { Legend } from '../../charts/legend.tsx';
import { Asked } from '../../parts/asked.tsx';
import { plain } from '../../parts/words.ts';
import { causeName, waitsOnName } from './names.ts';
import { sayCauses, sayRules } from './sentences.ts';
import { NOTHING, inWorkingDays, number, share, workingDays } from './units.ts';

interface PanelProps {
  readonly asked: TempoAsked;
}

/** What slows, other things being equal, and what each rule costs. */
export function CausesPanel({ asked }: PanelProps): ReactNode {
  const causes = useQuery(causesQuery(asked));
  const rules = useQuery(rulesQuery(asked));
  return (
    <Stack gap="md">
      <Asked query={causes} rows={3}>
        {(data) => <CausesFigure data={data} />}
      </Asked>
      <Asked query={rules} rows={3}>
        {({ items }) => <RulesFigure items={items} />}
      </Asked>
    </Stack>
  );
}

type Cause = Causes['items'][number];

function CausesFigure({ data }: { readonly data: Causes }): ReactNode {
  const { items, compared_with: compared } = data;
  const says = sayCauses(data);
  const known = items
    .filter(({ effect }) => effect !== null)
    .toSorted((a, b) => (b.effect?.value ?? 0) - (a.effect?.value ?? 0));
  const columns: readonly Column<Cause>[] = [
    { head: 'Cause', tell: ({ key }) => causeName(key, compared), raw: ({ key }) => key },
    { head: 'Cases', tell: ({ cases }) => String(cases), isNumber: true },
    { head: 'Others', tell: ({ others }) => String(others), isNumber: true },
    effectColumn('Adds, working days', 'value'),
    effectColumn('95 % from', 'low'),
    effectColumn('to', 'high'),
    {
      head: 'Most of it in',
      tell: ({ most_in: place }) =>
        place === null
          ? NOTHING
          : `${plain(place.stage)}, waiting for ${waitsOnName(place.waits_on)}`,
    },
    { head: 'Most often unanswered', tell: ({ questions }) => questions[0]?.title ?? NOTHING },
  ];
  return (
    <Figure
      title="What slows cases down"
      says={says}
      columns={columns}
      rows={known}
      file="tempo-causes"
      note="Working days that a cause adds to the way, other causes being equal, with its 95 % interval. It says what goes together in this history; an experiment it is not."
    >
      <Bars label={says} items={known.map((one) => barOf(one, compared))} />
    </Figure>
  );
}

function barOf({ key, cases, effect, slows, questions }: Cause, compared: string | null): Bar {
  const { value, low, high } = effect ?? { value: 0, low: 0, high: 0 };
  return {
    key,
    name: causeName(key, compared),
    note: noteOf(cases, slows, questions[0]?.title),
    value: inWorkingDays(value),
    low: inWorkingDays(low),
    high: inWorkingDays(high),
    told: signed(inWorkingDays(value)),
    color: slows ? 'var(--chart-2)' : 'var(--flow-1)',
  };
}

function effectColumn(head: string, of: 'value' | 'low' | 'high'): Column<Cause> {
  return {
    head,
    tell: ({ effect }) => (effect === null ? NOTHING : signed(inWorkingDays(effect[of]))),
    raw: ({ effect }) => (effect === null ? null : inWorkingDays(effect[of])),
    isNumber: true,
  };
}

function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : number(value);
}

function noteOf(cases: number, slows: boolean, question: string | undefined): string {
  if (!slows) return `${cases} cases, no clear effect`;
  return question === undefined ? `${cases} cases` : `${cases} cases; most often open: ${question}`;
}

const RULE_COLUMNS: readonly Column<RuleCost>[] = [
  { head: 'Title', tell: ({ title }) => title },
  { head: 'Rule', tell: ({ rule }) => rule },
  { head: 'Instrument', tell: ({ instrument }) => instrument },
  { head: 'Cases', tell: ({ cases }) => String(cases), isNumber: true },
  {
    head: 'Half of its cases',
    tell: ({ median_share_ms: ms }) => workingDays(ms),
    raw: ({ median_share_ms: ms }) => inWorkingDays(ms),
    isNumber: true,
  },
  {
    head: 'In all',
    tell: ({ share_ms: ms }) => workingDays(ms),
    raw: ({ share_ms: ms }) => inWorkingDays(ms),
    isNumber: true,
  },
  {
    head: 'Facts amended',
    tell: ({ changed }) => String(changed.amended),
    isNumber: true,
  },
  { head: 'Waived', tell: ({ changed }) => String(changed.waived), isNumber: true },
  { head: 'Stood in the way', tell: ({ changed }) => String(changed.blocked), isNumber: true },
  {
    head: 'Changed the outcome',
    tell: ({ changed }) => share(changed.share),
    raw: ({ changed }) => changed.share,
    isNumber: true,
  },
];

const MOST_RULES = 12;

function RulesFigure({ items }: { readonly items: readonly RuleCost[] }): ReactNode {
  const says = sayRules(items);
  return (
    <Figure
      title="What each rule costs, and what it changes"
      says={says}
      columns={RULE_COLUMNS}
      rows={items}
      file="tempo-rules"
      note={`Working days of the turns it asked for, each divided among the rules that asked for the same. A rule that costs much and changes little is one to ask for its evidence earlier. ${items.length > MOST_RULES ? `The ${MOST_RULES} dearest; the table has all ${items.length}.` : ''}`}
    >
      <Legend
        items={[
          { label: 'Changed an outcome', color: 'var(--chart-1)' },
          { label: 'Never did', color: 'var(--chart-2)' },
        ]}
      />
      <Bars
        label={says}
        items={items.slice(0, MOST_RULES).map(({ rule, title, cases, share_ms: ms, changed }) => ({
          key: rule,
          name: title === '' ? rule : title,
          note: `${cases} cases, changed the outcome in ${share(changed.share)}`,
          value: inWorkingDays(ms),
          told: number(inWorkingDays(ms)),
          color: changed.share === 0 ? 'var(--chart-2)' : 'var(--chart-1)',
        }))}
      />
    </Figure>
  );
}
