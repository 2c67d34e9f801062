import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { flowQuery, forecastsQuery } from '../../api/tempo.ts';
import type { Forecasts, TempoAsked } from '../../api/tempo-types.ts';
import { Bars } from '../../charts/bars.tsx';
import type { Column } from '../../charts/column.ts';
import { Figure } from '../../charts/figure.tsx';
import { Legend } from '../../charts/legend.tsx';
import { Spans } from '../../charts/spans.tsx';
import { Asked } from '../../parts/asked.tsx';
import { plain, regionName } from '../../parts/words.ts';
import { sayCalibration, sayForecasts } from './sentences.ts';
import { NOTHING, dayOf, days, inDays, share } from './units.ts';
import { WhatIfFigure } from './what-if.tsx';

/** When open cases will be done, how far that can be trusted, and what would shorten the way. */
export function ForecastPanel({ asked }: { readonly asked: TempoAsked }): ReactNode {
  const forecasts = useQuery(forecastsQuery(asked));
  const flow = useQuery(flowQuery(asked));
  const models = new Map(flow.data?.ageing.map(({ case_id: id, model }) => [id, model]));
  return (
    <Stack gap="md">
      <WhatIfFigure asked={asked} />
      <Asked query={forecasts} rows={3}>
        {(data) => (
          <>
            <ForecastFigure data={data} models={models} />
            <CalibrationFigure data={data} />
          </>
        )}
      </Asked>
    </Stack>
  );
}

type OneForecast = Forecasts['items'][number]['cases'][number] & {
  readonly region: string;
  readonly model: string;
};

const LIKENESS: Readonly<Record<OneForecast['likeness'], string>> = {
  use_case: 'Same use',
  region: 'Same region',
  none: 'Too few',
};

const COLUMNS: readonly Column<OneForecast>[] = [
  { head: 'Model', tell: ({ model }) => model },
  { head: 'Case', tell: ({ case_id: id }) => id, to: ({ case_id: id }) => `/cases/${id}` },
  { head: 'Region', tell: ({ region }) => regionName(region), raw: ({ region }) => region },
  { head: 'In', tell: ({ stage }) => plain(stage), raw: ({ stage }) => stage },
  {
    head: 'For',
    tell: ({ in_stage_ms: ms }) => days(ms),
    raw: ({ in_stage_ms: ms }) => inDays(ms),
    isNumber: true,
  },
  { head: 'Similar cases', tell: ({ similar }) => String(similar), isNumber: true },
  { head: 'By', tell: ({ likeness }) => LIKENESS[likeness] },
  byColumn('50 %', 'p50'),
  byColumn('80 %', 'p80'),
  byColumn('95 %', 'p95'),
];

function byColumn(head: string, of: 'p50' | 'p80' | 'p95'): Column<OneForecast> {
  return {
    head,
    tell: ({ by }) => (by === null ? NOTHING : dayOf(by[of])),
    raw: ({ by }) => by?.[of] ?? null,
    isNumber: true,
  };
}

const MOST_SPANS = 15;

interface ForecastProps {
  readonly data: Forecasts;
  /** Case to the name of its model, as far as it is known. */
  readonly models: ReadonlyMap<string, string>;
}

function ForecastFigure({ data, models }: ForecastProps): ReactNode {
  const rows: OneForecast[] = data.items.flatMap(({ region, cases }) =>
    cases.map((one) => ({ ...one, region, model: models.get(one.case_id) ?? NOTHING })),
  );
  const known = rows
    .flatMap((one) => (one.by === null ? [] : [{ ...one, by: one.by }]))
    .toSorted((a, b) => a.by.p80.localeCompare(b.by.p80));
  const says = sayForecasts(data);
  return (
    <Figure
      title="Forecast"
      says={says}
      columns={COLUMNS}
      rows={rows}
      file="tempo-forecasts"
      {...(known.length > MOST_SPANS
        ? { note: `The next ${MOST_SPANS}; the table has all ${rows.length}.` }
        : {})}
    >
      {known.length > 0 && (
        <>
          <Legend
            items={[
              { label: 'until 50 of 100 are done', color: 'var(--chart-1)' },
              {
                label: 'until 80 are',
                color: 'color-mix(in srgb, var(--chart-1) 60%, transparent)',
              },
              {
                label: 'until 95 are',
                color: 'color-mix(in srgb, var(--chart-1) 30%, transparent)',
              },
            ]}
          />
          <Spans
            label={says}
            from={Date.now()}
            items={known.slice(0, MOST_SPANS).map(({ case_id: id, model, region, stage, by }) => ({
              key: id,
              name: model === NOTHING ? id : model,
              note: `${regionName(region)}, in ${plain(stage).toLowerCase()}`,
              by: [Date.parse(by.p50), Date.parse(by.p80), Date.parse(by.p95)],
              told: dayOf(by.p80),
            }))}
          />
        </>
      )}
    </Figure>
  );
}

interface Held {
  readonly region: string;
  readonly said: number;
  readonly came: number;
  readonly forecasts: number;
}

const HELD_COLUMNS: readonly Column<Held>[] = [
  { head: 'Region', tell: ({ region }) => regionName(region), raw: ({ region }) => region },
  { head: 'Said', tell: ({ said }) => share(said), raw: ({ said }) => said, isNumber: true },
  { head: 'Came true', tell: ({ came }) => share(came), raw: ({ came }) => came, isNumber: true },
  { head: 'Forecasts', tell: ({ forecasts }) => String(forecasts), isNumber: true },
];

function CalibrationFigure({ data }: { readonly data: Forecasts }): ReactNode {
  const rows: Held[] = data.items.flatMap(({ region, calibration }) =>
    calibration === null
      ? []
      : [
          { said: 0.5, came: calibration.within.p50 },
          { said: 0.8, came: calibration.within.p80 },
          { said: 0.95, came: calibration.within.p95 },
        ].map((one) => ({ ...one, region, forecasts: calibration.forecasts })),
  );
  const says = sayCalibration(data);
  return (
    <Figure
      title="How well such forecasts come true"
      says={says}
      columns={HELD_COLUMNS}
      rows={rows}
      file="tempo-calibration"
      note="Forecasts made for the last quarter of finished cases, on what was known then. They are good when a bar ends near its mark: then what came true is what was said."
    >
      <Bars
        label={says}
        most={100}
        items={rows.map(({ region, said, came }) => ({
          key: `${region} ${said}`,
          name: `${regionName(region)}, said with ${share(said)}`,
          value: came * 100,
          target: said * 100,
          told: share(came),
        }))}
      />
    </Figure>
  );
}
