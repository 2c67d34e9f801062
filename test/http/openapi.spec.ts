import {
  approveAll,
  caseIn,
  FIRST_MANIFEST,
  handInAll,
  submitted,
} from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { mismatches } from '../support/json-schema.ts';

interface Operation {
  readonly summary?: string;
  readonly security?: unknown[];
  readonly parameters?: {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

let server: TestServer;
let document: Document;
beforeAll(async () => {
  server = await startTestServer();
  document = (await (await fetch(`${server.url}/api/docs-json`)).json()) as Document;
});
afterAll(() => server.close());

/** Every route of the contract, so that none is lost unseen. */
const ROUTES = [
  'GET /health',
  'GET /regions',
  'GET /me',
  'POST /session',
  'GET /session',
  'GET /session/ways',
  'GET /session/providers/{id}',
  'GET /session/providers/{id}/proof',
  'GET /session/callback',
  'DELETE /session',
  'POST /session/proof',
  'PUT /session/password',
  'GET /sessions',
  'DELETE /sessions/{id}',
  'GET /tokens',
  'POST /tokens',
  'DELETE /tokens/{id}',
  'POST /checks',
  'POST /drafts',
  'GET /policies',
  'GET /reference',
  'GET /documents/{id}',
  'POST /requests',
  'GET /requests',
  'GET /requests/{id}',
  'GET /requests/{id}/manifest',
  'PUT /requests/{id}/manifest',
  'POST /requests/{id}/withdraw',
  'GET /tasks',
  'GET /tasks/counts',
  'POST /cases/{id}/tasks/{key}/claim',
  'POST /cases/{id}/tasks/{key}/release',
  'POST /cases/{id}/tasks/{key}/assign',
  'GET /cases/{id}/comments',
  'GET /regions/{region}/population',
  'GET /regions/{region}/population/cases',
  'POST /regions/{region}/samples',
  'GET /regions/{region}/export',
  'GET /engagements',
  'POST /engagements',
  'POST /engagements/{id}/end',
  'GET /stand-ins',
  'GET /regions/{region}/revocations',
  'GET /regions/{region}/checkpoint',
  'GET /checkpoint',
  'GET /regions/{region}/log/consistency',
  'GET /cases/{id}/events/{seq}/inclusion',
  'POST /gate/decisions',
  'GET /tempo',
  'GET /tempo/report',
  'GET /tempo/waiting',
  'GET /tempo/comparison',
  'GET /tempo/causes',
  'GET /tempo/rules',
  'GET /tempo/queues',
  'GET /tempo/what-if',
  'GET /tempo/forecasts',
  'GET /tempo/flow',
  'POST /regions/{region}/tempo/rebuild',
  'GET /regions/{region}/deployments',
  'POST /regions/{region}/deployments',
  'POST /regions/{region}/deployments/sweep',
  'GET /regions/{region}/completeness',
  'GET /break-glass',
  'POST /break-glass',
  'GET /region-tasks',
  'POST /region-tasks/{id}/close',
  'POST /stand-ins',
  'POST /stand-ins/{id}/end',
  'GET /work-profiles',
  'POST /work-profiles',
  'POST /cases/{id}/comments',
  'GET /cases',
  'GET /cases/{id}',
  'GET /cases/{id}/findings',
  'GET /cases/{id}/tasks',
  'GET /cases/{id}/events',
  'GET /cases/{id}/decisions',
  'POST /cases/{id}/decisions',
  'POST /cases/{id}/withdraw',
  'POST /cases/{id}/deployments',
  'POST /cases/{id}/retire',
  'POST /cases/{id}/appeal',
  'POST /cases/{id}/incidents',
  'POST /cases/{id}/drift',
  'GET /cases/{id}/evidence',
  'POST /cases/{id}/evidence',
  'GET /cases/{id}/evidence/{evidence}',
  'GET /cases/{id}/pack',
  'GET /cases/{id}/assessment-results',
  'GET /cases/{id}/permit',
  'GET /operations/jobs',
  'POST /operations/jobs/{id}/retry',
  'POST /operations/jobs/{id}/cancel',
  'GET /operations/pauses',
  'POST /operations/pause',
  'POST /operations/resume',
  'GET /events',
  'GET /notifications',
  'POST /notifications/read',
  'GET /webhooks',
  'POST /webhooks',
  'POST /webhooks/{id}/rotate',
  'POST /webhooks/{id}/enable',
  'POST /webhooks/{id}/remove',
  'POST /webhooks/{id}/replay',
];

/** What answers without a token: nothing in it is of a case. */
const OPEN = [
  'POST /session',
  'GET /session/ways',
  'GET /session/providers/{id}',
  'GET /session/callback',
  'GET /health',
  'GET /regions/{region}/revocations',
  'GET /regions/{region}/checkpoint',
  'GET /checkpoint',
  'GET /regions/{region}/log/consistency',
];

/** Questions: they keep nothing that a second call would keep twice. */
const ASKS = ['POST /checks', 'POST /drafts', 'POST /gate/decisions'];
/**
 * About sessions and tokens: done twice, they come to the same, or nobody is known yet whose key it could be. A token that
 * is made twice is told twice: an answer that is kept would keep its secret.
 */
const SESSIONS = [
  'POST /session',
  'DELETE /session',
  'POST /session/proof',
  'PUT /session/password',
  'DELETE /sessions/{id}',
  'POST /tokens',
  'DELETE /tokens/{id}',
];

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      operation,
    ]),
  );
}

describe('the OpenAPI document', () => {
  it('holds every route and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      operations()
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(ROUTES.toSorted());
  });

  it('says of every route what it does, who may and what goes wrong', () => {
    for (const [name, operation] of operations()) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\S{3}/)]);
      const problem = operation.responses['default']?.content?.['application/problem+json'];
      expect([name, problem?.schema]).toEqual([name, { $ref: '#/components/schemas/Problem' }]);
      const isOpen = OPEN.includes(name);
      expect([name, operation.security?.length ?? 0]).toEqual([name, isOpen ? 0 : 1]);
    }
  });

  it('asks for an idempotency key on every write that keeps something', () => {
    for (const [name, { parameters }] of operations()) {
      const key = parameters?.find((parameter) => parameter.name === 'Idempotency-Key');
      const keeps = !name.startsWith('GET ') && ![...ASKS, ...SESSIONS].includes(name);
      expect([name, key?.required ?? false]).toEqual([name, keeps]);
    }
  });

  it('refers only to schemas that it holds', () => {
    const refs = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      expect(Object.keys(document.components.schemas)).toContain(ref.split('/').at(-1));
    }
  });
});

it('describes what is really answered', async () => {
  const { request, cases } = await submitted(server);
  const id = caseIn(cases, 'north-america');
  await handInAll(server, id);
  const half = await server.send('ana', 'GET', `/cases/${id}/tasks`);
  expect(mismatches(document, schemaOf('GET /cases/{id}/tasks'), half.body)).toEqual([]);
  await approveAll(server, id, 'north-america');
  const reads: [string, string][] = [
    ['GET /health', '/health'],
    ['GET /regions', '/regions'],
    ['GET /policies', '/policies'],
    ['GET /reference', '/reference'],
    ['GET /me', '/me'],
    ['GET /requests', '/requests'],
    ['GET /requests/{id}', `/requests/${request}`],
    ['GET /tasks', '/tasks'],
    ['GET /cases', '/cases'],
    ...['', '/findings', '/tasks', '/events', '/decisions', '/evidence', '/permit'].map(
      (rest): [string, string] => [`GET /cases/{id}${rest}`, `/cases/${id}${rest}`],
    ),
  ];
  for (const [name, path] of reads) {
    const { status, body } = await server.send('ana', 'GET', path);
    expect([name, status]).toEqual([name, 200]);
    expect([name, mismatches(document, schemaOf(name), body)]).toEqual([name, []]);
  }
  const check = await server.send('ana', 'POST', '/checks?ways=true', {
    body: { manifest: FIRST_MANIFEST },
  });
  expect(mismatches(document, schemaOf('POST /checks'), check.body)).toEqual([]);
  const missing = await server.send('ana', 'GET', '/cases/none');
  const problem = { $ref: '#/components/schemas/Problem' };
  expect(mismatches(document, problem, missing.body)).toEqual([]);
});

function schemaOf(name: string): object {
  const operation = operations().find(([one]) => one === name)?.[1];
  const schema = operation?.responses['200']?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${name} describes no answer`);
  return schema;
}
