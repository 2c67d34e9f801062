import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssessment, readDecisions } from '../../src/cases/case-queries.ts';
import { SeenChangedError } from '../../src/cases/cases.errors.ts';
import { CaseEngine } from '../../src/cases/engine.ts';
import { openRequest } from '../../src/cases/open-request.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { packageRoot } from '../../src/common/package-root.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { lawOf } from '../../src/regions/region.ts';
import { readSubmission } from '../../src/requests/read-submission.ts';
import { readInbox, readTasks } from '../../src/tasks/task-queries.ts';
import { findMachine } from '../../workflows/registry.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  addPeople,
  approve,
  Clock,
  engineOn,
  evidence,
  openAt,
  PEOPLE,
  requestOf,
  runnerOf,
  smallLaw,
  walkToOwed,
  walkToPermit,
} from './case-fixture.ts';

const EXAMPLE = join(packageRoot(), 'examples', 'loan-default');
const NOT_YET = '2026-11-18T09:00:00.000Z';
/** Directive (EU) 2023/2225 applies from this day on: social networks are barred from credit decisions. */
const CREDIT_DAY = '2026-11-20';
/** The AI Act's duties for high-risk systems, as postponed. */
const AI_DAY = '2027-12-02T00:00:00.000Z';

const catalog = loadCatalog();
let opened: Awaited<ReturnType<typeof freshCells>>;
let clock: Clock;
let engine: CaseEngine;

beforeAll(async () => {
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
  await opened.cells
    .get('eu')
    .pool.query(`insert into person (id, name, created_at) values ('eva', 'Eva', now())`);
});
afterAll(async () => opened.close());
beforeEach(async () => {
  await opened.cells.get('eu').pool.query('delete from timer; delete from job');
  clock = new Clock(NOT_YET);
  engine = new CaseEngine({
    region: 'eu',
    pool: opened.cells.get('eu').pool,
    machine: findMachine(EU.machine.id, EU.machine.version),
    law: lawOf(catalog, EU),
    now: clock.now,
  });
});

/** The bank's model with every paper handed in; `social`: it also looks at social networks. */
async function openLoan(social: boolean): Promise<string> {
  const file = readFileSync(join(EXAMPLE, 'manifest.corrected.yaml'), 'utf8');
  const linkedin = '\nfeatures:\n  - { name: linkedin_connections, category: social_media }';
  const text = social ? file.replace(/\nfeatures:/u, linkedin) : file;
  const { manifest } = readSubmission(catalog, text, '2026-11-18');
  const { cases } = await openRequest([engine], { ...requestOf({}, clock), manifest });
  const id = cases[0]?.id ?? '';
  for (const paper of readdirSync(join(EXAMPLE, 'documents'))) {
    await act(engine, id, 'rita', evidence(paper.replace(/\.md$/u, '')));
  }
  return id;
}

async function findingOf(id: string, rule: string): Promise<string | undefined> {
  const { findings } = await readAssessment(engine.parts.pool, id);
  return findings.find((finding) => finding.rule === rule)?.finding;
}

async function typesOf(id: string): Promise<string[]> {
  return (await readEvents(engine.parts.pool, id)).map(({ type }) => type);
}

async function timers(id: string): Promise<unknown[]> {
  const { rows } = await engine.parts.pool.query<{ due_at: Date }>(
    `select due_at from timer where case_id = $1 and id = 'law-date'`,
    [id],
  );
  return rows.map(({ due_at: due }) => due.toISOString());
}

async function workInboxes(id: string): Promise<void> {
  for (let left = 1; left > 0;) {
    left = 0;
    for (const [personId, roles] of Object.entries(PEOPLE)) {
      const inbox = await readInbox(engine.parts.pool, { personId, roles });
      const task = inbox.find((item) => item.caseId === id && item.role !== 'requester');
      if (!task) continue;
      left += 1;
      await approve(engine, id, personId, { stage: task.stage, role: task.role });
    }
  }
}

const FEATURES = { stage: 'features', role: 'compliance_officer' } as const;

describe('a duty that begins between submission and decision', () => {
  it('fires: a decision on the earlier law is refused, and the reading of the day is kept', async () => {
    const id = await openLoan(true);
    expect(await findingOf(id, 'EU-CCD2-18-DATA')).toBe('upcoming');
    expect(await timers(id)).toEqual([`${CREDIT_DAY}T00:00:00.000Z`]);
    await approve(engine, id, 'ona', FEATURES);
    const { seen } = await engine.view(id);

    clock.at = '2026-11-23T09:00:00.000Z';
    const decided = act(engine, id, 'otto', {
      type: 'REJECTED',
      ...FEATURES,
      seen: seen['features'] ?? '',
      reason: 'as I saw it last week',
    });
    await expect(decided).rejects.toThrow(SeenChangedError);

    const view = await engine.view(id);
    expect([view.asOf, view.outcome, view.status]).toEqual(['2026-11-23', 'blocked', 'open']);
    expect(await findingOf(id, 'EU-CCD2-18-DATA')).toBe('blocked');
    expect((await typesOf(id)).slice(-3)).toEqual(['LAW_DATE', 'ASSESSED', 'DECISION_VOIDED']);
    const events = await readEvents(engine.parts.pool, id);
    expect(events.at(-2)?.payload).toMatchObject({ assessment: { asOf: '2026-11-23' } });
    expect(events.at(-1)?.payload['differences']).toContainEqual({
      path: 'findings.EU-CCD2-18-DATA.finding',
      before: 'upcoming',
      after: 'blocked',
    });
    const [fallen] = await readDecisions(engine.parts.pool, id);
    expect(fallen).toMatchObject({ person: { id: 'ona' }, voidedSeq: view.seq });
    const replayed = replayCase(engine.parts.machine, events);
    expect(replayed.context.assessment).toEqual(events.at(-2)?.payload['assessment']);
  });

  it('reaches an open case on its day by itself, and once', async () => {
    const id = await openLoan(true);
    clock.at = '2026-11-19T23:59:59.000Z';
    await runnerOf(engine).drain();
    expect((await engine.view(id)).asOf).toBe('2026-11-18');
    clock.at = `${CREDIT_DAY}T00:00:00.000Z`;
    await runnerOf(engine).drain();
    expect((await engine.view(id)).outcome).toBe('blocked');
    expect((await typesOf(id)).filter((type) => type === 'LAW_DATE')).toHaveLength(1);
    expect(await timers(id)).toEqual([AI_DAY]);
  });

  it('lets no permit out that was earned the day before', async () => {
    const id = await openLoan(true);
    await workInboxes(id);
    expect((await engine.view(id)).stages).toEqual(['permit']);
    clock.at = `${CREDIT_DAY}T00:00:00.000Z`;
    await engine.transact(async (tx) => tx.readLaw(id));
    const view = await engine.view(id);
    expect([view.permit, view.outcome]).toEqual([null, 'blocked']);
    expect(view.stages).toContain('features');
  });

  it('does not disturb a decision to which it makes no difference', async () => {
    const small = engineOn(opened.cells.get('eu'), clock);
    const { id } = await openAt(small);
    clock.at = '2026-11-23T09:00:00.000Z';
    const view = await approve(small, id, 'ona', {
      stage: 'residency',
      role: 'compliance_officer',
    });
    expect(view.stageRecords['residency']?.approvals).toHaveLength(1);
    expect(await typesOf(id)).not.toContain('LAW_DATE');
  });
});

describe('a duty that begins while a permit lives', () => {
  it('suspends it when its papers are missing, and asks an officer', async () => {
    clock.at = '2027-06-01T09:00:00.000Z';
    const id = await openLoan(false);
    await workInboxes(id);
    await runnerOf(engine).drain();
    expect((await engine.view(id)).status).toBe('permitted');
    expect(await timers(id)).toEqual([AI_DAY]);

    clock.at = AI_DAY;
    await runnerOf(engine).drain();
    const view = await engine.view(id);
    expect([view.status, view.asOf]).toEqual(['suspended', '2027-12-02']);
    expect(await findingOf(id, 'EU-AIA-11-TECHDOC')).toBe('open');
    const tasks = await readTasks(engine.parts.pool, id);
    expect(tasks.filter(({ closedAt }) => closedAt === null)).toMatchObject([
      { stage: 'deployment', role: 'compliance_officer' },
      { stage: 'approval', role: 'accountable_executive' },
    ]);
  });

  it('leaves it alone when all was handed in and signed before', async () => {
    clock.at = '2027-06-01T09:00:00.000Z';
    const id = await openLoan(false);
    await workInboxes(id);
    await runnerOf(engine).drain();
    const { findings } = await readAssessment(engine.parts.pool, id);
    const papers = findings
      .filter(({ finding }) => finding === 'upcoming')
      .flatMap(({ lacks }) => lacks.documents);
    for (const paper of new Set(papers)) await act(engine, id, 'rita', evidence(paper));
    const { seen } = await engine.view(id);
    const signature = {
      type: 'APPROVED',
      stage: 'approval',
      role: 'accountable_executive',
      reason: 'I declare conformity',
      seen: seen['approval'] ?? '',
    } as const;
    const executive = { personId: 'eva', roles: ['accountable_executive'] };
    await engine.handle(id, signature, { actor: executive });

    clock.at = AI_DAY;
    await runnerOf(engine).drain();
    const view = await engine.view(id);
    expect([view.status, view.outcome, view.asOf]).toEqual(['permitted', 'allowed', '2027-12-02']);
  });

  it('stays when a paper was handed in before, and comes back when it is handed in after', async () => {
    const day = '2027-12-02';
    const law = smallLaw('eu');
    const dated = {
      ...law,
      assess: (input: Parameters<typeof law.assess>[0]) => {
        const reading = law.assess(input);
        const [, paper] = reading.findings;
        const held = input.held.documents.includes('techdoc');
        const finding = input.asOf < day ? 'upcoming' : held ? 'met' : 'open';
        const duty = paper && ({ ...paper, rule: 'T-NEW', finding, approvals: [] } as const);
        return { ...reading, findings: [...reading.findings, ...(duty ? [duty] : [])] };
      },
      nextChange: ({ asOf }: { readonly asOf: string }) => (asOf < day ? day : null),
    };
    clock.at = '2027-06-01T09:00:00.000Z';
    const small = engineOn(opened.cells.get('eu'), clock, dated);
    const [handed, missing] = [await openAt(small), await openAt(small)];
    await walkToPermit(small, handed.id);
    await walkToPermit(small, missing.id);
    await act(small, handed.id, 'rita', evidence('techdoc'));
    clock.at = AI_DAY;
    await runnerOf(small).drain();
    expect((await small.view(handed.id)).status).toBe('permitted');
    expect((await small.view(missing.id)).status).toBe('suspended');

    await act(small, missing.id, 'rita', evidence('techdoc'));
    const resumed = await act(small, missing.id, 'ona', {
      type: 'RESUMED',
      stage: 'deployment',
      role: 'compliance_officer',
      reason: 'the paper is here',
    });
    expect(resumed.status).toBe('permitted');
  });

  it('is read before a deployment, which is refused on a permit that no longer stands', async () => {
    clock.at = '2027-06-01T09:00:00.000Z';
    const id = await openLoan(false);
    await workInboxes(id);
    await runnerOf(engine).drain();
    clock.at = AI_DAY;
    const deployed = act(engine, id, 'rita', { type: 'DEPLOYED', cloudRegion: 'eu-central-1' });
    await expect(deployed).rejects.toMatchObject({ code: 'ERR_EVENT_REFUSED' });
    expect((await engine.view(id)).status).toBe('suspended');
  });
});

it('voids, by name, the approval of somebody whom an amendment brings into the team', async () => {
  const small = engineOn(opened.cells.get('eu'), clock);
  const { id } = await openAt(small);
  await approve(small, id, 'ona', { stage: 'residency', role: 'compliance_officer' });
  const { manifest } = requestOf({ data: { place: 'home' }, team: { owner: 'ona' } });
  const view = await act(small, id, 'rita', { type: 'AMENDED', manifest, team: ['ona'] });
  expect(view.team).toEqual(['ona']);
  expect(view.stageRecords['residency']?.approvals).toEqual([]);
  const events = await readEvents(small.parts.pool, id);
  const voided = events.find(({ type }) => type === 'DECISION_VOIDED');
  expect(voided?.payload['differences']).toContainEqual({
    path: 'team.ona',
    after: 'of the team',
  });
  const residency = { stage: 'residency', role: 'compliance_officer' } as const;
  await expect(approve(small, id, 'ona', residency)).rejects.toMatchObject({
    code: 'ERR_NOT_INDEPENDENT',
  });
  const inbox = async (personId: string) =>
    (await readInbox(small.parts.pool, { personId, roles: PEOPLE[personId] ?? [] })).filter(
      ({ caseId, role }) => caseId === id && role !== 'requester',
    );
  expect(await inbox('ona')).toEqual([]);
  expect(await inbox('dev')).toEqual([]);
  expect((await inbox('otto')).length).toBeGreaterThan(0);
});

it('shows waivers to whoever decides on the whole case: one more makes their approvals void', async () => {
  const small = engineOn(opened.cells.get('eu'), clock);
  const { id } = await openAt(small);
  const before = await walkToOwed(small, id);
  const waivedOn = before.seen['approval'];
  const again = await openAt(small);
  await act(small, again.id, 'rita', evidence('dpia'));
  const { seen } = await small.view(again.id);
  const waived = await act(small, again.id, 'olga', {
    type: 'FINDING_WAIVED',
    rule: 'T-VALID',
    stage: 'validation',
    role: 'compliance_officer',
    reason: 'for a month',
    expires: '2026-12-23T00:00:00.000Z',
    seen: seen['validation'] ?? '',
  });
  expect(waivedOn).toBeDefined();
  expect(waived.waivers).toHaveLength(1);
  for (const stage of ['opinion', 'approval', 'audit', 'review']) {
    expect(waived.seen[stage]).not.toBe(seen[stage]);
  }
  expect(waived.seen['validation']).toBe(seen['validation']);
});
