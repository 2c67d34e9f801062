import { readDecisions } from '../../src/cases/case-queries.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { decisionEvent, type DecisionInput } from '../../src/cases/person-event.ts';
import { freshCells } from '../support/database.ts';
import {
  act,
  addPeople,
  Clock,
  engineOn,
  evidence,
  openAt,
  runnerOf,
  smallLaw,
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

const OFFICER = { role: 'compliance_officer', reason: 'an incident was reported' };

async function decide(
  id: string,
  input: Pick<DecisionInput, 'kind' | 'stage' | 'seen' | 'rule' | 'expires'>,
): Promise<Awaited<ReturnType<typeof act>>> {
  return act(engine, id, 'ona', decisionEvent({ ...OFFICER, ...input }));
}

it('suspends, resumes and revokes a permit, and marks its row as ended', async () => {
  const { id } = await openAt(engine);
  const { permit } = await walkToPermit(engine, id);
  await engine.parts.pool.query(
    `insert into permit (id, case_id, artifact_sha256, envelope, issued_at, expires_at)
     values ($1, $2, '', '{}', $3, $4)`,
    [permit?.id, id, permit?.issuedAt, permit?.expiresAt],
  );
  const ended = async (): Promise<unknown> =>
    (await engine.parts.pool.query('select revoked_at from permit where case_id = $1', [id]))
      .rows[0];

  expect((await decide(id, { kind: 'suspend', stage: 'deployment' })).status).toBe('suspended');
  expect((await decide(id, { kind: 'resume', stage: 'deployment' })).status).toBe('permitted');
  expect(await ended()).toEqual({ revoked_at: null });
  expect((await decide(id, { kind: 'revoke', stage: 'deployment' })).status).toBe('revoked');
  expect(await ended()).toEqual({ revoked_at: new Date(clock.at) });
  const kinds = (await readDecisions(engine.parts.pool, id)).map(({ kind }) => kind);
  expect(kinds.slice(-3)).toEqual(['suspend', 'resume', 'revoke']);
});

it('lets a waiver fall by itself when its time has come', async () => {
  const { id } = await openAt(engine);
  await act(engine, id, 'rita', evidence('dpia'));
  const { seen } = await engine.view(id);
  const expires = '2026-12-23T00:00:00Z';
  const waived = await decide(id, {
    kind: 'waive',
    stage: 'validation',
    seen: seen['validation'],
    rule: 'T-VALID',
    expires,
  });
  expect(waived.waivers).toMatchObject([{ rule: 'T-VALID', expires: '2026-12-23T00:00:00.000Z' }]);
  const [decision] = await readDecisions(engine.parts.pool, id);
  expect(decision).toMatchObject({
    kind: 'waive',
    rule: 'T-VALID',
    expiresAt: '2026-12-23T00:00:00.000Z',
  });

  clock.forward(31 * DAY);
  await runnerOf(engine).drain();
  expect((await engine.view(id)).waivers).toEqual([]);
});

it('lets those waive whom the rule lets, and says so to others', async () => {
  const law = smallLaw('eu');
  const strict = engineOn(opened.cells.get('eu'), new Clock(), {
    ...law,
    assess: (asked) => {
      const assessment = law.assess(asked);
      const waiverTerms = { by: ['dpo'], atMost: 'P1M' };
      const findings = assessment.findings.map((finding) =>
        finding.rule === 'T-VALID' ? { ...finding, waiverTerms } : finding,
      );
      return { ...assessment, findings };
    },
  });
  const { id, seen } = await openAt(strict);
  const waive = async (who: string, role: string, expires: string) =>
    act(
      strict,
      id,
      who,
      decisionEvent({
        kind: 'waive',
        stage: 'validation',
        role,
        reason: 'because',
        seen: seen['validation'],
        rule: 'T-VALID',
        expires,
      }),
    );
  const refused = { code: 'ERR_WAIVER_NOT_ALLOWED', details: { by: ['dpo'], at_most: 'P1M' } };
  const soon = '2026-12-20T00:00:00Z';
  await expect(waive('ona', 'compliance_officer', soon)).rejects.toMatchObject(refused);
  await expect(waive('dora', 'dpo', '2027-06-01T00:00:00Z')).rejects.toMatchObject(refused);
  expect((await waive('dora', 'dpo', soon)).waivers).toMatchObject([{ by: 'dora', role: 'dpo' }]);
});

it('takes a request for changes, and asks the team', async () => {
  const { id, seen } = await openAt(engine);
  const view = await decide(id, {
    kind: 'request_changes',
    stage: 'residency',
    seen: seen['residency'],
  });
  expect(view.stageRecords['residency']?.changes).toMatchObject({ by: 'ona' });
  const rejected = await decide(id, { kind: 'reject', stage: 'features', seen: seen['features'] });
  expect(rejected.status).toBe('rejected');
});
