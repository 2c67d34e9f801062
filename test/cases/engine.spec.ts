import { canonicalJson, sha256Of } from '../../src/common/canonical-json.ts';
import { readDecisions } from '../../src/cases/case-queries.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { verifyChain } from '../../src/journal/event-hash.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { readTasks } from '../../src/tasks/task-queries.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  addPeople,
  approve,
  engineOn,
  evidence,
  manifestOf,
  openAt,
  walkToPermit,
} from './case-fixture.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;

beforeAll(async () => {
  opened = await freshCells();
  for (const cell of opened.cells.all()) await addPeople(cell);
});
afterAll(async () => opened.close());

describe.each(['eu', 'north-america'])('a case in %s', (region) => {
  it('goes from submission to a deployed permit, and its journal alone tells the same', async () => {
    const engine = engineOn(opened.cells.get(region));
    const { id } = await openAt(engine);
    const permitted = await walkToPermit(engine, id);
    expect(permitted.status).toBe('permitted');
    const deployed = await act(engine, id, 'rita', { type: 'DEPLOYED', cloudRegion: 'aws:x' });
    expect(deployed.status).toBe('deployed');

    const events = await readEvents(engine.parts.pool, id);
    expect(verifyChain(events)).toEqual({ ok: true, events: deployed.seq, tail: deployed.tail });
    const { rows } = await engine.parts.pool.query<{ snapshot: object }>(
      'select snapshot from regulated_case where id = $1',
      [id],
    );
    const replayed = replayCase(engine.parts.machine, events);
    expect(canonicalJson(replayed.snapshot)).toBe(canonicalJson(rows[0]?.snapshot));
    expect(replayed.status).toBe(deployed.status);

    const decisions = await readDecisions(engine.parts.pool, id);
    const approved = decisions.filter(
      ({ stage, role }) => stage === 'approval' && role === 'compliance_officer',
    );
    expect(new Set(approved.map(({ person }) => person.id)).size).toBe(2);
    const open = (await readTasks(engine.parts.pool, id)).filter(({ closedAt }) => !closedAt);
    expect(open.map(({ kind }) => kind)).not.toContain('machine');
  });
});

describe('a decision', () => {
  it('binds to exactly what the engine shows for its stage', async () => {
    const engine = engineOn(opened.cells.get('eu'));
    const { id, seen } = await openAt(engine);
    for (const stage of Object.keys(seen)) {
      expect(sha256Of(await engine.shownToDecider(id, stage))).toBe(seen[stage]);
    }
  });

  it('does not change what others bind to', async () => {
    const engine = engineOn(opened.cells.get('eu'));
    const { id } = await openAt(engine);
    await act(engine, id, 'rita', evidence('dpia'));
    const before = await act(engine, id, 'rita', evidence('validation_report'));
    const after = await approve(engine, id, 'vera', {
      stage: 'validation',
      role: 'independent_validator',
    });
    expect(after.seen).toEqual(before.seen);
  });

  it('falls when a document it saw changes, and the journal names the difference', async () => {
    const engine = engineOn(opened.cells.get('eu'));
    const { id } = await openAt(engine);
    await act(engine, id, 'rita', evidence('dpia'));
    await act(engine, id, 'rita', evidence('validation_report'));
    await approve(engine, id, 'vera', { stage: 'validation', role: 'independent_validator' });
    await approve(engine, id, 'ona', { stage: 'residency', role: 'compliance_officer' });
    await act(engine, id, 'rita', evidence('validation_report', 'second edition'));

    const decisions = await readDecisions(engine.parts.pool, id);
    const [validation, residency] = decisions;
    expect(residency?.voidedSeq).toBeNull();
    const events = await readEvents(engine.parts.pool, id);
    const voided = events.find(({ type }) => type === 'DECISION_VOIDED');
    expect(voided?.seq).toBe(validation?.voidedSeq);
    expect(voided?.payload).toMatchObject({
      decision: validation?.id,
      stage: 'validation',
      person: 'vera',
      differences: [{ path: 'documents.validation_report' }],
    });
    expect(verifyChain(events).ok).toBe(true);
  });

  it('falls when the manifest changes a fact it saw', async () => {
    const engine = engineOn(opened.cells.get('eu'));
    const { id } = await openAt(engine);
    await approve(engine, id, 'ona', { stage: 'residency', role: 'compliance_officer' });
    const view = await act(engine, id, 'rita', {
      type: 'AMENDED',
      manifest: manifestOf({ data: { place: 'abroad' } }),
      team: ['dev'],
    });
    expect(view.outcome).toBe('blocked');
    const [decision] = await readDecisions(engine.parts.pool, id);
    expect(decision?.voidedSeq).not.toBeNull();
    const events = await readEvents(engine.parts.pool, id);
    const voided = events.find(({ type }) => type === 'DECISION_VOIDED');
    expect(voided?.payload['differences']).toContainEqual({
      path: 'facts.data.place',
      before: 'home',
      after: 'abroad',
    });
  });
});
