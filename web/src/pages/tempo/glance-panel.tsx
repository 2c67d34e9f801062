import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { comparisonQuery, overviewQuery } from '../../api/tempo.ts';
import type { Comparison, RegionTempo, TempoAsked } from '../../api/tempo-types.ts';
import { Bars } from '../../charts/bars.tsx';
import type { Column } from '../../charts/column.ts';
import { Figure } from '../../charts/figure.tsx';
import { SERIES_COLORS } from '../../charts/series.ts';
import { Asked } from '../../parts/asked.tsx';
import { regionName } from '../../parts/words.ts';
import { sayComparison, sayDelivery, sayGlance } from './sentences.ts';
import {
  NOTHING,
  days,
  inDays,
  number,
  share,
  shortDays,
  shortWorkingDays,
  workingDays,
} from './units.ts';

interface PanelProps {
  readonly asked: TempoAsked;
}

/** Regions beside each other: how long, how sure, how much. */
export function GlancePanel({ asked }: PanelProps): ReactNode {
  const overview = useQuery(overviewQuery(asked));
  return (
    <Asked query={overview}>
      {({ items }) => (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: Math.min(2, items.length) }}>
            {items.map((item) => (
              <RegionCard key={item.region} item={item} />
            ))}
          </SimpleGrid>
          <LeadFigure items={items} />
          {items[0] !== undefined && items[1] !== undefined && (
            <ComparisonFigure asked={asked} a={items[0].region} b={items[1].region} />
          )}
          <DeliveryFigure items={items} />
        </Stack>
      )}
    </Asked>
  );
}

function RegionCard({ item }: { readonly item: RegionTempo }): ReactNode {
  const { region, lead, lead_working: working, calendar } = item;
  return (
    <Paper component="section" p="lg" aria-label={regionName(region)}>
      <Title order={2} size="h4">
        {regionName(region)}
      </Title>
      {lead === null ? (
        <Text mt="xs" c="dimmed">
          No permit in this period.
        </Text>
      ) : (
        <>
          <Text className="headline">{days(lead.p50)}</Text>
          <Text size="sm" c="dimmed">
            from request to permit, half of {lead.n}; {workingDays(working?.p50)} ({calendar.title})
          </Text>
        </>
      )}
      <dl className="stats">
        {STATS.map(({ name, tell }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{tell(item)}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}

const STATS: readonly { readonly name: string; readonly tell: (item: RegionTempo) => string }[] = [
  { name: 'Permits', tell: ({ permitted }) => String(permitted) },
  { name: 'Permits a week', tell: ({ throughput }) => number(throughput) },
  { name: 'Under way', tell: ({ under_way: open }) => String(open.cases) },
  { name: 'Passed at the first try', tell: ({ first_pass: first }) => share(first) },
  { name: 'Done by the due date', tell: ({ on_time: onTime }) => share(onTime) },
  {
    name: 'In hand, of the working time',
    tell: ({ flow_efficiency: flow }) => share(flow?.share),
  },
];

const LEAD_COLUMNS: readonly Column<RegionTempo>[] = [
  { head: 'Region', tell: ({ region }) => regionName(region), raw: ({ region }) => region },
  { head: 'Requests', tell: ({ started }) => String(started), isNumber: true },
  { head: 'Permits', tell: ({ permitted }) => String(permitted), isNumber: true },
  { head: 'Ended without', tell: ({ turned_down: down }) => String(down), isNumber: true },
  daysColumn('Half, days', ({ lead }) => lead?.p50),
  daysColumn('85 %, days', ({ lead }) => lead?.p85),
  daysColumn('95 %, days', ({ lead }) => lead?.p95),
];

function daysColumn(
  head: string,
  of: (item: RegionTempo) => number | undefined,
): Column<RegionTempo> {
  return {
    head,
    tell: (item) => shortDays(of(item)),
    raw: (item) => {
      const ms = of(item);
      return ms === undefined ? null : inDays(ms);
    },
    isNumber: true,
  };
}

function LeadFigure({ items }: { readonly items: readonly RegionTempo[] }): ReactNode {
  const known = items.flatMap(({ region, lead }, at) =>
    lead === null
      ? []
      : PERCENTILES.map(({ name, of }) => ({
          key: `${region} ${of}`,
          name: `${regionName(region)}, ${name}`,
          value: inDays(lead[of]),
          told: shortDays(lead[of]),
          color: SERIES_COLORS[at % SERIES_COLORS.length] ?? SERIES_COLORS[0],
        })),
  );
  const says = sayGlance(items);
  return (
    <Figure
      title="From request to permit"
      says={says}
      columns={LEAD_COLUMNS}
      rows={items}
      file="tempo-overview"
    >
      <Bars items={known} label={says} />
    </Figure>
  );
}

const PERCENTILES = [
  { name: 'half', of: 'p50' },
  { name: '85 of 100', of: 'p85' },
  { name: '95 of 100', of: 'p95' },
] as const;

type Compared = Comparison['items'][number];

const MEASURES: Readonly<Record<string, string>> = {
  lead: 'Request to permit',
  lead_working: 'Request to permit, working time',
  rework: 'Sent back, per permit',
  waiting_team: 'Waiting for the ML team',
  waiting_others: 'Waiting for others',
};

function tellMeasure({ measure }: Compared, value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING;
  if (measure === 'rework') return value.toFixed(2);
  return measure === 'lead' ? shortDays(value) : shortWorkingDays(value);
}

interface ComparisonProps extends PanelProps {
  readonly a: string;
  readonly b: string;
}

function ComparisonFigure({ asked, a, b }: ComparisonProps): ReactNode {
  const comparison = useQuery(comparisonQuery(asked, a, b));
  const columns: readonly Column<Compared>[] = [
    { head: 'Half of the cases', tell: ({ measure }) => MEASURES[measure] ?? measure },
    { head: regionName(a), tell: (row) => tellMeasure(row, row.a), isNumber: true },
    { head: regionName(b), tell: (row) => tellMeasure(row, row.b), isNumber: true },
    { head: 'Difference', tell: (row) => tellMeasure(row, row.difference?.value), isNumber: true },
    {
      head: '95 % interval',
      tell: (row) =>
        row.difference === null
          ? NOTHING
          : `${tellMeasure(row, row.difference.low)} to ${tellMeasure(row, row.difference.high)}`,
      isNumber: true,
    },
    { head: 'Verdict', tell: ({ difference, differs }) => verdict(difference !== null, differs) },
  ];
  return (
    <Asked query={comparison} rows={2}>
      {(data) => (
        <Figure
          title={`${regionName(a)} beside ${regionName(b)}`}
          says={sayComparison(data)}
          columns={columns}
          rows={data.items}
          file={`tempo-${a}-beside-${b}`}
          note="d: days; wd: working days of eight hours. Of what is sent back, means; else medians. Intervals from resampled cases."
        />
      )}
    </Asked>
  );
}

function verdict(isKnown: boolean, differs: boolean): string {
  if (!isKnown) return 'Too few cases';
  return differs ? 'Differs' : 'No clear difference';
}

interface Key {
  readonly name: string;
  readonly tell: (item: RegionTempo) => string;
}

const KEYS: readonly Key[] = [
  { name: 'Request to permit, half of them', tell: ({ lead }) => days(lead?.p50) },
  {
    name: 'Request to running, half of them',
    tell: ({ delivery }) => days(delivery.lead_to_running?.p50),
  },
  {
    name: 'Request to running, 85 of 100',
    tell: ({ delivery }) => days(delivery.lead_to_running?.p85),
  },
  { name: 'Deployments a week', tell: ({ delivery }) => number(delivery.frequency) },
  {
    name: 'Ended without a permit, of all decided',
    tell: ({ turned_down: down, permitted }) =>
      share(down + permitted === 0 ? null : down / (down + permitted)),
  },
  {
    name: 'Suspended or revoked, of all deployed',
    tell: ({ delivery }) => share(delivery.failed),
  },
];

/** Lead time, frequency and failures as an ML team looks at delivery, after the keys of DORA. */
function DeliveryFigure({ items }: { readonly items: readonly RegionTempo[] }): ReactNode {
  const columns: readonly Column<Key>[] = [
    { head: 'For the ML team', tell: ({ name }) => name },
    ...items.map((item) => ({
      head: regionName(item.region),
      tell: ({ tell }: Key) => tell(item),
      isNumber: true,
    })),
  ];
  return (
    <Figure
      title="Delivery, as the ML team sees it"
      says={sayDelivery(items)}
      columns={columns}
      rows={KEYS}
      file="tempo-delivery"
    />
  );
}
