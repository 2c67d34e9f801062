import { listCases } from '../../src/cases/case-queries.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { freshCells } from '../support/database.ts';
import { act, addPeople, Clock, engineOn, openAt } from './case-fixture.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let engine: CaseEngine;
const ids: string[] = [];

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
  const clock = new Clock();
  engine = engineOn(opened.cells.get('eu'), clock);
  for (let count = 0; count < 5; count += 1) {
    // Two at the same instant: a page may end between them.
    if (count !== 2) clock.forward(1000);
    ids.push((await openAt(engine)).id);
  }
});
afterAll(async () => opened.close());

it('shows every case once over all pages, newest first', async () => {
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listCases(engine.parts.pool, { limit: 2, cursor: cursor ?? undefined });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(seen[0]).toBe(ids[4]);
  expect(seen.at(-1)).toBe(ids[0]);
});

it('narrows by status, request and person', async () => {
  const [id] = ids;
  await act(engine, id ?? '', 'rita', { type: 'WITHDRAWN', reason: 'not needed' });
  const { pool } = engine.parts;
  expect((await listCases(pool, { status: 'withdrawn' })).items.map((item) => item.id)).toEqual([
    id,
  ]);
  expect((await listCases(pool, { of: 'dev' })).items).toHaveLength(5);
  expect((await listCases(pool, { of: 'ona' })).items).toEqual([]);
  const { requestId } = await engine.view(id ?? '');
  expect((await listCases(pool, { requestId })).items).toHaveLength(1);
});

it.each([
  'nonsense',
  Buffer.from('[1]').toString('base64url'),
  Buffer.from('["x","y"]').toString('base64url'),
])('refuses the cursor %s', async (cursor) => {
  await expect(listCases(engine.parts.pool, { cursor })).rejects.toMatchObject({
    code: 'ERR_CURSOR_UNREADABLE',
    status: 400,
  });
});
