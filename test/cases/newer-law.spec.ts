/** Publishing reaches cases under way as each changed rule says, and older cases are read at their pins. */
import type { Law } from '../../src/cases/law.ts';
import { applyLaw } from '../../src/cases/apply-law.ts';
import { readAssessment } from '../../src/cases/case-queries.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { simulateLaw } from '../../src/cases/simulate-law.ts';
import { canonicalJson } from '../../src/common/canonical-json.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { openArchive } from '../../src/policy/life/archive.ts';
import { publishAll, publishDraft } from '../../src/policy/life/publish.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { withOlderLaw } from '../../src/regions/older-law.ts';
import { lawOf } from '../../src/regions/region.ts';
import { findMachine } from '../../workflows/registry.ts';
import { DPIA, PoliciesFixture, TIA } from '../policy/life/policies-fixture.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  addPeople,
  approve,
  Clock,
  engineOn,
  evidence,
  manifestOf,
  openAt,
  runnerOf,
} from './case-fixture.ts';
import { walk } from './walk.ts';
import { readTasks } from '../../src/tasks/task-queries.ts';

const FACTS = {
  deployment: { jurisdictions: ['EU'] },
  data: { personal: true, art9_condition: 'none' },
};
const BY = { by: 'ona', at: '2026-11-24' };
const MET = { version: 1, finding: 'met', missing: [] };
const OPEN = { version: 1, finding: 'open' };
const of = (rule: string) => ({ rule, title: rule, citation: 'GDPR, Art. 1' });
const NEW = { id: 'EU-T-NEW', requires: '{ documents: [lia] }' };
const clock = new Clock();
let opened: Awaited<ReturnType<typeof freshCells>>;
let policies: PoliciesFixture;

beforeEach(async () => {
  clock.at = new Clock().at;
  policies = new PoliciesFixture();
  publishAll(policies.dir, BY);
  opened = await freshCells(['eu']);
  await addPeople(opened.cells.get('eu'));
});
afterEach(async () => {
  await opened.close();
  policies.remove();
});

function law(): Law {
  return withOlderLaw(lawOf(loadCatalog(policies.dir), EU), EU, openArchive(policies.dir));
}

/** A service that was started now. */
function engine(): CaseEngine {
  return engineOn(opened.cells.get('eu'), clock, law());
}

function publishWith(change: (draft: string) => void, version = '2026.12.1'): void {
  const draft = policies.draft(version);
  change(draft);
  publishDraft(policies.dir, 'next', BY);
}

async function findingsOf(at: CaseEngine, id: string): Promise<string[]> {
  const { findings } = await readAssessment(at.parts.pool, id);
  return findings.map(({ rule, finding }) => `${rule} ${finding}`).toSorted();
}

async function typesOf(at: CaseEngine, id: string): Promise<string[]> {
  return (await readEvents(at.parts.pool, id)).map(({ type }) => type);
}

it('reads an older case at its pins, byte for byte, and goes on with it', async () => {
  const before = engine();
  const { id, packs } = await openAt(before, FACTS);
  const stored = canonicalJson(await readAssessment(before.parts.pool, id));
  publishWith((draft) => policies.rule({ ...NEW, inFlight: 'new_requests_only' }, draft));
  const after = engine();
  await applyLaw(after, BY);
  await act(after, id, 'rita', evidence('other'));
  expect((await after.view(id)).packs).toEqual(packs);
  expect(canonicalJson(await readAssessment(after.parts.pool, id))).toBe(stored);
  const fresh = await openAt(after, FACTS);
  expect(await findingsOf(after, fresh.id)).toContain('EU-T-NEW open');
});

it('moves an open case at once where a rule says so: what deciders saw no longer holds', async () => {
  const before = engine();
  const { id } = await openAt(before, FACTS);
  expect((await walk(before, id)).stages).toEqual(['permit']);
  publishWith((draft) =>
    policies.rule({ ...DPIA, requires: '{ documents: [dpia, lia] }', version: 2 }, draft),
  );
  const after = engine();
  expect(await applyLaw(after, BY)).toMatchObject({
    moved: 1,
    reviews: 0,
    stayed: 0,
    failures: [],
  });
  const view = await after.view(id);
  expect(view.packs).toEqual(after.parts.law.pins);
  expect(view.stages).toEqual(['documentation']);
  expect(view.stageRecords['approval']?.approvals).toEqual([]);
  expect(view.stageRecords['residency']?.approvals).toHaveLength(1);
  const events = await readEvents(after.parts.pool, id);
  const moved = events.find(({ type }) => type === 'PACK_CHANGED');
  expect(moved?.payload).toMatchObject({ rules: ['EU-T-DPIA'], packs: after.parts.law.pins });
  expect(events.some(({ type }) => type === 'DECISION_VOIDED')).toBe(true);
  expect(replayCase(findMachine('gdpr', 2), events).snapshot).toEqual(
    (await after.parts.pool.query('select snapshot from regulated_case')).rows[0].snapshot,
  );
  expect(await applyLaw(after, BY)).toMatchObject({ moved: 0 });
  expect(
    (await readEvents(after.parts.pool, 'eu')).map(({ type, actor }) => [type, actor]),
  ).toContainEqual(['PACK_PUBLISHED', 'ona']);
});

it('keeps a grandfathered rule until the facts change', async () => {
  const before = engine();
  const { id, packs } = await openAt(before, FACTS);
  publishWith((draft) => policies.rule({ ...NEW, inFlight: 'grandfather_until_change' }, draft));
  const after = engine();
  expect(await applyLaw(after, BY)).toMatchObject({ moved: 0, stayed: 1 });
  expect((await after.view(id)).packs).toEqual(packs);
  const facts = { ...FACTS, model: { use_case: 'churn_prediction' } };
  await act(after, id, 'rita', { type: 'AMENDED', manifest: manifestOf(facts), team: ['dev'] });
  expect((await after.view(id)).packs).toEqual(after.parts.law.pins);
  expect(await findingsOf(after, id)).toContain('EU-T-NEW open');
  expect(await typesOf(after, id)).toEqual([
    'SUBMITTED',
    'ASSESSED',
    'AMENDED',
    'PACK_CHANGED',
    'ASSESSED',
  ]);
});

it('keeps a rule with a day of grace until that day has come, and not a day longer', async () => {
  const before = engine();
  const { id, packs } = await openAt(before, FACTS);
  publishWith((draft) => policies.rule({ ...NEW, inFlight: 'grace_until:2026-12-01' }, draft));
  const last = '2026-11-30T23:59:59.999Z';
  for (const at of ['2026-11-24T09:00:00.000Z', last]) {
    clock.at = at;
    expect(await applyLaw(engine(), BY)).toMatchObject({ moved: 0, stayed: 1 });
    expect((await before.view(id)).packs).toEqual(packs);
    expect(await findingsOf(before, id)).not.toContain('EU-T-NEW open');
  }
  clock.at = '2026-12-01T00:00:00.000Z';
  const after = engine();
  expect(await applyLaw(after, BY)).toMatchObject({ moved: 1, stayed: 0, failures: [] });
  expect((await after.view(id)).packs).toEqual(after.parts.law.pins);
  expect(await findingsOf(after, id)).toContain('EU-T-NEW open');
  const moved = (await readEvents(after.parts.pool, id)).find(
    ({ type }) => type === 'PACK_CHANGED',
  );
  expect(moved?.payload).toMatchObject({ rules: ['EU-T-NEW'] });
});

it('ends the grace of a rule when the facts change before its day', async () => {
  const before = engine();
  const { id } = await openAt(before, FACTS);
  publishWith((draft) => policies.rule({ ...NEW, inFlight: 'grace_until:2027-12-01' }, draft));
  const after = engine();
  const facts = { ...FACTS, model: { use_case: 'churn_prediction' } };
  await act(after, id, 'rita', { type: 'AMENDED', manifest: manifestOf(facts), team: ['dev'] });
  expect(await findingsOf(after, id)).toContain('EU-T-NEW open');
});

it('moves a case rule by rule: what moves at once moves, what is kept is kept, over several versions', async () => {
  const before = engine();
  const { id } = await openAt(before, FACTS);
  publishWith((draft) => {
    policies.rule({ ...DPIA, requires: '{ documents: [dpia, lia] }' }, draft);
    policies.rule(
      { ...TIA, requires: '{ documents: [tia, lia] }', inFlight: 'new_requests_only' },
      draft,
    );
    policies.rule({ ...NEW, inFlight: 'grandfather_until_change' }, draft);
  });
  await applyLaw(engine(), BY);
  publishWith(
    (draft) => policies.rule({ ...DPIA, requires: '{ documents: [dpia, tia] }' }, draft),
    '2026.12.2',
  );
  const after = engine();
  await applyLaw(after, BY);
  const missing = new Map(
    (await readAssessment(after.parts.pool, id)).findings.map((one) => [one.rule, one.missing]),
  );
  expect(missing.get('EU-T-DPIA')).toEqual(['dpia', 'tia']);
  expect(missing.get('EU-T-TIA')).toEqual(['tia', 'dpo']);
  expect(missing.has('EU-T-NEW')).toBe(false);
  const [pin] = (await after.view(id)).packs;
  expect(pin).toMatchObject({
    version: '2026.12.2',
    keeps: [{ version: '2026.11.1', rules: ['EU-T-NEW', 'EU-T-TIA'] }],
  });
  const again = engine();
  await act(again, id, 'rita', evidence('other'));
  expect(await applyLaw(again, BY)).toMatchObject({ moved: 0, stayed: 1, failures: [] });
});

it('calls a live permit in for review and flips nothing', async () => {
  const before = engine();
  const { id, packs } = await openAt(before, FACTS);
  await walk(before, id);
  await runnerOf(before).drain();
  expect((await before.view(id)).status).toBe('permitted');
  publishWith((draft) => {
    policies.rule(NEW, draft);
    policies.rule({ ...DPIA, requires: '{ documents: [dpia, ropa] }', version: 2 }, draft);
    policies.rule({ ...TIA, when: 'data.personal == false', finding: 'not_applicable' }, draft);
  });
  const after = engine();
  expect(await applyLaw(after, BY)).toMatchObject({ moved: 0, reviews: 1 });
  const view = await after.view(id);
  expect([view.status, view.stages, view.packs]).toEqual(['permitted', ['review'], packs]);
  const events = await readEvents(after.parts.pool, id);
  const because = {
    from: packs,
    packs: after.parts.law.pins,
    rules: ['EU-T-DPIA', 'EU-T-NEW'],
    differences: [
      { ...of(DPIA.id), before: MET, after: { ...OPEN, version: 2, missing: ['ropa'] } },
      { ...of(NEW.id), before: null, after: { ...OPEN, missing: ['lia'] } },
      { ...of(TIA.id), before: MET, after: null },
    ],
  };
  expect(events.at(-1)?.payload).toEqual({ because });
  const open = async () =>
    (await readTasks(after.parts.pool, id)).filter(({ closedAt }) => closedAt === null);
  expect(await open()).toMatchObject([{ stage: 'review', because }]);
  await approve(after, id, 'ona', { stage: 'review', role: 'compliance_officer' });
  expect((await after.view(id)).stages).toEqual(['permit']);
  expect(await applyLaw(engine(), BY)).toMatchObject({ reviews: 0, stayed: 1 });
});

it('leaves a live permit alone whose findings stay the same', async () => {
  const before = engine();
  const { id } = await openAt(before, FACTS);
  await walk(before, id);
  await runnerOf(before).drain();
  publishWith((draft) =>
    policies.rule({ ...NEW, when: 'data.personal == false', finding: 'not_applicable' }, draft),
  );
  expect(await applyLaw(engine(), BY)).toMatchObject({ reviews: 0, stayed: 1 });
});

it('says what a draft would do, by rule, team and stage, and does nothing', async () => {
  const before = engine();
  const [open, live] = [await openAt(before, FACTS), await openAt(before, FACTS)];
  await walk(before, live.id);
  await runnerOf(before).drain();
  await walk(before, open.id);
  const rows = async () =>
    (
      await before.parts.pool.query(
        'select c.*, e.n from regulated_case c, (select count(*) n from journal_event) e order by id',
      )
    ).rows;
  const stood = await rows();
  publishWith((draft) => {
    policies.rule(NEW, draft);
    policies.rule({ ...TIA, when: 'data.personal == false', finding: 'not_applicable' }, draft);
  });
  const seen: number[] = [];
  const { region, pool } = before.parts;
  const simulation = await simulateLaw({
    region,
    pool,
    law: law(),
    stages: findMachine('gdpr', 2).decisionStages,
    today: '2026-11-24',
    onCase: (done, total) => seen.push(done, total),
  });
  expect(simulation).toEqual({
    region: 'eu',
    cases: { examined: 2, open: 1, live: 1, moved: 1, stayed: 1 },
    rules: { 'EU-T-NEW': { newlyFires: 2, newlyExempt: 0, noLongerFires: 0 } },
    teams: {
      rita: { cases: 2, newlyFires: 2, newlyExempt: 0, noLongerFires: 0, approvals: 4, permits: 1 },
    },
    approvals: { approval: 2, documentation: 1, opinion: 1 },
    permits: { review: 1, cases: [live.id] },
    unreadable: { count: 0, cases: [] },
  });
  expect(seen).toEqual([1, 2, 2, 2]);
  expect(await rows()).toEqual(stood);
});
