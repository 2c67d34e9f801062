import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading, Trouble } from './states.tsx';

interface AskedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a question led to: its answer, or that it is on its way, or why there is none. */
export function Asked<T>({ query, rows = 4, children }: AskedProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Loading rows={rows} />;
  return <Trouble error={query.error} onAgain={() => void query.refetch()} />;
}
