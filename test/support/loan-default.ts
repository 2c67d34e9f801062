import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/common/package-root.ts';
import type { Answer, TestServer } from './server.ts';

const FOLDER = join(packageRoot(), 'examples', 'loan-default');

/** The example's corrected manifest: nothing blocks in either region. */
export const GOOD_MANIFEST = readFileSync(join(FOLDER, 'manifest.corrected.yaml'), 'utf8');
/** The example's first manifest, with its three mistakes. */
export const FIRST_MANIFEST = readFileSync(join(FOLDER, 'manifest.yaml'), 'utf8');

interface CaseItem {
  readonly id: string;
  readonly region: string;
}

/** Submits a manifest as Ana and gives the request's id and its case in each region. */
export async function submitted(
  server: TestServer,
  manifest: string = GOOD_MANIFEST,
  regions?: readonly string[],
): Promise<{ request: string; cases: Record<string, string> }> {
  const { status, body } = await server.send('ana', 'POST', '/requests', {
    body: { manifest, regions },
  });
  if (status !== 201) throw new Error(`submitting failed: ${JSON.stringify(body)}`);
  const cases = body['cases'] as CaseItem[];
  return {
    request: body['id'] as string,
    cases: Object.fromEntries(cases.map(({ region, id }) => [region, id])),
  };
}

/** The one case of a region. */
export function caseIn(cases: Record<string, string>, region: string): string {
  const id = cases[region];
  if (id === undefined) throw new Error(`no case in ${region}`);
  return id;
}

interface Task {
  readonly stage: string;
  readonly kind: string;
  readonly role: string;
  readonly closed_at: string | null;
  readonly seen?: string;
}

/** Who of the test bank decides in a role, in the order in which they do; the region's own people first. */
const DECIDERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  eu: { compliance_officer: ['cleo', 'carl'], dpo: ['dora'], independent_validator: ['val'] },
  'north-america': {
    compliance_officer: ['nora', 'nick'],
    fair_lending_officer: ['fay'],
    independent_validator: ['val'],
  },
};

/** Hands in every document the findings still lack. */
export async function handInAll(server: TestServer, caseId: string): Promise<number> {
  const { body } = await server.send('ana', 'GET', `/cases/${caseId}/findings`);
  const findings = body['items'] as { finding: string; lacks: { documents: string[] } }[];
  const open = findings.filter(({ finding }) => finding === 'open');
  const documents = [...new Set(open.flatMap(({ lacks }) => lacks.documents))];
  for (const document of documents) {
    const answer = await server.send(
      'ana',
      'POST',
      `/cases/${caseId}/evidence?document=${document}&file_name=${document}.md`,
      { body: `# ${document}\n`, headers: { 'content-type': 'text/markdown' } },
    );
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  }
  return documents.length;
}

/** Lets the people decide whatever waits for a decision until the case has its permit. */
export async function approveAll(
  server: TestServer,
  caseId: string,
  region: string,
): Promise<number> {
  const given = new Set<string>();
  for (let round = 0; round < 200; round += 1) {
    const { body } = await server.send('ana', 'GET', `/cases/${caseId}`);
    if (body['permit'] !== null) return given.size;
    const task = await nextDecision(server, caseId);
    if (!task) {
      await sleep(30);
      continue;
    }
    const people = DECIDERS[region]?.[task.role] ?? [];
    const person = people.find((id) => !given.has(`${task.stage}:${id}`));
    if (person === undefined) throw new Error(`nobody left for ${task.role} in ${task.stage}`);
    given.add(`${task.stage}:${person}`);
    const answer = await decide(server, person, caseId, task);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
  throw new Error(`case ${caseId} came to no permit`);
}

/** The first open task that ends in a decision. */
export async function nextDecision(server: TestServer, caseId: string): Promise<Task | undefined> {
  const { body } = await server.send('ana', 'GET', `/cases/${caseId}/tasks`);
  const tasks = body['items'] as Task[];
  return tasks.find(({ closed_at: closed, seen }) => closed === null && seen !== undefined);
}

/** Approves a task as somebody, bound to what the task shows. */
export async function decide(
  server: TestServer,
  person: string,
  caseId: string,
  task: Pick<Task, 'stage' | 'role' | 'seen'>,
): Promise<Answer> {
  return server.send(person, 'POST', `/cases/${caseId}/decisions`, {
    body: {
      stage: task.stage,
      role: task.role,
      kind: 'approve',
      reason: 'in order',
      seen: task.seen,
    },
  });
}
