import { readDecisions } from '../../src/cases/case-queries.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { openRequest } from '../../src/cases/open-request.ts';
import type { PersonEvent } from '../../src/cases/person-event.ts';
import { sha256Hex } from '../../src/common/canonical-json.ts';
import type { IdempotentCall } from '../../src/http/idempotency.ts';
import { verifyChain } from '../../src/journal/event-hash.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  actor,
  addPeople,
  approve,
  engineOn,
  evidence,
  openAt,
  requestOf,
} from './case-fixture.ts';

let opened: Awaited<ReturnType<typeof freshCells>>;
let engine: CaseEngine;

beforeAll(async () => {
  opened = await freshCells();
  for (const cell of opened.cells.all()) await addPeople(cell);
  engine = engineOn(opened.cells.get('eu'));
});
afterAll(async () => opened.close());

async function atApproval(): Promise<string> {
  const { id } = await openAt(engine);
  await act(engine, id, 'rita', evidence('dpia'));
  await act(engine, id, 'rita', evidence('validation_report'));
  await approve(engine, id, 'vera', { stage: 'validation', role: 'independent_validator' });
  for (const stage of ['residency', 'features', 'documentation']) {
    await approve(engine, id, 'ona', { stage, role: 'compliance_officer' });
  }
  await approve(engine, id, 'dora', { stage: 'opinion', role: 'dpo' });
  return id;
}

const APPROVAL = { stage: 'approval', role: 'compliance_officer' };

describe('several people at once', () => {
  it('makes one step of each approval, and stops asking at the quorum', async () => {
    const id = await atApproval();
    const before = await engine.view(id);
    const results = await Promise.allSettled(
      ['ona', 'otto', 'olga'].map(async (who) => approve(engine, id, who, APPROVAL)),
    );
    // The quorum is two: the third comes too late.
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const after = await engine.view(id);
    expect(after.stages).toEqual(['permit']);
    const events = await readEvents(engine.parts.pool, id, { after: before.seq });
    expect(events.filter(({ type }) => type === 'APPROVED')).toHaveLength(2);
    expect(verifyChain(await readEvents(engine.parts.pool, id)).ok).toBe(true);
    const decisions = await readDecisions(engine.parts.pool, id);
    expect(decisions.filter(({ stage }) => stage === 'approval')).toHaveLength(2);
  });

  it('counts one person who decides twice at the same moment once', async () => {
    const id = await atApproval();
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map(async () => approve(engine, id, 'ona', APPROVAL)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const view = await engine.view(id);
    expect(view.stageRecords['approval']?.approvals).toHaveLength(1);
  });
});

function callOf(key: string, body = 'body'): IdempotentCall {
  return {
    personId: 'rita',
    key,
    method: 'POST',
    path: '/api/v1/cases/x/withdraw',
    bodySha256: sha256Hex(body),
  };
}

describe('a repeated call', () => {
  const WITHDRAWN: PersonEvent = { type: 'WITHDRAWN', reason: 'not needed' };

  it('gets the first answer and changes nothing, also when both come at once', async () => {
    const { id } = await openAt(engine);
    const options = { actor: actor('rita'), idempotency: callOf('once') };
    const [one, other] = await Promise.all([
      engine.handle(id, WITHDRAWN, options),
      engine.handle(id, WITHDRAWN, options),
    ]);
    expect(other).toEqual(one);
    expect(await engine.handle(id, WITHDRAWN, options)).toEqual(one);
    expect((await engine.view(id)).seq).toBe(one.seq);
  });

  it('is refused when the key comes with another request', async () => {
    const { id } = await openAt(engine);
    await engine.handle(id, evidence('dpia'), { actor: actor('rita'), idempotency: callOf('two') });
    const other = { actor: actor('rita'), idempotency: callOf('two', 'another body') };
    await expect(engine.handle(id, WITHDRAWN, other)).rejects.toMatchObject({ status: 422 });
    expect((await engine.view(id)).status).toBe('open');
  });
});

describe('a request over two regions', () => {
  const facts = { data: { place: 'home' } };

  it('opens one case in each, or none', async () => {
    const other = engineOn(opened.cells.get('north-america'));
    const { requestId, cases } = await openRequest([engine, other], requestOf(facts));
    expect(cases.map(({ region }) => region).toSorted()).toEqual(['eu', 'north-america']);

    await opened.cells.get('north-america').pool.query("delete from person where id = 'olga'");
    const bad = { ...requestOf(facts), submittedBy: 'olga' };
    await expect(openRequest([engine, other], bad)).rejects.toThrow('request_submitted_by_fkey');
    const { rows } = await engine.parts.pool.query('select from request where id = $1', [bad.id]);
    expect(rows).toHaveLength(0);
    expect(requestId).not.toBe(bad.id);
  });

  it('is completed, not repeated, when only one cell had kept it', async () => {
    const other = engineOn(opened.cells.get('north-america'));
    const call: IdempotentCall = {
      personId: 'rita',
      key: 'halfway',
      method: 'POST',
      path: '/api/v1/requests',
      bodySha256: sha256Hex('body'),
    };
    const half = await openRequest([engine], requestOf(facts), call);
    const whole = await openRequest([engine, other], requestOf(facts), call);
    expect(whole.requestId).toBe(half.requestId);
    expect(whole.cases.find(({ region }) => region === 'eu')?.id).toBe(half.cases[0]?.id);
    expect(whole.cases).toHaveLength(2);
  });
});
