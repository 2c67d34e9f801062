import type { CaseEngine } from '../../src/cases/engine.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { freshCells } from '../support/database.ts';
import { act, actor, addPeople, approve, engineOn, evidence, openAt } from './case-fixture.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let engine: CaseEngine;

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
  engine = engineOn(opened.cells.get('eu'));
});
afterAll(async () => opened.close());

/** Everything of one case that a change might touch. */
async function traces(caseId: string): Promise<unknown> {
  const { rows } = await engine.parts.pool.query(
    `select c.seq, c.status, c.snapshot, c.updated_at,
            (select count(*) from journal_event where subject = c.id) as events,
            (select json_agg(t order by t.id) from task t where t.case_id = c.id) as tasks,
            (select count(*) from decision where case_id = c.id) as decisions,
            (select count(*) from timer where case_id = c.id) as timers,
            (select count(*) from job where case_id = c.id) as jobs
       from regulated_case c where c.id = $1`,
    [caseId],
  );
  return rows;
}

describe('a change that does not commit', () => {
  it('leaves nothing when the connection is killed between write and commit', async () => {
    const { id } = await openAt(engine);
    const before = await traces(id);
    let reached = false;
    const lost = engine.transact(async (tx) => {
      await tx.handle(id, evidence('dpia'), { actor: actor('rita') });
      const { rows } = await tx.client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await engine.parts.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      reached = true;
    });
    await expect(lost).rejects.toThrow(/terminat|connection|ECONNRESET/iu);
    expect(reached).toBe(true);
    expect(await traces(id)).toEqual(before);
    // And the case goes on.
    await act(engine, id, 'rita', evidence('dpia'));
  });

  it('leaves nothing when its journal row is refused', async () => {
    const { id } = await openAt(engine);
    const before = await traces(id);
    await engine.parts.pool.query(`
      create function refuse_it() returns trigger language plpgsql as
        $$ begin raise exception 'no room in the journal'; end $$;
      create trigger refuse_it before insert on journal_event for each row
        when (new.type = 'APPROVED') execute function refuse_it()`);
    await expect(
      approve(engine, id, 'ona', { stage: 'residency', role: 'compliance_officer' }),
    ).rejects.toThrow('no room in the journal');
    await engine.parts.pool.query('drop function refuse_it cascade');
    expect(await traces(id)).toEqual(before);
    await approve(engine, id, 'ona', { stage: 'residency', role: 'compliance_officer' });
  });

  it('leaves nothing when what shares its transaction fails', async () => {
    const { id } = await openAt(engine);
    const before = await traces(id);
    const failed = engine.transact(async (tx) => {
      await tx.handle(id, evidence('dpia'), { actor: actor('rita') });
      throw new Error('upload broke off');
    });
    await expect(failed).rejects.toThrow('upload broke off');
    expect(await traces(id)).toEqual(before);
  });
});

describe('the journal', () => {
  it.each([
    ['update', "update journal_event set actor = 'nobody'"],
    ['delete', 'delete from journal_event'],
    ['truncate', 'truncate journal_event cascade'],
  ])('refuses %s', async (_verb, statement) => {
    const { id } = await openAt(engine);
    await expect(engine.parts.pool.query(statement)).rejects.toThrow('append-only');
    expect(await readEvents(engine.parts.pool, id)).toHaveLength(2);
  });
});
