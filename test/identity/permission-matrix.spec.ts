import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { permissionDocument } from '../../src/identity/permission-document.ts';
import { may, ROLE_KINDS } from '../../src/identity/permissions.ts';
import type { RouteRule } from '../../src/identity/route-permissions.ts';
import { caseIn, submitted } from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { carnet } from '../support/run-cli.ts';
import { callOf } from './route-calls.ts';
import type { Fixture } from './route-calls.ts';

/** One person of each kind of role, who holds it in `eu` and nothing else; and one who holds all of them elsewhere. */
const HOLDERS = {
  requester: 'ana',
  reviewer: 'dora',
  compliance_officer: 'cleo',
  auditor: 'audrey',
  administrator: 'adam',
} as const;
const PEOPLE = [
  { id: 'ana', name: 'Ana', roles: { eu: ['requester'] } },
  { id: 'dora', name: 'Dora', roles: { eu: ['dpo'] } },
  { id: 'cleo', name: 'Cleo', roles: { eu: ['compliance_officer'] } },
  { id: 'audrey', name: 'Audrey', roles: { eu: ['auditor'] } },
  { id: 'adam', name: 'Adam', roles: { eu: ['administrator'] } },
  {
    id: 'elsa',
    name: 'Elsa',
    roles: { 'north-america': ['requester', 'dpo', 'compliance_officer', 'administrator'] },
  },
];
/** Of what the table leaves to a condition, what these people do not meet. */
const UNMET: Readonly<Record<string, string>> = {
  'POST /tokens': 'ERR_TOKEN_NEEDS_SESSION',
  'POST /cases/{id}/tasks/{key}/assign': 'ERR_NOT_YOURS_TO_ASSIGN',
  'POST /break-glass': 'ERR_ROLE_MISSING',
};
const REFUSED = ['ERR_ACTION_FORBIDDEN', 'ERR_REGION_FORBIDDEN'];
/** What ends the case or the stage it is in comes last. */
const ENDINGS = /withdraw$|retire$/;

let server: TestServer;
let fixture: Fixture;
let routes: [string, RouteRule | undefined][];
beforeAll(async () => {
  server = await startTestServer({ people: PEOPLE });
  const { request, cases } = await submitted(server, undefined, ['eu']);
  const caseId = caseIn(cases, 'eu');
  const { body } = await server.send('ana', 'GET', `/cases/${caseId}/tasks`);
  const [task] = body['items'] as { key: string }[];
  fixture = { caseId, request, task: task?.key ?? '', role: 'dpo' };
  const answer = await fetch(`${server.url}/api/docs-json`);
  const { paths } = (await answer.json()) as {
    paths: Record<string, Record<string, { 'x-carnet-permission'?: RouteRule }>>;
  };
  routes = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, told]): [string, RouteRule | undefined] => [
        `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
        told['x-carnet-permission'],
      ]),
    )
    .toSorted(([a], [b]) => Number(ENDINGS.test(a)) - Number(ENDINGS.test(b)));
});
afterAll(() => server.close());

interface Answered {
  readonly status: number;
  readonly code?: string | undefined;
  readonly items?: unknown;
}

async function asked(person: string | null, route: string, role = 'dpo'): Promise<Answered> {
  if (route === 'GET /events') return askedForStream(person);
  const { path, options = {} } = callOf(route, { ...fixture, role });
  const [method = 'GET'] = route.split(' ');
  const { status, body } = await server.send(person, method, path, options);
  return { status, code: body['code'] as string | undefined, items: ofRegion(body['items']) };
}

/** The table is held against the region `eu`: what else a list holds, of a region of one's own, is none of it. */
function ofRegion(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  return (items as { region?: string }[]).filter(({ region = 'eu' }) => region === 'eu');
}

/** Streams are told by their head and left alone. */
async function askedForStream(person: string | null): Promise<Answered> {
  const headers = person === null ? {} : { authorization: `Bearer ${server.tokens[person] ?? ''}` };
  const answer = await fetch(`${server.url}/api/v1/events`, { headers });
  if (!answer.ok) return { status: answer.status, ...((await answer.json()) as { code: string }) };
  await answer.body?.cancel();
  return { status: answer.status };
}

/** What may come out by the table; a list of somebody who may see it can be empty, too. */
function expected(rule: RouteRule, roles: readonly string[]): readonly string[] {
  if (!('action' in rule) || rule.action.some((action) => may(roles, action)))
    return ['let in', 'empty list', 'no list'];
  if (rule.who === 'filtered') return ['empty list', 'no list'];
  // Who may not even read a request is told that it is not there, whatever they wanted of it.
  return rule.who === 'hidden' ? ['not there'] : ['refused', 'not there'];
}

function outcome(route: string, { status, code = '', items }: Answered): string {
  if (status === 403) return outcomeOfRefusal(route, code);
  if (status === 404 && route.includes('/requests/{id}')) return 'not there';
  if (status === 401) return 'told to sign in';
  if (!Array.isArray(items)) return status === 200 ? 'no list' : 'let in';
  return items.length === 0 ? 'empty list' : 'let in';
}

function outcomeOfRefusal(route: string, code: string): string {
  if (code === UNMET[route]) return 'let in';
  return REFUSED.includes(code) ? 'refused' : code;
}

it('has a rule for every route of the OpenAPI document', () => {
  expect(routes.length).toBeGreaterThan(60);
  expect(routes.filter(([, rule]) => rule === undefined).map(([route]) => route)).toEqual([]);
});

it('asks everybody who they are, but on what is open to everybody', async () => {
  const wrong: unknown[] = [];
  for (const [route, rule] of routes) {
    const { status, code } = await asked(null, route);
    const isAsked = status === 401 && code === 'ERR_TOKEN_MISSING';
    if (isAsked !== (rule?.who !== 'everybody')) wrong.push({ route, status, code });
  }
  expect(wrong).toEqual([]);
});

it.each([...Object.entries(HOLDERS), ['somebody of another region', 'elsa']])(
  'answers %s as the table says, on every route',
  async (kind, person) => {
    const roles = PEOPLE.find(({ id }) => id === person)?.roles.eu ?? [];
    const wrong: unknown[] = [];
    for (const [route, rule] of routes) {
      if (!rule || rule.who === 'everybody') continue;
      const answered = await asked(person, route, roles[0]);
      const came = outcome(route, answered);
      const wanted = expected(rule, roles);
      if (!wanted.includes(came)) wrong.push({ kind, route, wanted, came, answered });
    }
    expect(wrong).toEqual([]);
  },
);

it('is one person for each kind of role', () => {
  expect(Object.keys(HOLDERS)).toEqual(Object.keys(ROLE_KINDS));
});

it('is what docs/permissions.md says, and what the command line prints', async () => {
  const written = readFileSync(join(packageRoot(), 'docs', 'permissions.md'), 'utf8');
  expect(written).toBe(permissionDocument());
  expect((await carnet(['people', 'permissions', '--markdown'])).out).toBe(written);
  const { out } = await carnet(['people', 'permissions', '--json']);
  const { permissions } = JSON.parse(out) as { permissions: Record<string, unknown>[] };
  expect(permissions).toContainEqual({
    role: 'administrator',
    action: 'decide',
    condition: null,
  });
  expect((await carnet(['people', 'permissions'])).out).toMatch(/^decide +yes 2\) +yes 2\)$/m);
});
