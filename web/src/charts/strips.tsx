import type { ReactNode } from 'react';
import { Axis } from './axis.tsx';
import { percent } from './bars.tsx';
import { linear } from './scale.ts';
import { SERIES_COLORS } from './series.ts';

interface StripDot {
  readonly key: string;
  readonly value: number;
  readonly told: string;
  /** Number of its series, from 0. */
  readonly series: number;
}

interface Strip {
  readonly key: string;
  readonly name: string;
  readonly dots: readonly StripDot[];
}

interface StripsProps {
  readonly items: readonly Strip[];
  readonly label: string;
  /** Values that are drawn through all strips. */
  readonly lines: readonly { readonly label: string; readonly value: number }[];
  readonly unit: string;
}

/** Points along lines with one scale: how far each has got. */
export function Strips({ items, label, lines, unit }: StripsProps): ReactNode {
  const values = items.flatMap(({ dots }) => dots.map(({ value }) => value));
  const scale = linear([...values, ...lines.map(({ value }) => value)], 4);
  return (
    <div className="bars strips" role="img" aria-label={label}>
      {lines.length > 0 && (
        <Axis marks={lines.map((line) => ({ label: line.label, at: scale.at(line.value) }))} />
      )}
      {items.map(({ key, name, dots }) => (
        <div className="bar" key={key}>
          <span className="bar-name">{name}</span>
          <span className="strip-track">
            {lines.map((line) => (
              <span
                key={line.label}
                className="strip-line"
                style={{ left: percent(scale.at(line.value)) }}
              />
            ))}
            {dots.map((dot, index) => (
              <span
                key={dot.key}
                className="strip-dot"
                data-shape={dot.series}
                title={dot.told}
                style={{
                  left: percent(scale.at(dot.value)),
                  // Neighbours stand a little above and below each other.
                  top: percent(0.3 + (index % 3) * 0.2),
                  background: SERIES_COLORS[dot.series % SERIES_COLORS.length],
                }}
              />
            ))}
          </span>
          <span className="bar-value">{dots.length}</span>
        </div>
      ))}
      <Axis marks={scale.ticks.map((tick) => ({ label: `${tick} ${unit}`, at: scale.at(tick) }))} />
    </div>
  );
}
