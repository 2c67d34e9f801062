import type { ReactNode } from 'react';
import { percent } from './bars.tsx';

interface AxisProps {
  readonly marks: readonly { readonly label: string; readonly at: number }[];
}

/** Words along the length of the lines above or below, kept within it. */
export function Axis({ marks }: AxisProps): ReactNode {
  const shown = marks.filter(
    ({ at }, index) => index === 0 || at - (marks[index - 1]?.at ?? 0) > 0.12,
  );
  return (
    <div className="bar">
      <span />
      <span className="axis-row">
        {shown.map(({ label, at }) => (
          <span key={label} style={{ left: percent(at), translate: `${-100 * leaning(at)}% 0` }}>
            {label}
          </span>
        ))}
      </span>
      <span />
    </div>
  );
}

/** Words at the ends lean inwards. */
function leaning(at: number): number {
  if (at < 0.06) return 0;
  return at > 0.94 ? 1 : 0.5;
}
