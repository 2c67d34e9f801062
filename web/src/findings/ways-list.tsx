import type { ReactNode } from 'react';
import type { CheckFinding } from '../api/types.ts';

type Way = NonNullable<CheckFinding['ways']>[number];

/** Each way by itself is enough; the changes of one belong together. */
export function WaysList({ ways }: { readonly ways: readonly Way[] }): ReactNode {
  return (
    <ul className="words-list">
      {ways.map(({ changes, brings }) => {
        const text = changes.map((change) => change.text).join(', and ');
        return (
          <li key={text}>
            {text}
            {brings.length > 0 && <> (brings with it: {brings.join('; ')})</>}
          </li>
        );
      })}
    </ul>
  );
}
