import { authenticate } from '../../src/identity/authenticate.ts';
import { freshCells } from '../support/database.ts';
import { carnet } from '../support/run-cli.ts';

it('makes a token for a service account, shows its last use and takes it back', async () => {
  const { cells, urls, close } = await freshCells();
  const env = {
    CARNET_DATABASE_EU: urls['eu'] ?? '',
    CARNET_DATABASE_NORTH_AMERICA: urls['north-america'] ?? '',
  };
  const run = (...words: readonly string[]) => carnet(words, { env });
  try {
    const robot = ['ci-loans', '--name', 'Loans', '--service', '--role', 'eu:requester'];
    expect((await run('people', 'add', ...robot)).out).toContain('is a service account');
    expect((await run('people', 'list')).out).toMatch(/ci-loans .* service account/);

    const add = ['tokens', 'add', 'ci-loans', '--label', 'release'];
    const bad = await run(...add, '--action', 'reed');
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('did you mean `read`')]);
    expect((await run(...add, '--days', '0')).code).toBe(2);
    expect((await run('tokens', 'add', 'nobody', '--label', 'x')).code).toBe(1);
    expect((await run(...add, '--region', 'mars')).code).toBe(1);

    const made = JSON.parse((await run(...add, '--action', 'read', '--json')).out) as {
      id: string;
      token: string;
      regions: string[];
    };
    expect(made.regions).toEqual(['eu']);
    expect((await run('tokens', 'list')).out).toMatch(
      /tok-\S+ +ci-loans +release +eu +read +\S+ +never/,
    );
    await authenticate(cells.all(), made.token, new Date('2026-11-20T10:00:00Z'));
    expect((await run('tokens', 'list', '--person', 'ci-loans')).out).toContain('2026-11-20 10:00');
    expect((await run('tokens', 'revoke', made.id)).code).toBe(0);
    expect((await run('tokens', 'revoke', made.id)).code).toBe(1);
    expect((await run('tokens', 'list')).out).toContain('no token is good');
  } finally {
    await close();
  }
});
