import { queryOptions } from '@tanstack/react-query';
import { answered, api, setCsrf } from './client.ts';
import { codeOf } from './problem.ts';
import type { Session } from './types.ts';

const SIGNED_OUT = new Set(['ERR_TOKEN_MISSING', 'ERR_SESSION_ENDED', 'ERR_PERSON_DISABLED']);

/** Whether an error says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return SIGNED_OUT.has(codeOf(error) ?? '');
}

/** The session one is in; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = answered(await api.GET('/api/v1/session'));
      setCsrf(session.csrf);
      return session;
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  },
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => answered(await api.GET('/api/v1/sessions')),
});

export const requestsQuery = queryOptions({
  queryKey: ['requests'],
  queryFn: async () => answered(await api.GET('/api/v1/requests')),
});

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['requests', id],
    queryFn: async () =>
      answered(await api.GET('/api/v1/requests/{id}', { params: { path: { id } } })),
  });

export type InboxView = 'all' | 'mine' | 'unclaimed' | 'overdue';

const NARROWED = {
  all: {},
  mine: { held: 'me' },
  unclaimed: { held: 'nobody' },
  overdue: { overdue: 'true' },
} as const;

export const inboxQuery = (view: InboxView, region: string | undefined) =>
  queryOptions({
    queryKey: ['inbox', view, region ?? ''],
    queryFn: async () =>
      answered(
        await api.GET('/api/v1/tasks', {
          params: { query: { ...NARROWED[view], ...(region === undefined ? {} : { region }) } },
        }),
      ),
  });

export const inboxCountsQuery = queryOptions({
  queryKey: ['inbox', 'counts'],
  queryFn: async () => answered(await api.GET('/api/v1/tasks/counts')),
});

export const casesQuery = (region: string | undefined) =>
  queryOptions({
    queryKey: ['cases', region ?? ''],
    queryFn: async () =>
      answered(
        await api.GET('/api/v1/cases', {
          params: { query: region === undefined ? {} : { region } },
        }),
      ),
  });

const inPath = (id: string) => ({ params: { path: { id } } });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: async () => answered(await api.GET('/api/v1/cases/{id}', inPath(id))),
  });

export const findingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'findings'],
    queryFn: async () =>
      answered(
        await api.GET('/api/v1/cases/{id}/findings', {
          params: { path: { id }, query: { ways: 'true' } },
        }),
      ).items,
  });

export const caseTasksQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'tasks'],
    queryFn: async () => answered(await api.GET('/api/v1/cases/{id}/tasks', inPath(id))).items,
  });

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'events'],
    queryFn: async () => answered(await api.GET('/api/v1/cases/{id}/events', inPath(id))).items,
  });

export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'decisions'],
    queryFn: async () => answered(await api.GET('/api/v1/cases/{id}/decisions', inPath(id))).items,
  });

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'evidence'],
    queryFn: async () => answered(await api.GET('/api/v1/cases/{id}/evidence', inPath(id))).items,
  });

export const regionsQuery = queryOptions({
  queryKey: ['regions'],
  staleTime: Infinity,
  queryFn: async () => answered(await api.GET('/api/v1/regions')).items,
});

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  staleTime: Infinity,
  queryFn: async () => answered(await api.GET('/api/v1/policies')).items,
});

export const referenceQuery = queryOptions({
  queryKey: ['reference'],
  staleTime: Infinity,
  queryFn: async () => answered(await api.GET('/api/v1/reference')),
});
