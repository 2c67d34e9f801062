import type { CaseEngine } from '../../src/cases/engine.ts';
import { readInbox, readTasks } from '../../src/tasks/task-queries.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  actor,
  addPeople,
  approve,
  engineOn,
  evidence,
  openAt,
} from '../cases/case-fixture.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let engine: CaseEngine;
let id: string;

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
  engine = engineOn(opened.cells.get('eu'));
});
afterAll(async () => opened.close());
beforeEach(async () => {
  ({ id } = await openAt(engine));
});

async function inbox(personId: string): Promise<string[]> {
  const tasks = await readInbox(engine.parts.pool, actor(personId));
  return tasks.filter(({ caseId }) => caseId === id).map(({ stage, kind }) => `${stage} ${kind}`);
}

it('gives everybody what waits for them, and the team its own cases only', async () => {
  expect(await inbox('rita')).toEqual(
    expect.arrayContaining(['documentation supply', 'validation supply']),
  );
  expect(await inbox('ona')).toEqual(
    expect.arrayContaining(['residency review', 'features review']),
  );
  expect(await inbox('aud')).toEqual([]);
});

it('asks nobody to decide on a model they work on', async () => {
  // `dev` is of the team, and would hold the role.
  const kinds = (await inbox('dev')).map((task) => task.split(' ')[1]);
  expect(kinds).not.toContain('review');
  expect(kinds).toContain('supply');
});

it('asks nobody again whose approval stands, and asks anew when it fell', async () => {
  await act(engine, id, 'rita', evidence('dpia'));
  await act(engine, id, 'rita', evidence('validation_report'));
  await approve(engine, id, 'vera', { stage: 'validation', role: 'independent_validator' });
  for (const stage of ['residency', 'features', 'documentation']) {
    await approve(engine, id, 'ona', { stage, role: 'compliance_officer' });
  }
  await approve(engine, id, 'dora', { stage: 'opinion', role: 'dpo' });
  await approve(engine, id, 'ona', { stage: 'approval', role: 'compliance_officer' });
  expect(await inbox('ona')).toEqual([]);
  expect(await inbox('otto')).toEqual(['approval approve']);
  await act(engine, id, 'rita', evidence('validation_report', 'second edition'));
  expect(await inbox('vera')).toEqual(['validation review']);
});

it('keeps one row from opening to closing, with its due date', async () => {
  const before = await readTasks(engine.parts.pool, id);
  const open = before.find(({ stage }) => stage === 'residency');
  expect(open).toMatchObject({ closedAt: null, quorum: 1, given: 0 });
  expect(Date.parse(open?.dueAt ?? '')).toBeGreaterThan(Date.parse(open?.openedAt ?? ''));
  await approve(engine, id, 'ona', { stage: 'residency', role: 'compliance_officer' });
  const after = await readTasks(engine.parts.pool, id);
  expect(after.filter(({ key }) => key === open?.key)).toHaveLength(1);
  expect(after.find(({ key }) => key === open?.key)?.closedAt).not.toBeNull();
});
