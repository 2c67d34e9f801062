import { carnet } from '../support/run-cli.ts';
import { cellsOfAccount } from '../../src/identity/accounts.ts';
import { freshCells } from '../support/database.ts';

it('adds people who can sign in, shows who there is, and renews a password', async () => {
  const { cells, urls, close } = await freshCells();
  const env = {
    CARNET_DATABASE_EU: urls['eu'] ?? '',
    CARNET_DATABASE_NORTH_AMERICA: urls['north-america'] ?? '',
  };
  const people = (...words: readonly string[]) => carnet(['people', ...words], { env });
  const opened = async (password: string): Promise<string[]> =>
    (await cellsOfAccount(cells.all(), 'ana.ruiz', password)).map(({ region }) => region);
  try {
    const ana = ['add', 'ana.ruiz', '--name', 'Ana Ruiz'];
    const bad = await people(...ana, '--role', 'eu-requester');
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('no role in a region')]);
    const elsewhere = await people(...ana, '--role', 'eu:requester', 'mars:requester');
    expect([elsewhere.code, elsewhere.err]).toEqual([1, expect.stringContaining('mars')]);
    expect((await people('list')).out).toContain('nobody yet');

    const added = await people(...ana, '--role', 'eu:requester', 'north-america:dpo', '--json');
    const { password } = JSON.parse(added.out) as { password: string };
    expect(await opened(password)).toEqual(['eu', 'north-america']);
    expect((await people('list')).out).toMatch(
      /ana\.ruiz +Ana Ruiz +eu:requester north-america:dpo +can sign in/,
    );

    const renewed = await people('password', 'ana.ruiz', '--json');
    expect(await opened(password)).toEqual([]);
    expect(await opened((JSON.parse(renewed.out) as { password: string }).password)).toHaveLength(
      2,
    );
    expect((await people('password', 'nobody')).code).toBe(1);

    const at = ['--issuer', 'https://login.bank.example', '--subject', 'u1'];
    expect((await people('link', 'nobody', ...at)).code).toBe(1);
    expect((await people('link', 'ana.ruiz', ...at)).out).toContain('in eu, north-america');
    await people('add', 'bo', '--name', 'Bo', '--role', 'eu:dpo');
    expect((await people('link', 'bo', ...at)).err).toContain('ERR_SUBJECT_TAKEN');
  } finally {
    await close();
  }
});
