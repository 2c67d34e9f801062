import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered, api } from './client.ts';
import type { Change, TempoAsked, WaitingBy } from './tempo-types.ts';

/** What was shown stays while another period is asked for. */
function about<T>(key: readonly unknown[], queryFn: () => Promise<T>) {
  return queryOptions({ queryKey: ['tempo', ...key], queryFn, placeholderData: keepPreviousData });
}

export const overviewQuery = (query: TempoAsked) =>
  about(['overview', query], async () =>
    answered(await api.GET('/api/v1/tempo', { params: { query } })),
  );

export const comparisonQuery = (query: TempoAsked, region: string, other: string) =>
  about(['comparison', query, region, other], async () =>
    answered(
      await api.GET('/api/v1/tempo/comparison', {
        params: { query: { ...query, region, with: other } },
      }),
    ),
  );

export const flowQuery = (query: TempoAsked) =>
  about(['flow', query], async () =>
    answered(await api.GET('/api/v1/tempo/flow', { params: { query } })),
  );

export const waitingQuery = (query: TempoAsked, by: WaitingBy) =>
  about(['waiting', query, by], async () =>
    answered(await api.GET('/api/v1/tempo/waiting', { params: { query: { ...query, by } } })),
  );

export const queuesQuery = (query: TempoAsked) =>
  about(['queues', query], async () =>
    answered(await api.GET('/api/v1/tempo/queues', { params: { query } })),
  );

export const causesQuery = (query: TempoAsked) =>
  about(['causes', query], async () =>
    answered(await api.GET('/api/v1/tempo/causes', { params: { query } })),
  );

export const rulesQuery = (query: TempoAsked) =>
  about(['rules', query], async () =>
    answered(await api.GET('/api/v1/tempo/rules', { params: { query } })),
  );

export const forecastsQuery = ({ region }: TempoAsked) =>
  about(['forecasts', region], async () =>
    answered(
      await api.GET('/api/v1/tempo/forecasts', {
        params: { query: region === undefined ? {} : { region } },
      }),
    ),
  );

export const whatIfQuery = (query: TempoAsked, change: Change) =>
  about(['what-if', query, change], async () =>
    answered(
      await api.GET('/api/v1/tempo/what-if', { params: { query: { ...query, ...change } } }),
    ),
  );
