/** Conditions on approvals, named changes, appeals, incidents and drift, on a real database with a clock that is moved. */
import { readDecisions } from '../../src/cases/case-queries.ts';
import type { CaseView } from '../../src/cases/case.views.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { incidentEvent } from '../../src/cases/incident-event.ts';
import { decisionEvent, type DecisionInput } from '../../src/cases/person-event.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { loadIncidents } from '../../src/policy/load-incidents.ts';
import { readInbox, readTasks } from '../../src/tasks/task-queries.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  addPeople,
  approve,
  Clock,
  engineOn,
  openAt,
  PEOPLE,
  runnerOf,
  walkToPermit,
} from './case-fixture.ts';

const DAY = 86_400_000;
let opened: Awaited<ReturnType<typeof freshCells>>;
let clock: Clock;
let engine: CaseEngine;

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
});
afterAll(async () => opened.close());
beforeEach(() => {
  clock = new Clock();
  engine = engineOn(opened.cells.get('eu'), clock);
});

async function decide(
  id: string,
  who: string,
  input: Omit<DecisionInput, 'reason' | 'role'> & { readonly role?: string },
): Promise<CaseView> {
  const event = decisionEvent({ role: 'compliance_officer', reason: 'because', ...input });
  return act(engine, id, who, event);
}

/** Approves residency on a condition that the developer has to meet within ten days. */
async function onCondition(id: string): Promise<CaseView> {
  const { seen } = await engine.view(id);
  const due = new Date(Date.parse(clock.at) + 10 * DAY).toISOString();
  return decide(id, 'ona', {
    kind: 'approve',
    stage: 'residency',
    seen: seen['residency'],
    conditions: [{ text: 'encrypt the backups', owner: 'dev', due }],
  });
}

async function openKeys(id: string): Promise<string[]> {
  const tasks = await readTasks(engine.parts.pool, id);
  return tasks.filter(({ closedAt }) => closedAt === null).map(({ key }) => key);
}

async function typesOf(id: string): Promise<string[]> {
  return (await readEvents(engine.parts.pool, id)).map(({ type }) => type);
}

async function rejected(): Promise<string> {
  const { id, seen } = await openAt(engine);
  const stage = 'residency';
  const view = await decide(id, 'ona', { kind: 'reject', stage, seen: seen[stage] });
  expect(view).toMatchObject({ status: 'rejected', rejection: { by: 'ona', appealed: null } });
  return id;
}

async function running(): Promise<string> {
  const { id } = await openAt(engine);
  await walkToPermit(engine, id);
  await act(engine, id, 'rita', { type: 'DEPLOYED', cloudRegion: 'aws:eu-central-1' });
  return id;
}

describe('an approval on a condition', () => {
  it('counts, gives work to its owner and to who confirms it, and is seen by others', async () => {
    const { id } = await openAt(engine);
    const view = await onCondition(id);
    const [condition] = view.conditions;
    expect(condition).toMatchObject({
      owner: 'dev',
      stage: 'residency',
      met: null,
      overdue: false,
    });
    expect(view.stageRecords['residency']?.approvals).toMatchObject([{ by: 'ona' }]);
    expect(await openKeys(id)).toEqual(
      expect.arrayContaining([
        `condition:${condition?.id}:meet`,
        `condition:${condition?.id}:confirm`,
      ]),
    );
    const inbox = await readInbox(engine.parts.pool, {
      personId: 'ona',
      roles: PEOPLE['ona'] ?? [],
    });
    expect(inbox.map(({ key }) => key)).toContain(`condition:${condition?.id}:confirm`);
  });

  it('falls by itself when the condition is overdue before the permit, and is asked for again', async () => {
    const { id } = await openAt(engine);
    const given = await onCondition(id);
    clock.forward(9 * DAY);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).conditions).toHaveLength(1);
    clock.forward(DAY);
    await runnerOf(engine).drain();
    const view = await engine.view(id);
    expect(view.conditions).toEqual([]);
    expect(view.stageRecords['residency']?.approvals).toEqual([]);
    expect(view.stages).toContain('residency');
    const decisions = await readDecisions(engine.parts.pool, id);
    expect(decisions[0]?.voidedSeq).toBeGreaterThan(given.seq);
    expect(await typesOf(id)).toEqual(
      expect.arrayContaining(['CONDITION_OVERDUE', 'DECISION_VOIDED']),
    );
    expect((await openKeys(id)).filter((key) => key.startsWith('condition'))).toEqual([]);
  });

  it('suspends a permit by itself when overdue, until somebody confirms it and an officer resumes', async () => {
    const { id } = await openAt(engine);
    const { conditions } = await onCondition(id);
    const condition = conditions[0]?.id;
    expect((await walkToPermit(engine, id)).status).toBe('permitted');
    clock.forward(10 * DAY);
    await runnerOf(engine).drain();
    expect(await engine.view(id)).toMatchObject({
      status: 'suspended',
      conditions: [{ overdue: true }],
    });
    const resume = { kind: 'resume', stage: 'deployment' } as const;
    await expect(decide(id, 'ona', resume)).rejects.toThrow('RESUMED');
    const met = { kind: 'meet_condition', stage: 'residency', condition } as const;
    await expect(decide(id, 'dev', met)).rejects.toMatchObject({ code: 'ERR_NOT_INDEPENDENT' });
    await decide(id, 'otto', met);
    await expect(decide(id, 'otto', met)).rejects.toThrow('CONDITION_MET');
    expect((await decide(id, 'ona', resume)).status).toBe('permitted');
    expect(await openKeys(id)).not.toContain(`condition:${condition}:confirm`);
  });
});

describe('a request for changes', () => {
  it('names the findings that it is about, and only such as the case has', async () => {
    const { id, seen } = await openAt(engine);
    const ask = { kind: 'request_changes', stage: 'residency', seen: seen['residency'] } as const;
    await expect(decide(id, 'ona', { ...ask, findings: ['T-NONE'] })).rejects.toMatchObject({
      code: 'ERR_EVENT_REFUSED',
    });
    const view = await decide(id, 'ona', { ...ask, findings: ['T-DPIA'] });
    expect(view.stageRecords['residency']?.changes).toMatchObject({ findings: ['T-DPIA'] });
  });
});

describe('a rejection', () => {
  const reason = 'it rests on an older manifest';

  it('is final when nobody appeals within 30 days', async () => {
    const id = await rejected();
    clock.forward(30 * DAY);
    await runnerOf(engine).drain();
    expect(await engine.view(id)).toMatchObject({ status: 'rejected', possible: [] });
    await expect(act(engine, id, 'rita', { type: 'APPEALED', reason })).rejects.toThrow('APPEALED');
  });

  it('is decided on anew by another person once the team appeals', async () => {
    const id = await rejected();
    await expect(act(engine, id, 'ona', { type: 'APPEALED', reason })).rejects.toThrow('ona');
    await act(engine, id, 'rita', { type: 'APPEALED', reason });
    const overturn = { kind: 'overturn', stage: 'approval' } as const;
    await expect(decide(id, 'ona', overturn)).rejects.toThrow('REJECTION_OVERTURNED');
    const view = await decide(id, 'otto', overturn);
    expect(view).toMatchObject({ status: 'open', rejection: null });
    expect(view.stages).toContain('residency');
    const [first] = await readDecisions(engine.parts.pool, id);
    expect(first).toMatchObject({ kind: 'reject', voidedSeq: expect.any(Number) });
    expect((await walkToPermit(engine, id)).status).toBe('permitted');
  });

  it('stands for good when it is upheld', async () => {
    const id = await rejected();
    await act(engine, id, 'rita', { type: 'APPEALED', reason });
    const view = await decide(id, 'otto', { kind: 'uphold', stage: 'approval' });
    expect(view).toMatchObject({ status: 'rejected', possible: [] });
  });
});

describe('what runs', () => {
  const known = loadIncidents();
  it('is suspended by an incident, with 72 hours to tell the authority from when it was known', async () => {
    const id = await running();
    const aware = new Date(Date.parse(clock.at) - 3_600_000).toISOString();
    const report = { kind: 'personal_data_breach', reason: 'open backup', aware_at: aware };
    const view = await act(
      engine,
      id,
      'vera',
      incidentEvent(known, 'eu', { ...report, now: clock.at }),
    );
    expect(view.status).toBe('suspended');
    const [incident] = view.incidents;
    const tasks = await readTasks(engine.parts.pool, id);
    const notify = tasks.find(({ key }) => key === `incident:${incident?.id}:authority`);
    expect(notify).toMatchObject({
      role: 'dpo',
      title: 'Notify the supervisory authority (GDPR Art. 33(1))',
      dueAt: new Date(Date.parse(aware) + 72 * 3_600_000).toISOString(),
    });
    const done = {
      kind: 'report_done',
      stage: 'deployment',
      role: 'dpo',
      incident: incident?.id,
      duty: 'authority',
    } as const;
    const after = await decide(id, 'dora', done);
    expect(after.incidents[0]?.duties[0]).toMatchObject({ id: 'authority', done: clock.at });
    await expect(decide(id, 'dora', done)).rejects.toThrow('INCIDENT_DUTY_DONE');
    expect((await decide(id, 'ona', { kind: 'resume', stage: 'deployment' })).status).toBe(
      'deployed',
    );
  });

  it('is called in for review when it drifts', async () => {
    const id = await running();
    const drift = {
      type: 'DRIFT_REPORTED',
      metric: 'psi',
      value: 0.31,
      threshold: 0.25,
      reason: 'a shift',
    } as const;
    const view = await act(engine, id, 'rita', drift);
    expect(view).toMatchObject({ status: 'deployed', stages: ['review'] });
    await approve(engine, id, 'ona', { stage: 'review', role: 'compliance_officer' });
    expect((await engine.view(id)).stages).toEqual(['deployment']);
  });
});

it('leads by the journal alone to where every case of these tests stands', async () => {
  const { rows } = await engine.parts.pool.query<{ id: string; snapshot: unknown }>(
    'select id, snapshot from regulated_case',
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { id, snapshot } of rows) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is quick enough
    const events = await readEvents(engine.parts.pool, id);
    expect(replayCase(engine.parts.machine, events).snapshot).toEqual(snapshot);
  }
});
