import type { ReactNode } from 'react';
import { linear } from './scale.ts';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly note?: string;
  readonly value: number;
  /** As it is read. */
  readonly told: string;
  /** The interval around the value. */
  readonly low?: number;
  readonly high?: number;
  readonly color?: string;
  /** Where it should end. */
  readonly target?: number;
}

interface BarsProps {
  readonly items: readonly Bar[];
  /** What a reader who does not see it is told. */
  readonly label: string;
  /** Where the scale ends; by itself where the longest bar does. */
  readonly most?: number;
}

/** Lengths beside each other, one a line, with whiskers where there are intervals. */
export function Bars({ items, label, most }: BarsProps): ReactNode {
  const ends = items.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  const scale = linear(most === undefined ? ends : [...ends, most], 4);
  const zero = scale.at(0);
  return (
    <div className="bars" role="img" aria-label={label}>
      {items.map(
        ({ key, name, note, value, told, low, high, target, color = 'var(--chart-1)' }) => (
          <div className="bar" key={key}>
            <span className="bar-name">
              {name}
              {note !== undefined && <span className="bar-note">{note}</span>}
            </span>
            <span className="bar-track">
              <span
                className="bar-fill"
                style={{ ...between(zero, scale.at(value)), background: color }}
              />
              {low !== undefined && high !== undefined && (
                <span className="bar-range" style={between(scale.at(low), scale.at(high))} />
              )}
              {target !== undefined && (
                <span className="bar-target" style={{ left: percent(scale.at(target)) }} />
              )}
              {scale.from < 0 && <span className="bar-zero" style={{ left: percent(zero) }} />}
            </span>
            <span className="bar-value">{told}</span>
          </div>
        ),
      )}
    </div>
  );
}

function between(a: number, b: number): { readonly left: string; readonly width: string } {
  return { left: percent(Math.min(a, b)), width: percent(Math.abs(b - a)) };
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
