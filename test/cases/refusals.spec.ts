import { EventRefusedError, PackPinError } from '../../src/cases/cases.errors.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { decisionEvent } from '../../src/cases/person-event.ts';
import { sha256Hex } from '../../src/common/canonical-json.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  actor,
  addPeople,
  approve,
  Clock,
  engineOn,
  evidence,
  openAt,
  smallLaw,
} from './case-fixture.ts';

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

const RESIDENCY = { stage: 'residency', role: 'compliance_officer' };

/** Runs what must be refused, and makes sure that it left no trace. */
async function refused(work: () => Promise<unknown>): Promise<unknown> {
  const before = await engine.view(id);
  const error = await work().then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(await engine.view(id)).toEqual(before);
  return error;
}

it('refuses a case that is not there', async () => {
  await expect(approve(engine, 'eu-nowhere', 'ona', RESIDENCY)).rejects.toMatchObject({
    code: 'ERR_CASE_NOT_FOUND',
    status: 404,
  });
});

it('refuses a role that the person does not hold', async () => {
  expect(await refused(() => approve(engine, id, 'vera', RESIDENCY))).toMatchObject({
    code: 'ERR_ROLE_MISSING',
    status: 403,
  });
});

it('lets nobody decide on their own request or model', async () => {
  const roles = ['requester', 'compliance_officer'];
  const { seen } = await engine.view(id);
  const event = decisionEvent({
    ...RESIDENCY,
    kind: 'approve',
    reason: 'mine is fine',
    seen: seen['residency'],
  });
  for (const personId of ['rita', 'dev']) {
    const error = await refused(() => engine.handle(id, event, { actor: { personId, roles } }));
    expect(error).toMatchObject({ code: 'ERR_NOT_INDEPENDENT', status: 403 });
  }
});

it('counts nobody twice', async () => {
  await act(engine, id, 'rita', evidence('dpia'));
  await act(engine, id, 'rita', evidence('validation_report'));
  await approve(engine, id, 'vera', { stage: 'validation', role: 'independent_validator' });
  for (const stage of ['residency', 'features', 'documentation']) {
    await approve(engine, id, 'ona', { stage, role: 'compliance_officer' });
  }
  await approve(engine, id, 'dora', { stage: 'opinion', role: 'dpo' });
  const once = await approve(engine, id, 'ona', { stage: 'approval', role: 'compliance_officer' });
  expect(once.stages).toEqual(['approval']);
  const twice = await refused(() =>
    approve(engine, id, 'ona', { stage: 'approval', role: 'compliance_officer' }),
  );
  expect(twice).toMatchObject({ code: 'ERR_NOT_INDEPENDENT' });
});

it('refuses a decision on what is no longer there, and names the stage', async () => {
  const error = await refused(() =>
    act(engine, id, 'ona', {
      type: 'APPROVED',
      ...RESIDENCY,
      reason: 'seen yesterday',
      seen: sha256Hex('yesterday'),
    }),
  );
  const current = (await engine.view(id)).seen['residency'];
  expect(error).toMatchObject({
    code: 'ERR_SEEN_CHANGED',
    status: 409,
    stage: 'residency',
    current,
  });
});

it('refuses an event the case does not take now, and says what it takes', async () => {
  const error = await refused(() =>
    act(engine, id, 'rita', { type: 'DEPLOYED', cloudRegion: 'aws:eu-central-1' }),
  );
  expect(error).toBeInstanceOf(EventRefusedError);
  expect(error).toMatchObject({ code: 'ERR_EVENT_REFUSED', status: 409 });
  expect((error as EventRefusedError).possible).toEqual(
    expect.arrayContaining(['AMENDED', 'APPROVED', 'EVIDENCE_ADDED', 'WITHDRAWN']),
  );
});

it('refuses a decision in a stage the case is not in', async () => {
  const error = await refused(() =>
    approve(engine, id, 'ona', { stage: 'approval', role: 'compliance_officer' }),
  );
  expect(error).toBeInstanceOf(EventRefusedError);
});

it('lets only the team withdraw, amend and deploy', async () => {
  const error = await refused(() => act(engine, id, 'ona', { type: 'WITHDRAWN', reason: 'no' }));
  expect(error).toMatchObject({ code: 'ERR_ROLE_MISSING' });
  const stranger = { personId: 'olga', roles: ['requester'] };
  const other = await refused(() =>
    engine.handle(id, { type: 'WITHDRAWN', reason: 'no' }, { actor: stranger }),
  );
  expect(other).toMatchObject({ code: 'ERR_NOT_ON_TEAM', status: 403 });
});

it('lets an auditor look on only', async () => {
  const error = await refused(() => engine.handle(id, evidence('dpia'), { actor: actor('aud') }));
  expect(error).toMatchObject({ code: 'ERR_ROLE_MISSING' });
});

it('takes nothing once withdrawn', async () => {
  const gone = await act(engine, id, 'rita', { type: 'WITHDRAWN', reason: 'not needed' });
  expect(gone.status).toBe('withdrawn');
  expect(gone.possible).toEqual([]);
  const error = await refused(() => act(engine, id, 'rita', evidence('dpia')));
  expect(error).toBeInstanceOf(EventRefusedError);
});

it('never judges a case by other law than it was pinned to', async () => {
  const cell = opened.cells.get('eu');
  const republished = engineOn(cell, new Clock(), smallLaw('eu', sha256Hex('another text')));
  const error = await refused(() => act(republished, id, 'rita', evidence('dpia')));
  expect(error).toBeInstanceOf(PackPinError);
  expect(error).toMatchObject({ code: 'ERR_PACK_PIN', details: { pinned: { pack: 'eu' } } });
});
