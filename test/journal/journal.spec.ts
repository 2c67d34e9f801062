import { verifyChain } from '../../src/journal/event-hash.ts';
import { appendEvent, readEvents } from '../../src/journal/journal.ts';
import type { Cell } from '../../src/database/cell.ts';
import { freshCells } from '../support/database.ts';

const AT = '2026-11-23T09:00:00.000Z';
let opened: Awaited<ReturnType<typeof freshCells>>;
let cell: Cell;

beforeEach(async () => {
  opened = await freshCells(['eu']);
  cell = opened.cells.get('eu');
});
afterEach(async () => opened.close());

async function append(person: string, ending: 'commit' | 'rollback' = 'commit'): Promise<void> {
  const client = await cell.pool.connect();
  try {
    await client.query('begin');
    const entry = { type: 'PERSON_ADDED', payload: { person, roles: ['dpo'] } } as const;
    await appendEvent(client, { subject: 'eu', actor: 'admin', at: AT, entry });
    await client.query(ending);
  } finally {
    client.release();
  }
}

it('keeps a cell’s own chain gapless, whoever appends at once and whoever gives up', async () => {
  const people = Array.from({ length: 12 }, (_none, index) => `person${index}`);
  await Promise.all(
    people.map(async (person, index) => append(person, index % 3 === 0 ? 'rollback' : 'commit')),
  );
  const events = await readEvents(cell.pool, 'eu');
  expect(events).toHaveLength(8);
  expect(verifyChain(events)).toMatchObject({ ok: true, events: 8 });
});

it('is read page by page', async () => {
  for (const person of ['a', 'b', 'c']) await append(person);
  const first = await readEvents(cell.pool, 'eu', { limit: 2 });
  const rest = await readEvents(cell.pool, 'eu', { after: 2, limit: 2 });
  expect([...first, ...rest].map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(rest[0]?.payload).toEqual({ person: 'c', roles: ['dpo'] });
});
