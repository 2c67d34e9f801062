import { sha256Hex } from '../../src/common/canonical-json.ts';
import type { CaseEngine } from '../../src/cases/engine.ts';
import { inTransaction } from '../../src/common/in-transaction.ts';
import { findPermit, issuePermit } from '../../src/permits/issue-permit.ts';
import { journaledKeys } from '../../src/permits/journaled-keys.ts';
import { verifyEnvelope } from '../../src/permits/permit.ts';
import { addPeople, Clock, engineOn, openAt, walkToOwed } from '../cases/case-fixture.ts';
import { testKey } from '../evidence/pack-fixture.ts';
import { freshCells } from '../support/database.ts';

const FACTS = {
  model: { use_case: 'credit_scoring' },
  purpose: { why: 'small loans' },
  deployment: { jurisdictions: ['EU-DE', 'US-NY', 'EU-FR'] },
  data: {
    place: 'home',
    locations: [
      { id: 'a', provider: 'aws', region: 'eu-central-1', subject_regions: ['EEA'] },
      { id: 'b', provider: 'aws', region: 'eu-central-1', subject_regions: ['EU'] },
      { id: 'c', provider: 'aws', region: 'us-east-1', subject_regions: ['US'] },
      { id: 'd', provider: 'gcp', region: 'europe-west3' },
    ],
  },
};

describe('issuing a permit', () => {
  const key = testKey('eu');
  const clock = new Clock();
  let opened: Awaited<ReturnType<typeof freshCells>>;
  let engine: CaseEngine;

  beforeAll(async () => {
    opened = await freshCells(['eu']);
    const cell = opened.cells.get('eu');
    await addPeople(cell);
    engine = engineOn(cell, clock);
  });
  afterAll(async () => opened.close());

  async function issue(caseId: string, now = clock.now()) {
    return inTransaction(engine.parts, async (client) =>
      issuePermit({ client, key, caseId, now, jurisdictions: ['EU'] }),
    );
  }

  it('says what the case says: places of its own region, facts, packs, journal, and an end', async () => {
    const { id } = await openAt(engine, FACTS);
    const view = await walkToOwed(engine, id);
    const summary = await issue(id);
    const permit = await findPermit(engine.parts.pool, id);
    const statement = verifyEnvelope(permit?.envelope, key.publicKeyPem);
    expect(statement.subject[0]?.digest.sha256).toBe(sha256Hex('artifact'));
    expect(statement.predicate).toMatchObject({
      permit: summary.id,
      case: id,
      region: 'eu',
      jurisdictions: ['EU-DE', 'EU-FR'],
      cloudRegions: [
        { provider: 'aws', region: 'eu-central-1' },
        { provider: 'gcp', region: 'europe-west3' },
      ],
      useCase: 'credit_scoring',
      purpose: 'small loans',
      manifest: view.manifestSha256,
      packs: view.packs,
      journal: { seq: view.seq, tail: view.tail },
      issuedAt: clock.now(),
      expiresAt: '2027-11-23T09:00:00.000Z',
    });
    expect(statement.predicate.conditions).toContain('the case is reviewed every P6M');
  });

  it('gives the same permit however often and however concurrently it is asked for', async () => {
    const { id } = await openAt(engine, FACTS);
    await walkToOwed(engine, id);
    const permits = await Promise.all([issue(id), issue(id), issue(id)]);
    expect(new Set(permits.map((permit) => permit.id)).size).toBe(1);
    const { rows } = await engine.parts.pool.query('select id from permit where case_id = $1', [
      id,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('gives a new one when the last has run out', async () => {
    const { id } = await openAt(engine, FACTS);
    await walkToOwed(engine, id);
    const first = await issue(id);
    const second = await issue(id, '2028-01-01T00:00:00.000Z');
    expect(second.id).not.toBe(first.id);
    expect((await findPermit(engine.parts.pool, id))?.id).toBe(second.id);
  });

  it('writes its key into the journal of the region, once', async () => {
    const keys = await journaledKeys(engine.parts.pool, 'eu');
    expect([...keys]).toEqual([[key.keyId, key.publicKeyPem]]);
    const { rows } = await engine.parts.pool.query(
      "select seq from journal_event where subject = 'eu' and type = 'KEY_CREATED'",
    );
    expect(rows).toHaveLength(1);
  });

  it('refuses a case that is not there, and leaves nothing when its transaction fails', async () => {
    await expect(issue('eu-nobody')).rejects.toMatchObject({
      code: 'ERR_PERMIT_NOT_POSSIBLE',
      status: 409,
    });
    const { id } = await openAt(engine, FACTS);
    const failing = inTransaction(engine.parts, async (client) => {
      await issuePermit({ client, key, caseId: id, now: clock.now(), jurisdictions: ['EU'] });
      throw new Error('later in the same transaction');
    });
    await expect(failing).rejects.toThrow('later');
    expect(await findPermit(engine.parts.pool, id)).toBeNull();
  });
});
