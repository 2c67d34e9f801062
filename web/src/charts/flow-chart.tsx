import type { ReactNode } from 'react';
import { Frame } from './frame.tsx';
import type { Plot } from './frame.tsx';
import { Legend } from './legend.tsx';
import { calendar, linear } from './scale.ts';

interface FlowSeries {
  readonly label: string;
  readonly color: string;
  readonly values: readonly number[];
}

interface FlowChartProps {
  readonly label: string;
  /** Milliseconds, ascending. */
  readonly times: readonly number[];
  /** The outermost first; each lies within the one before. */
  readonly areas: readonly FlowSeries[];
  readonly unit: string;
}

/** Cumulative flow: areas before each other, so that the height of a band is the work that is in it. */
export function FlowChart({ label, times, areas, unit }: FlowChartProps): ReactNode {
  return (
    <>
      <Legend items={areas} />
      <Frame
        label={label}
        time={(wanted) => calendar(times[0] ?? 0, times.at(-1) ?? 1, wanted)}
        scale={linear(
          areas.flatMap(({ values }) => values),
          5,
        )}
        unit={unit}
      >
        {(plot) =>
          areas.map(({ label: name, color, values }) => (
            <path key={name} d={area(plot, times, values)} fill={color} />
          ))
        }
      </Frame>
    </>
  );
}

function area({ x, y }: Plot, times: readonly number[], values: readonly number[]): string {
  const points = times.map((time, index) => at(x(time), y(values[index] ?? 0)));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return `M${points.join('L')}L${at(x(last), y(0))}L${at(x(first), y(0))}Z`;
}

function at(x: number, y: number): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
