import type { ReactNode } from 'react';

export interface LegendItem {
  readonly label: string;
  readonly color: string;
  /** How a point of it looks; a square where there are areas. */
  readonly shape?: 'area' | 'circle' | 'diamond' | 'hollow' | 'dashed';
}

/** What colours and shapes mean; never colour alone. */
export function Legend({ items }: { readonly items: readonly LegendItem[] }): ReactNode {
  return (
    <ul className="legend">
      {items.map(({ label, color, shape = 'area' }) => (
        <li key={label}>
          <svg width={14} height={14} aria-hidden="true" focusable="false">
            <Sign shape={shape} color={color} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

interface SignProps {
  readonly shape: NonNullable<LegendItem['shape']>;
  readonly color: string;
}

function Sign({ shape, color }: SignProps): ReactNode {
  if (shape === 'circle') return <circle cx={7} cy={7} r={5} fill={color} />;
  if (shape === 'hollow') {
    return <circle cx={7} cy={7} r={4.5} fill="none" stroke={color} strokeWidth={2} />;
  }
  if (shape === 'diamond') return <path d="M7 1l6 6-6 6-6-6z" fill={color} />;
  if (shape === 'dashed') {
    return <path d="M0 7h14" stroke={color} strokeWidth={2} strokeDasharray="4 3" />;
  }
  return <rect x={1} y={1} width={12} height={12} rx={2} fill={color} />;
}
