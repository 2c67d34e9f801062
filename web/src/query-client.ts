import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, sessionQuery } from './api/queries.ts';
import { ApiProblem } from './api/problem.ts';

/** Set while the session one was in has come to an end under one's hands. */
export const SESSION_OVER = ['session-over'] as const;

/** The one store of what the server told. */
export function makeQueryClient(): QueryClient {
  const onError = (error: unknown): void => {
    const wasIn = client.getQueryData(sessionQuery.queryKey) !== null;
    if (isSignedOut(error) && wasIn) client.setQueryData(SESSION_OVER, true);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What was refused stays refused; who did not answer may the next time.
        retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
      },
    },
  });
  return client;
}
