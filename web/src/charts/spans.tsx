import type { ReactNode } from 'react';
import { Axis } from './axis.tsx';
import { percent } from './bars.tsx';
import { calendar, tickDay } from './scale.ts';

interface Span {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  /** By when 50, 80 and 95 of 100; milliseconds. */
  readonly by: readonly [number, number, number];
  readonly told: string;
}

interface SpansProps {
  readonly items: readonly Span[];
  readonly label: string;
  readonly from: number;
}

const SHADES = [1, 0.6, 0.3] as const;

/** From now to the days by which something will be, the surer the paler. */
export function Spans({ items, label, from }: SpansProps): ReactNode {
  const last = Math.max(from + 1, ...items.map(({ by }) => by[2]));
  const scale = calendar(from, last, 5);
  return (
    <div className="bars" role="img" aria-label={label}>
      {items.map(({ key, name, note, by, told }) => (
        <div className="bar" key={key}>
          <span className="bar-name">
            {name}
            <span className="bar-note">{note}</span>
          </span>
          <span className="bar-track">
            {by.map((until, index) => (
              <span
                key={until + index}
                className="bar-fill"
                style={{
                  left: percent(scale.at(by[index - 1] ?? from)),
                  width: percent(scale.at(until) - scale.at(by[index - 1] ?? from)),
                  background: 'var(--chart-1)',
                  opacity: SHADES[index],
                }}
              />
            ))}
          </span>
          <span className="bar-value">{told}</span>
        </div>
      ))}
      <Axis
        marks={scale.ticks.map((tick) => ({ label: tickDay(tick, scale), at: scale.at(tick) }))}
      />
    </div>
  );
}
