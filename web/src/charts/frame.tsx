import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { tickDay } from './scale.ts';
import type { Scale } from './scale.ts';

const HEIGHT = 300;
const ROOM = { top: 10, bottom: 26, left: 40 } as const;

/** Places on the drawing of values of its two scales. */
export interface Plot {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly width: number;
  readonly right: number;
}

interface FrameProps {
  readonly label: string;
  readonly time: (wanted: number) => Scale;
  readonly scale: Scale;
  readonly unit: string;
  /** Room to the right of the drawing, for words. */
  readonly room?: number;
  readonly children: (plot: Plot) => ReactNode;
}

/** A drawing over time that is as wide as its place and keeps its letters readable. */
export function Frame({ label, time, scale, unit, room = 12, children }: FrameProps): ReactNode {
  const { ref, width: measured } = useElementSize();
  const width = Math.max(measured, 240);
  const inner = width - ROOM.left - room;
  const days = time(Math.max(3, Math.floor(inner / 90)));
  const x = (value: number) => ROOM.left + days.at(value) * inner;
  const y = (value: number) => ROOM.top + (1 - scale.at(value)) * (HEIGHT - ROOM.top - ROOM.bottom);
  return (
    <div ref={ref}>
      <svg
        className="chart"
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        height={HEIGHT}
      >
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={ROOM.left} x2={width - room} y1={y(tick)} y2={y(tick)} />
            <text x={ROOM.left - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {days.ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT - 6} textAnchor={anchor(x(tick), width)}>
            {tickDay(tick, days)}
          </text>
        ))}
        {measured > 0 && children({ x, y, width, right: width - room })}
      </svg>
      <span className="chart-unit">{unit}</span>
    </div>
  );
}

function anchor(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x > width - 40) return 'end';
  return x < ROOM.left + 10 ? 'start' : 'middle';
}
