import type { SendOptions } from '../support/server.ts';
import { GOOD_MANIFEST } from '../support/loan-default.ts';

/** What a call needs to know of the server under test. */
export interface Fixture {
  readonly caseId: string;
  readonly request: string;
  readonly task: string;
  /** A role in which the caller could decide; another one for those who hold none. */
  readonly role: string;
}

export interface RouteCall {
  readonly path: string;
  readonly options?: SendOptions;
}

const WHY = { region: 'eu', reason: 'because a test asks' };
const FUTURE = '2099-01-01T00:00:00.000Z';
const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString();

/** A well-formed body for each route that takes one, so that nothing but permission stands in the way. */
const BODIES: Readonly<Record<string, (fixture: Fixture) => unknown>> = {
  'POST /session': () => ({ person: 'nobody', password: 'not a password' }),
  'POST /session/proof': () => ({ password: 'not a password' }),
  'PUT /session/password': () => ({ password: 'not a password', wanted: 'another password' }),
  'POST /tokens': () => ({ label: 'a pipeline', days: 1 }),
  'POST /notifications/read': () => ({ ...WHY, seq: 1, up_to: 1 }),
  'POST /checks': () => ({ manifest: GOOD_MANIFEST }),
  'POST /drafts': () => ({ files: [{ name: 'columns.csv', text: 'age,income\n' }] }),
  'POST /requests': () => ({ manifest: GOOD_MANIFEST, regions: ['eu'] }),
  'PUT /requests/{id}/manifest': () => ({ manifest: GOOD_MANIFEST }),
  'POST /requests/{id}/withdraw': () => ({ reason: WHY.reason }),
  'POST /cases/{id}/comments': () => ({ text: 'a word' }),
  'POST /cases/{id}/incidents': () => ({ kind: 'personal_data_breach', reason: 'a leak' }),
  'POST /cases/{id}/decisions': ({ role }) => ({
    stage: 'residency',
    role,
    kind: 'approve',
    reason: 'in order',
    seen: '0'.repeat(64),
  }),
  'POST /cases/{id}/appeal': () => ({ reason: WHY.reason }),
  'POST /cases/{id}/withdraw': () => ({ reason: WHY.reason }),
  'POST /cases/{id}/deployments': () => ({ cloud_region: 'aws:eu-central-1' }),
  'POST /cases/{id}/drift': () => ({ metric: 'psi', value: 2, threshold: 1, reason: 'it drifts' }),
  'POST /cases/{id}/retire': () => ({ reason: WHY.reason }),
  'POST /cases/{id}/tasks/{key}/claim': () => ({}),
  'POST /cases/{id}/tasks/{key}/release': () => ({}),
  'POST /cases/{id}/tasks/{key}/assign': () => ({ person: 'ana', reason: WHY.reason }),
  'POST /regions/{region}/deployments': () => ({
    event: 'started',
    environment: 'production',
    name: 'loan-api',
    digest: `sha256:${'0'.repeat(64)}`,
    cloud_region: 'aws:eu-central-1',
  }),
  'POST /regions/{region}/deployments/sweep': () => ({ reason: WHY.reason }),
  'POST /break-glass': () => ({
    ...WHY,
    digest: `sha256:${'0'.repeat(64)}`,
    cloud_region: 'aws:eu-central-1',
    hours: 1,
  }),
  'POST /region-tasks/{id}/close': () => ({ ...WHY, outcome: 'answered' }),
  'POST /gate/decisions': () => ({ digest: `sha256:${'0'.repeat(64)}`, region: 'eu' }),
  'POST /stand-ins': () => ({ ...WHY, stand_in: 'cleo', until: FUTURE }),
  'POST /stand-ins/{id}/end': () => WHY,
  'POST /regions/{region}/samples': () => ({ nonce: 'n', size: 1 }),
  'POST /engagements': () => ({ ...WHY, person: 'audrey', until: NEXT_YEAR }),
  'POST /engagements/{id}/end': () => WHY,
  'POST /work-profiles': () => WHY,
  'POST /operations/jobs/{id}/retry': () => WHY,
  'POST /operations/jobs/{id}/cancel': () => WHY,
  'POST /operations/pause': () => ({ ...WHY, scope: 'queue', target: 'nothing' }),
  'POST /operations/resume': () => ({ ...WHY, scope: 'queue', target: 'nothing' }),
  'POST /webhooks': () => ({ ...WHY, url: 'https://hooks.example.org/' }),
  'POST /webhooks/{id}/rotate': () => WHY,
  'POST /webhooks/{id}/enable': () => WHY,
  'POST /webhooks/{id}/remove': () => WHY,
  'POST /webhooks/{id}/replay': ({ caseId }) => ({ ...WHY, case: caseId }),
};

const QUERIES: Readonly<Record<string, string>> = {
  'GET /stand-ins': '?region=eu',
  'GET /tempo/report': '?month=2026-10',
  'GET /work-profiles': '?region=eu',
  'GET /tempo/waiting': '?by=stage',
  'GET /tempo/comparison': '?with=2020-01-01..2020-12-31',
  'GET /tempo/what-if': '?change=documents_earlier',
  'GET /regions/{region}/log/consistency': '?from=1',
  'POST /cases/{id}/evidence': '?document=dpia&file_name=dpia.md',
};

/** One well-formed call of a route of the contract, about the case of the fixture. */
export function callOf(route: string, fixture: Fixture): RouteCall {
  const [, template = ''] = route.split(' ');
  const ids: Readonly<Record<string, string>> = {
    id: idOf(template, fixture),
    key: fixture.task,
    region: 'eu',
    seq: '1',
    evidence: 'evd-aaaaaaaaaaaaaaaaaaaa',
  };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(ids[name] ?? 'none'),
  );
  const options = optionsOf(route, fixture);
  return { path: `${path}${QUERIES[route] ?? ''}`, ...(options && { options }) };
}

function idOf(template: string, { caseId, request }: Fixture): string {
  if (template.startsWith('/cases/')) return caseId;
  if (template.startsWith('/requests/')) return request;
  if (template.startsWith('/operations/jobs/')) return '999999';
  return template.startsWith('/documents/') ? 'dpia' : 'none-aaaaaaaaaaaaaaaaaaaa';
}

function optionsOf(route: string, fixture: Fixture): SendOptions | null {
  if (route === 'POST /cases/{id}/evidence') {
    return { body: '# DPIA\n', headers: { 'content-type': 'text/markdown' } };
  }
  const body = BODIES[route];
  return body ? { body: body(fixture) } : null;
}
