import { cellsOfAccount, setPassword } from '../../src/identity/accounts.ts';
import { authenticateSession, stillInSession } from '../../src/identity/authenticate-session.ts';
import { disablePerson, registerPerson } from '../../src/identity/people.ts';
import { newPassword } from '../../src/identity/password.ts';
import { ABSOLUTE_MS, IDLE_MS, listSessions, startSession } from '../../src/identity/sessions.ts';
import { SignInBrake } from '../../src/identity/sign-in-brake.ts';
import type { Cell } from '../../src/database/cell.ts';
import type { Cells } from '../../src/database/cells.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { freshCells } from '../support/database.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const DEED = { by: 'adam', at: NOW };
const MINUTE = 60_000;
const after = (ms: number): Date => new Date(NOW.getTime() + ms);
const ENDED = { code: 'ERR_SESSION_ENDED' };

let cells: Cells;
let close: () => Promise<void>;
let all: readonly Cell[];
beforeAll(async () => {
  ({ cells, close } = await freshCells());
  all = cells.all();
  for (const cell of all) {
    const person = { id: 'ana', name: 'Ana', grants: [{ role: 'requester' }] };
    await registerPerson(cell, person, DEED);
  }
});
afterAll(() => close());

const begin = (at = NOW) => startSession(all, { person: 'ana', userAgent: 'test' }, at);

describe('a session', () => {
  it('is whose it is, in every cell, and its secret stands nowhere', async () => {
    const { cookie, id } = await begin();
    const { principal } = await authenticateSession(all, cookie, NOW);
    expect(principal).toMatchObject({ personId: 'ana', tokenId: id });
    expect([...principal.regions.keys()]).toEqual([...cells.regions]);
    const { rows } = await cells
      .get('eu')
      .pool.query<{ row: string }>(
        'select s::text as row from web_session s union all select e::text from journal_event e',
      );
    for (const { row } of rows) expect(row).not.toContain(cookie.slice(-43));
  });

  it.each(['', 'ses-x', `ses-${'a'.repeat(20)}_${'b'.repeat(43)}`])('is not `%s`', async (text) => {
    await expect(authenticateSession(all, text, NOW)).rejects.toMatchObject(ENDED);
  });

  it('ends when nobody uses it, and lives on while somebody does', async () => {
    const idle = await begin();
    await expect(authenticateSession(all, idle.cookie, after(IDLE_MS))).rejects.toMatchObject(
      ENDED,
    );
    const used = await begin();
    await authenticateSession(all, used.cookie, after(14 * MINUTE));
    await expect(
      authenticateSession(all, used.cookie, after(14 * MINUTE + IDLE_MS - 1)),
    ).resolves.toBeDefined();
  });

  it('ends after its day, however busy', async () => {
    let { cookie } = await begin();
    for (let at = 10 * MINUTE; at < ABSOLUTE_MS; at += 10 * MINUTE) {
      cookie = (await authenticateSession(all, cookie, after(at))).cookie ?? cookie;
    }
    await expect(authenticateSession(all, cookie, after(ABSOLUTE_MS))).rejects.toMatchObject(ENDED);
  });

  it('gets a new secret from time to time; the one before is good for a minute only', async () => {
    const { cookie: first } = await begin();
    const [one, other] = await Promise.all([
      authenticateSession(all, first, after(16 * MINUTE)),
      authenticateSession(all, first, after(16 * MINUTE)),
    ]);
    const fresh = [one.cookie, other.cookie].filter((text) => text !== null);
    expect(fresh).toHaveLength(1);
    const second = fresh[0] ?? '';
    expect(second).not.toBe(first);
    const overlapping = await authenticateSession(all, first, after(16 * MINUTE + 30_000));
    expect(overlapping.principal.regions.size).toBe(cells.regions.length);
    await authenticateSession(all, second, after(17 * MINUTE));

    await expect(authenticateSession(all, first, after(18 * MINUTE))).rejects.toMatchObject(ENDED);
    // Two people hold secrets of this session: it is over for both.
    await expect(authenticateSession(all, second, after(18 * MINUTE))).rejects.toMatchObject(ENDED);
    const ends = (await readEvents(cells.get('eu').pool, 'eu')).filter(
      ({ type }) => type === 'SESSION_ENDED',
    );
    expect(ends.at(-1)?.payload).toMatchObject({ person: 'ana', why: 'secret_reused' });
  });

  it('is still known by its id when a stream asks again', async () => {
    const { id } = await begin();
    await expect(stillInSession(all, id, after(MINUTE))).resolves.toMatchObject({
      personId: 'ana',
    });
    await expect(stillInSession(all, id, after(IDLE_MS))).rejects.toMatchObject(ENDED);
  });

  it('ends with its person', async () => {
    await registerPerson(cells.get('eu'), { id: 'gone', name: 'Gone', grants: [] }, DEED);
    const who = { person: 'gone', userAgent: '' };
    const { cookie } = await startSession([cells.get('eu')], who, NOW);
    await disablePerson(cells.get('eu'), 'gone', DEED);
    await expect(authenticateSession(all, cookie, NOW)).rejects.toMatchObject({
      code: 'ERR_PERSON_DISABLED',
    });
  });
});

describe('an account', () => {
  it('opens with its password only, in the cells that know it', async () => {
    const password = newPassword();
    await setPassword(all, { person: 'ana', password }, DEED);
    const opened = await cellsOfAccount(all, 'ana', password);
    expect(opened.map(({ region }) => region)).toEqual([...cells.regions]);
    for (const [person, wrong] of [
      ['ana', `${password}x`],
      ['ana', ''],
      ['ana', 'x'.repeat(100_000)],
      ['nobody', password],
    ] as const) {
      expect(await cellsOfAccount(all, person, wrong)).toEqual([]);
    }
  });

  it('keeps an Argon2id hash and no password', async () => {
    const password = newPassword();
    await setPassword(all, { person: 'ana', password }, DEED);
    const { pool } = cells.get('eu');
    const { rows } = await pool.query<{ row: string }>(
      'select a::text as row from local_account a',
    );
    expect(rows[0]?.row).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  it('takes no weak password, and none for somebody unknown', async () => {
    await expect(
      setPassword(all, { person: 'ana', password: 'short' }, DEED),
    ).rejects.toMatchObject({ code: 'ERR_PASSWORD_WEAK' });
    await expect(
      setPassword(all, { person: 'nobody', password: newPassword() }, DEED),
    ).rejects.toMatchObject({ code: 'ERR_PERSON_UNKNOWN' });
  });

  it('ends its sessions when the password changes', async () => {
    const { cookie } = await begin();
    await setPassword(all, { person: 'ana', password: newPassword() }, DEED);
    await expect(authenticateSession(all, cookie, NOW)).rejects.toMatchObject(ENDED);
    expect(await listSessions(all, 'ana', NOW)).toEqual([]);
  });
});

function attempt(brake: SignInBrake, address: string, person: string, at = NOW): unknown {
  try {
    brake.assertMayTry(address, person, at);
    return null;
  } catch (error) {
    return error;
  }
}

describe('the brake', () => {
  const many = { code: 'ERR_TOO_MANY_ATTEMPTS' };

  it('stops who guesses, and nobody else', () => {
    const brake = new SignInBrake();
    for (let n = 0; n < 10; n += 1) brake.failed('10.0.0.1', 'ana', NOW);
    expect(attempt(brake, '10.0.0.1', 'ana')).toMatchObject(many);
    expect(attempt(brake, '10.0.0.2', 'ana')).toBeNull();
    expect(attempt(brake, '10.0.0.1', 'ben')).toBeNull();
    expect(attempt(brake, '10.0.0.1', 'ana', after(15 * MINUTE))).toBeNull();
  });

  it('stops an address that goes through accounts', () => {
    const brake = new SignInBrake();
    for (let n = 0; n < 50; n += 1) brake.failed('10.0.0.1', `person-${n}`, NOW);
    expect(attempt(brake, '10.0.0.1', 'ana')).toMatchObject(many);
  });

  it('remembers a bounded number of them', () => {
    const brake = new SignInBrake();
    for (let n = 0; n < 10; n += 1) brake.failed('10.0.0.1', 'ana', NOW);
    for (let n = 0; n < 12_000; n += 1) brake.failed(`10.1.${n}`, 'ana', NOW);
    expect(attempt(brake, '10.0.0.1', 'ana')).toBeNull();
  });
});
