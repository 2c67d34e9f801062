import { authenticate } from '../../src/identity/authenticate.ts';
import { disablePerson, grantRole, registerPerson, revokeRole } from '../../src/identity/people.ts';
import { ACTION_NAMES, may } from '../../src/identity/permissions.ts';
import { authorize } from '../../src/identity/principal.ts';
import { seedPeople } from '../../src/identity/seed-people.ts';
import { parseToken } from '../../src/identity/token-format.ts';
import { createToken, revokeToken } from '../../src/identity/tokens.ts';
import type { Cell } from '../../src/database/cell.ts';
import type { Cells } from '../../src/database/cells.ts';
import { verifyChain } from '../../src/journal/event-hash.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { freshCells } from '../support/database.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const LATER = new Date('2027-11-23T12:00:00.000Z');
const DEED = { by: 'adam', at: NOW };

let cells: Cells;
let close: () => Promise<void>;
let eu: Cell;
beforeAll(async () => {
  ({ cells, close } = await freshCells());
  eu = cells.get('eu');
  await registerPerson(eu, { id: 'ana', name: 'Ana', grants: [{ role: 'requester' }] }, DEED);
});
afterAll(() => close());

const tokenFor = (person: string, expiresAt = LATER) =>
  createToken([eu], { person, label: 'test', expiresAt }, DEED);

describe('a token', () => {
  it('is whose it is, and stands nowhere in the database', async () => {
    const { token, id } = await tokenFor('ana');
    expect(await authenticate(cells.all(), token, NOW)).toMatchObject({
      personId: 'ana',
      tokenId: id,
      regions: new Map([['eu', ['requester']]]),
    });
    const { rows } = await eu.pool.query<{ row: string }>(
      'select t::text as row from access_token t union all select e::text from journal_event e',
    );
    const secret = token.slice(-43);
    for (const { row } of rows) expect(row).not.toContain(secret);
  });

  it.each(['', 'carnet_', 'Bearer x', `carnet_tok-${'a'.repeat(20)}_${'b'.repeat(42)}`])(
    'is not `%s`',
    (text) => {
      expect(parseToken(text)).toBeNull();
    },
  );

  it('ends when it says, to the millisecond', async () => {
    const { token } = await tokenFor('ana', new Date(NOW.getTime() + 1000));
    await expect(authenticate([eu], token, new Date(NOW.getTime() + 999))).resolves.toBeDefined();
    await expect(authenticate([eu], token, new Date(NOW.getTime() + 1000))).rejects.toMatchObject({
      code: 'ERR_TOKEN_EXPIRED',
    });
  });

  it('is over when revoked, and with its person', async () => {
    const { token, id } = await tokenFor('ana');
    await revokeToken(cells.all(), id, DEED);
    await expect(authenticate([eu], token, NOW)).rejects.toMatchObject({
      code: 'ERR_TOKEN_REVOKED',
    });

    await registerPerson(eu, { id: 'gone', name: 'Gone', grants: [] }, DEED);
    const second = await tokenFor('gone');
    await disablePerson(eu, 'gone', DEED);
    await expect(authenticate([eu], second.token, NOW)).rejects.toMatchObject({
      code: 'ERR_PERSON_DISABLED',
    });
  });

  it('is made for people who are there only', async () => {
    await expect(tokenFor('nobody')).rejects.toMatchObject({ code: 'ERR_PERSON_UNKNOWN' });
  });
});

describe('a role', () => {
  it('is held in its region and gives nothing in another', async () => {
    const { token } = await tokenFor('ana');
    const ana = await authenticate(cells.all(), token, NOW);
    expect(() => authorize(ana, 'eu', 'submit')).not.toThrow();
    expect(() => authorize(ana, 'eu', 'decide')).toThrow(
      '`ana` holds `requester` in `eu`, which does not allow `decide`',
    );
    expect(() => authorize(ana, 'north-america', 'read')).toThrow(
      'gives nothing in `north-america`',
    );
  });

  it('of an auditor ends with the engagement', async () => {
    const until = new Date(NOW.getTime() + 60_000);
    const auditor = { role: 'auditor', expiresAt: until };
    await registerPerson(eu, { id: 'audrey', name: 'Audrey', grants: [auditor] }, DEED);
    const { token } = await tokenFor('audrey');
    const during = await authenticate([eu], token, NOW);
    expect(() => authorize(during, 'eu', 'read')).not.toThrow();
    const after = await authenticate([eu], token, until);
    expect(() => authorize(after, 'eu', 'read')).toThrow('gives nothing in `eu`');
  });

  it('comes and goes', async () => {
    await grantRole(eu, { person: 'ana', role: 'dpo' }, DEED);
    const { token } = await tokenFor('ana');
    expect((await authenticate([eu], token, NOW)).regions.get('eu')).toEqual(['dpo', 'requester']);
    await revokeRole(eu, { person: 'ana', role: 'dpo' }, DEED);
    expect((await authenticate([eu], token, NOW)).regions.get('eu')).toEqual(['requester']);
  });
});

describe('what roles may do', () => {
  it('lets who manages and who looks on decide nothing', () => {
    expect(ACTION_NAMES.filter((action) => may(['administrator'], action))).toEqual([
      'manage_people',
      'operate',
    ]);
    expect(ACTION_NAMES.filter((action) => may(['auditor'], action))).toEqual(['read', 'audit']);
    expect(may([], 'read')).toBe(false);
  });

  it('keeps asking and deciding apart', () => {
    expect(may(['requester'], 'decide')).toBe(false);
    for (const role of [
      'dpo',
      'compliance_officer',
      'a_role_of_tomorrow',
      'reviewer',
      'constructor',
    ]) {
      expect([role, may([role], 'submit'), may([role], 'decide')]).toEqual([role, false, true]);
    }
  });
});

describe('seeding', () => {
  it('gives everybody a token for the regions in which they hold a role, and may be done again', async () => {
    const people = [
      { id: 'cleo', name: 'Cleo', roles: { eu: ['compliance_officer'] } },
      { id: 'moon', name: 'Moon', roles: { mars: ['requester'] } },
    ];
    const first = await seedPeople(cells, people, NOW);
    const second = await seedPeople(cells, people, NOW);
    expect(Object.keys(first)).toEqual(['cleo']);
    for (const tokens of [first, second]) {
      const cleo = await authenticate(cells.all(), String(tokens['cleo']), NOW);
      expect([...cleo.regions.keys()]).toEqual(['eu']);
    }
  });

  it('refuses an id that is none', async () => {
    const person = { id: 'Ana Ruiz', name: 'Ana', grants: [] };
    await expect(registerPerson(eu, person, DEED)).rejects.toMatchObject({
      code: 'ERR_PERSON_ID_INVALID',
    });
  });
});

it('every change of people stands in the journal of its region', async () => {
  const events = await readEvents(eu.pool, 'eu');
  expect(verifyChain(events)).toMatchObject({ ok: true });
  const types = new Set(events.map(({ type }) => type));
  const wanted = [
    'PERSON_ADDED',
    'ROLE_GRANTED',
    'ROLE_REVOKED',
    'TOKEN_ISSUED',
    'TOKEN_REVOKED',
    'PERSON_DISABLED',
  ];
  for (const type of wanted) expect(types).toContain(type);
});
