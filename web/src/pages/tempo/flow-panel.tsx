import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { flowQuery } from '../../api/tempo.ts';
import type { Flow, TempoAsked } from '../../api/tempo-types.ts';
import { Bars } from '../../charts/bars.tsx';
import type { Column } from '../../charts/column.ts';
import { Figure } from '../../charts/figure.tsx';
import { FlowChart } from '../../charts/flow-chart.tsx';
import { Scatter } from '../../charts/scatter.tsx';
import { Legend } from '../../charts/legend.tsx';
import { SERIES_COLORS } from '../../charts/series.ts';
import { Strips } from '../../charts/strips.tsx';
import { Asked } from '../../parts/asked.tsx';
import { plain, regionName } from '../../parts/words.ts';
import { roleName } from './names.ts';
import { sayAgeing, sayFinished, sayFlow, sayRework } from './sentences.ts';
import type { LeadLines } from './sentences.ts';
import { dayOf, days, inDays, inWorkingDays, share, shortDays, workingDays } from './units.ts';

/** How work flows: what came in, how long it took, how old it gets, and what comes back. */
export function FlowPanel({ asked }: { readonly asked: TempoAsked }): ReactNode {
  const flow = useQuery(flowQuery(asked));
  return (
    <Asked query={flow}>
      {(data) => (
        <Stack gap="md">
          <CumulativeFigure points={data.points} />
          <FinishedFigure data={data} />
          <AgeingFigure data={data} />
          <ReworkFigure items={data.rework} />
        </Stack>
      )}
    </Asked>
  );
}

type FlowPoint = Flow['points'][number];

const POINT_COLUMNS: readonly Column<FlowPoint>[] = [
  { head: 'Day', tell: ({ day }) => dayOf(day), raw: ({ day }) => day },
  { head: 'Requested', tell: ({ requested }) => String(requested), isNumber: true },
  { head: 'Assessed', tell: ({ assessed }) => String(assessed), isNumber: true },
  { head: 'Permitted', tell: ({ permitted }) => String(permitted), isNumber: true },
  { head: 'Running', tell: ({ running }) => String(running), isNumber: true },
  { head: 'Ended without a permit', tell: ({ turned_down: n }) => String(n), isNumber: true },
];

interface Area {
  readonly label: string;
  readonly color: string;
  readonly of: (point: FlowPoint) => number;
}

const ENDED = ({ turned_down: down }: FlowPoint): number => down;

/** The outermost first. */
const AREAS: readonly Area[] = [
  { label: 'In assessment', color: 'var(--flow-1)', of: ({ requested }) => requested },
  { label: 'In approval', color: 'var(--flow-2)', of: ({ assessed }) => assessed },
  {
    label: 'Permitted, not running yet',
    color: 'var(--flow-3)',
    of: ({ permitted, turned_down: down }) => permitted + down,
  },
  {
    label: 'Running',
    color: 'var(--flow-4)',
    of: ({ running, turned_down: down }) => running + down,
  },
  { label: 'Ended without a permit', color: 'var(--chart-2)', of: ENDED },
];

function CumulativeFigure({ points }: { readonly points: Flow['points'] }): ReactNode {
  const says = sayFlow(points);
  // What was done before the period began is left below the ground.
  const ended = points[0]?.turned_down ?? 0;
  const gone = ended + (points[0]?.running ?? 0);
  return (
    <Figure
      title="Cumulative flow"
      says={says}
      columns={POINT_COLUMNS}
      rows={points}
      file="tempo-cumulative-flow"
      note="The height of a band is the work that is in it; its width is how long it stays. Done work is counted from the beginning of the period."
    >
      <FlowChart
        label={says}
        times={points.map(({ day }) => Date.parse(day))}
        areas={AREAS.map(({ label, color, of }) => ({
          label,
          color,
          values: points.map((point) => of(point) - (of === ENDED ? ended : gone)),
        }))}
        unit="Cases"
      />
    </Figure>
  );
}

type Finished = Flow['finished'][number];

const FINISHED_COLUMNS: readonly Column<Finished>[] = [
  {
    head: 'Model',
    tell: ({ model }) => model,
    to: ({ case_id: id }) => `/cases/${id}`,
  },
  { head: 'Case', tell: ({ case_id: id }) => id },
  { head: 'Region', tell: ({ region }) => regionName(region), raw: ({ region }) => region },
  { head: 'Permit', tell: ({ permit_at: at }) => dayOf(at), raw: ({ permit_at: at }) => at },
  {
    head: 'Days',
    tell: ({ lead_ms: ms }) => shortDays(ms),
    raw: ({ lead_ms: ms }) => inDays(ms),
    isNumber: true,
  },
  { head: 'Sent back', tell: ({ rework }) => String(rework), isNumber: true },
];

/** As the server interpolates them. */
function linesOf(finished: Flow['finished']): LeadLines | null {
  if (finished.length === 0) return null;
  const sorted = finished.map(({ lead_ms: ms }) => ms).toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p85: quantile(sorted, 0.85), p95: quantile(sorted, 0.95) };
}

function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? 0;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}

function percentileLines(lines: LeadLines | null) {
  if (lines === null) return [];
  return [
    { label: '50 %', value: inDays(lines.p50) },
    { label: '85 %', value: inDays(lines.p85) },
    { label: '95 %', value: inDays(lines.p95) },
  ];
}

function regionsOf(items: readonly { readonly region: string }[]): string[] {
  return [...new Set(items.map(({ region }) => region))].toSorted();
}

function FinishedFigure({ data }: { readonly data: Flow }): ReactNode {
  const { finished, period } = data;
  const regions = regionsOf(finished);
  const lines = linesOf(finished);
  const says = sayFinished(finished, lines);
  return (
    <Figure
      title="Cycle times"
      says={says}
      columns={FINISHED_COLUMNS}
      rows={finished}
      file="tempo-cycle-times"
    >
      <Scatter
        label={says}
        from={Date.parse(period.from)}
        to={Date.parse(period.to)}
        series={regions.map(regionName)}
        hollowMeans="Hollow: sent back at least once"
        unit="Days from request to permit, by the day of the permit"
        lines={percentileLines(lines)}
        points={finished.map(
          ({ case_id: id, region, model, permit_at: at, lead_ms: ms, rework }) => ({
            key: id,
            time: Date.parse(at),
            value: inDays(ms),
            series: regions.indexOf(region),
            hollow: rework > 0,
            told: `${model}, ${regionName(region)}: ${days(ms)}, permitted ${dayOf(at)}`,
          }),
        )}
      />
    </Figure>
  );
}

type Ageing = Flow['ageing'][number];

const AGEING_COLUMNS: readonly Column<Ageing>[] = [
  { head: 'Model', tell: ({ model }) => model, to: ({ case_id: id }) => `/cases/${id}` },
  { head: 'Case', tell: ({ case_id: id }) => id },
  { head: 'Region', tell: ({ region }) => regionName(region), raw: ({ region }) => region },
  { head: 'In', tell: ({ stages }) => stages.map(plain).join(', ') },
  {
    head: 'Age',
    tell: ({ age_ms: ms }) => shortDays(ms),
    raw: ({ age_ms: ms }) => inDays(ms),
    isNumber: true,
  },
  {
    head: 'Older than permitted cases were',
    tell: ({ older_than: than }) => share(than),
    raw: ({ older_than: than }) => than,
    isNumber: true,
  },
];

function AgeingFigure({ data }: { readonly data: Flow }): ReactNode {
  const { ageing, finished } = data;
  const regions = regionsOf(ageing);
  const stages = new Map<string, Ageing[]>();
  for (const one of ageing) {
    const stage = one.stages.map(plain).join(', ');
    stages.set(stage, [...(stages.get(stage) ?? []), one]);
  }
  const says = sayAgeing(ageing);
  return (
    <Figure
      title="Ageing work in progress"
      says={says}
      columns={AGEING_COLUMNS}
      rows={ageing}
      file="tempo-ageing"
      note="Each point is a case under way, at its age in days; the lines are the ages at which 50, 85 and 95 of 100 cases of this period had their permit."
    >
      <Legend
        items={regions.map((region, at) => ({
          label: regionName(region),
          color: SERIES_COLORS[at % SERIES_COLORS.length] ?? SERIES_COLORS[0],
          shape: at % 2 === 0 ? 'circle' : 'diamond',
        }))}
      />
      <Strips
        label={says}
        lines={percentileLines(linesOf(finished))}
        unit="d"
        items={[...stages]
          .toSorted(([, a], [, b]) => b.length - a.length)
          .map(([stage, cases]) => ({
            key: stage,
            name: stage,
            dots: cases.map(({ case_id: id, model, region, age_ms: ms }) => ({
              key: id,
              value: inDays(ms),
              told: `${model}, ${regionName(region)}: ${days(ms)}`,
              series: regions.indexOf(region),
            })),
          }))}
      />
    </Figure>
  );
}

type Rework = Flow['rework'][number];

const REWORK_COLUMNS: readonly Column<Rework>[] = [
  { head: 'Stage', tell: ({ stage }) => plain(stage), raw: ({ stage }) => stage },
  { head: 'Role', tell: ({ role }) => roleName(role), raw: ({ role }) => role },
  { head: 'Decided', tell: ({ decided }) => String(decided), isNumber: true },
  { head: 'Sent back', tell: ({ sent_back: sent }) => String(sent), isNumber: true },
  {
    head: 'Share',
    tell: ({ sent_back: sent, decided }) => share(sent / decided),
    raw: ({ sent_back: sent, decided }) => sent / decided,
    isNumber: true,
  },
  {
    head: 'Done again, half of them',
    tell: ({ again }) => workingDays(again?.p50),
    raw: ({ again }) => (again === null ? null : inWorkingDays(again.p50)),
    isNumber: true,
  },
];

function ReworkFigure({ items }: { readonly items: Flow['rework'] }): ReactNode {
  const says = sayRework(items);
  return (
    <Figure
      title="Rework"
      says={says}
      columns={REWORK_COLUMNS}
      rows={items}
      file="tempo-rework"
      note="Share of the decisions of a stage that sent the work back to the ML team."
    >
      <Bars
        label={says}
        items={items.map(({ stage, role, sent_back: sent, decided }) => ({
          key: `${stage} ${role}`,
          name: plain(stage),
          note: roleName(role),
          value: (sent / decided) * 100,
          told: `${share(sent / decided)} (${sent}/${decided})`,
          color: 'var(--chart-2)',
        }))}
      />
    </Figure>
  );
}
