import type { ReactNode } from 'react';
import { Frame } from './frame.tsx';
import { Legend } from './legend.tsx';
import type { LegendItem } from './legend.tsx';
import { calendar, linear } from './scale.ts';
import { SERIES_COLORS } from './series.ts';

interface Point {
  readonly key: string;
  readonly time: number;
  readonly value: number;
  readonly series: number;
  readonly hollow: boolean;
  readonly told: string;
}

interface ScatterProps {
  readonly label: string;
  readonly points: readonly Point[];
  readonly from: number;
  readonly to: number;
  readonly series: readonly string[];
  readonly hollowMeans: string;
  readonly lines: readonly { readonly label: string; readonly value: number }[];
  readonly unit: string;
}

/** One point a case, with lines at percentiles. */
export function Scatter(props: ScatterProps): ReactNode {
  const { label, points, from, to, series, hollowMeans, lines, unit } = props;
  const scale = linear(
    points.map(({ value }) => value),
    5,
  );
  const legend: LegendItem[] = [
    ...series.map((name, index) => ({
      label: name,
      color: colorOf(index),
      shape: index % 2 === 0 ? ('circle' as const) : ('diamond' as const),
    })),
    { label: hollowMeans, color: 'var(--chart-axis)', shape: 'hollow' },
  ];
  return (
    <>
      <Legend items={legend} />
      <Frame
        label={label}
        time={(wanted) => calendar(from, to, wanted)}
        scale={scale}
        unit={unit}
        room={44}
      >
        {({ x, y, right }) => (
          <>
            {points.map((point) => (
              <Dot key={point.key} point={point} x={x(point.time)} y={y(point.value)} />
            ))}
            {lines.map((line) => (
              <g key={line.label}>
                <line
                  className="mark-line"
                  x1={x(from)}
                  x2={right}
                  y1={y(line.value)}
                  y2={y(line.value)}
                />
                <text className="mark-text" x={right + 6} y={y(line.value) + 4}>
                  {line.label}
                </text>
              </g>
            ))}
          </>
        )}
      </Frame>
    </>
  );
}

function colorOf(series: number): string {
  return SERIES_COLORS[series % SERIES_COLORS.length] ?? SERIES_COLORS[0];
}

interface DotProps {
  readonly point: Point;
  readonly x: number;
  readonly y: number;
}

function Dot({ point, x, y }: DotProps): ReactNode {
  const color = colorOf(point.series);
  const paint = point.hollow
    ? { fill: 'var(--mantine-color-body)', stroke: color, strokeWidth: 1.75 }
    : { fill: color, fillOpacity: 0.75 };
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} {...paint}>
      <title>{point.told}</title>
      {point.series % 2 === 0 ? <circle r={4} /> : <path d="M0-5l5 5-5 5-5-5z" />}
    </g>
  );
}
