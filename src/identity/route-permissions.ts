import type { Action } from './permissions.ts';

/** Who gets an answer on a route. */
export type RouteRule =
  /** Everybody, without a token: nothing in it is of a case. */
  | { readonly who: 'everybody' }
  /** Whoever signed in: it is about themselves, or about law that is no secret. */
  | { readonly who: 'signed_in' }
  /** Whoever may do one of these in the region; others are refused. */
  | { readonly who: 'allowed'; readonly action: readonly Action[] }
  /** Whoever may do this in the region; to others it is not there. */
  | { readonly who: 'hidden'; readonly action: readonly Action[] }
  /** Whoever signed in; it holds what is of regions in which they may do this. */
  | { readonly who: 'filtered'; readonly action: readonly Action[] };

const EVERYBODY: RouteRule = { who: 'everybody' };
const SIGNED_IN: RouteRule = { who: 'signed_in' };
const allowed = (...action: readonly Action[]): RouteRule => ({ who: 'allowed', action });
const hidden = (...action: readonly Action[]): RouteRule => ({ who: 'hidden', action });
const filtered = (...action: readonly Action[]): RouteRule => ({ who: 'filtered', action });

/** Every route of the contract; one that is not in here has no rule, and a test fails. */
export const ROUTE_PERMISSIONS: Readonly<Record<string, RouteRule>> = {
  'GET /health': EVERYBODY,
  'POST /session': EVERYBODY,
  'GET /session/ways': EVERYBODY,
  'GET /session/providers/{id}': EVERYBODY,
  'GET /session/callback': EVERYBODY,
  'GET /regions/{region}/revocations': EVERYBODY,
  'GET /regions/{region}/checkpoint': EVERYBODY,
  'GET /regions/{region}/log/consistency': EVERYBODY,
  'GET /checkpoint': EVERYBODY,

  'GET /me': SIGNED_IN,
  'GET /session': SIGNED_IN,
  'DELETE /session': SIGNED_IN,
  'GET /session/providers/{id}/proof': SIGNED_IN,
  'POST /session/proof': SIGNED_IN,
  'PUT /session/password': SIGNED_IN,
  'GET /sessions': SIGNED_IN,
  'DELETE /sessions/{id}': SIGNED_IN,
  'GET /tokens': SIGNED_IN,
  'POST /tokens': SIGNED_IN,
  'DELETE /tokens/{id}': SIGNED_IN,
  'POST /notifications/read': SIGNED_IN,
  'GET /regions': SIGNED_IN,
  'GET /policies': SIGNED_IN,
  'GET /reference': SIGNED_IN,
  'GET /documents/{id}': SIGNED_IN,
  'POST /checks': SIGNED_IN,
  'POST /drafts': SIGNED_IN,

  'POST /requests': allowed('submit'),
  'GET /requests': filtered('read'),
  'GET /requests/{id}': hidden('read'),
  'GET /requests/{id}/manifest': hidden('read'),
  'PUT /requests/{id}/manifest': allowed('amend'),
  'POST /requests/{id}/withdraw': allowed('withdraw'),

  'GET /cases': filtered('read'),
  'GET /cases/{id}': allowed('read'),
  'GET /cases/{id}/findings': allowed('read'),
  'GET /cases/{id}/events': allowed('read'),
  'GET /cases/{id}/events/{seq}/inclusion': allowed('read'),
  'GET /cases/{id}/decisions': allowed('read'),
  'GET /cases/{id}/comments': allowed('read'),
  'GET /cases/{id}/evidence': allowed('read'),
  'GET /cases/{id}/evidence/{evidence}': allowed('read'),
  'GET /cases/{id}/pack': allowed('read'),
  'GET /cases/{id}/assessment-results': allowed('read'),
  'GET /cases/{id}/permit': allowed('read'),
  'POST /cases/{id}/comments': allowed('upload'),
  'POST /cases/{id}/evidence': allowed('upload'),
  'POST /cases/{id}/incidents': allowed('upload'),
  'POST /cases/{id}/decisions': allowed('decide'),
  'POST /cases/{id}/appeal': allowed('amend'),
  'POST /cases/{id}/withdraw': allowed('withdraw'),
  'POST /cases/{id}/deployments': allowed('deploy'),
  'POST /cases/{id}/drift': allowed('deploy'),
  'POST /cases/{id}/retire': allowed('retire'),

  'GET /tasks': filtered('read'),
  'GET /tasks/counts': filtered('read'),
  'GET /cases/{id}/tasks': allowed('read'),
  'POST /cases/{id}/tasks/{key}/claim': allowed('upload'),
  'POST /cases/{id}/tasks/{key}/release': allowed('upload', 'operate'),
  'POST /cases/{id}/tasks/{key}/assign': allowed('upload', 'operate'),

  'GET /events': filtered('read'),
  'GET /notifications': filtered('read'),
  'POST /gate/decisions': allowed('read'),
  'GET /regions/{region}/deployments': allowed('read'),
  'POST /regions/{region}/deployments': allowed('deploy'),
  'POST /regions/{region}/deployments/sweep': allowed('operate'),
  'GET /regions/{region}/completeness': allowed('read'),
  'GET /break-glass': filtered('read'),
  'POST /break-glass': allowed('upload'),
  'GET /region-tasks': filtered('read'),
  'POST /region-tasks/{id}/close': allowed('decide'),

  'GET /tempo': filtered('read'),
  'GET /tempo/report': filtered('read'),
  'GET /tempo/waiting': filtered('read'),
  'GET /tempo/comparison': filtered('read'),
  'GET /tempo/causes': filtered('read'),
  'GET /tempo/rules': filtered('read'),
  'GET /tempo/queues': filtered('read'),
  'GET /tempo/what-if': filtered('read'),
  'GET /tempo/forecasts': filtered('read'),
  'GET /tempo/flow': filtered('read'),
  'POST /regions/{region}/tempo/rebuild': allowed('operate'),

  'GET /stand-ins': allowed('read', 'manage_people'),
  'POST /stand-ins': allowed('decide', 'manage_people'),
  'POST /stand-ins/{id}/end': allowed('decide', 'manage_people'),
  'GET /work-profiles': allowed('read', 'manage_people'),
  'POST /work-profiles': allowed('upload', 'manage_people'),

  'GET /regions/{region}/population': allowed('audit'),
  'GET /regions/{region}/population/cases': allowed('audit'),
  'POST /regions/{region}/samples': allowed('audit'),
  'GET /regions/{region}/export': allowed('audit'),
  'GET /engagements': filtered('audit', 'manage_people'),
  'POST /engagements': allowed('manage_people'),
  'POST /engagements/{id}/end': allowed('manage_people'),

  'GET /operations/jobs': filtered('operate'),
  'POST /operations/jobs/{id}/retry': allowed('operate'),
  'POST /operations/jobs/{id}/cancel': allowed('operate'),
  'GET /operations/pauses': filtered('operate'),
  'POST /operations/pause': allowed('operate'),
  'POST /operations/resume': allowed('operate'),
  'GET /webhooks': filtered('operate'),
  'POST /webhooks': allowed('operate'),
  'POST /webhooks/{id}/rotate': allowed('operate'),
  'POST /webhooks/{id}/enable': allowed('operate'),
  'POST /webhooks/{id}/remove': allowed('operate'),
  'POST /webhooks/{id}/replay': allowed('operate'),
};
