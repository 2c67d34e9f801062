import type { CaseEngine } from '../../src/cases/engine.ts';
import { replayCase, ReplayError } from '../../src/cases/replay.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { findMachine } from '../../workflows/registry.ts';
import { freshCells } from '../support/database.ts';
import { addPeople, engineOn, openAt, walkToPermit } from './case-fixture.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let engine: CaseEngine;

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
  engine = engineOn(opened.cells.get('eu'));
});
afterAll(async () => opened.close());

it('refuses a journal that leaves out a step, or is of another machine', async () => {
  const { id } = await openAt(engine);
  await walkToPermit(engine, id);
  const events = await readEvents(engine.parts.pool, id);
  const { machine } = engine.parts;
  expect(replayCase(machine, events).status).toBe('permitted');

  const firstApproval = events.findIndex(({ type }) => type === 'APPROVED');
  expect(() => replayCase(machine, events.toSpliced(firstApproval, 1))).toThrow(ReplayError);
  expect(() => replayCase(machine, events.slice(1))).toThrow(ReplayError);
  expect(() => replayCase(findMachine('north-america', 2), events)).toThrow(ReplayError);
});
