import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadIdentity } from '../../src/identity/outside/load-identity.ts';
import { IdentityFileError } from '../../src/identity/outside/outside.errors.ts';
import { freshCells } from '../support/database.ts';
import { carnet } from '../support/run-cli.ts';

const KNOWN = { regions: ['eu', 'north-america'], roles: ['requester', 'auditor', 'dpo'] };
const GOOD = `providers:
  - id: bank
    title: The bank
    issuer: https://login.bank.example
    client: carnet
    secretFile: secret
    roles:
      - { claim: realm.roles, is: ml-team, region: eu, role: requester }
workloads:
  - id: gitlab
    issuer: https://gitlab.bank.example
    audience: https://carnet.bank.example
    accounts:
      - claims: { project_path: risk/loans }
        service: ci-loans
        actions: [read]
`;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carnet-identity-'));
  path = join(folder, 'identity.yaml');
  await writeFile(join(folder, 'secret'), 'a secret of 40 characters, more or less.\n');
  await writeFile(join(folder, 'empty'), '\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The places and messages of what is wrong with a file. */
async function mistakesIn(text: string): Promise<readonly string[]> {
  await writeFile(path, text);
  try {
    loadIdentity(path, KNOWN);
    return [];
  } catch (error) {
    if (!(error instanceof IdentityFileError)) throw error;
    return error.problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
  }
}

it('says what is not written out', async () => {
  await writeFile(path, GOOD);
  expect(loadIdentity(path, KNOWN).providers).toMatchObject([
    {
      person: 'preferred_username',
      linkExisting: false,
      roleDays: 30,
      scopes: ['profile'],
      secretFile: join(folder, 'secret'),
    },
  ]);
});

it.each([
  ['https://login.bank.example', 'http://login.bank.example', 4, /reached by https/],
  ['https://login.bank.example', 'login', 4, /no address of an issuer/],
  ['region: eu', 'region: ue', 8, /unknown region `ue`/],
  ['role: requester', 'role: requestor', 8, /unknown role `requestor`/],
  ['secretFile: secret', 'secretFile: empty', 6, /no secret in/],
  ['secretFile: secret', 'secretfile: secret', 6, /unknown key `secretfile`/],
  ['client: carnet', 'client: carnet\n    roleDays: 0', 6, /1 to 365 days/],
  ['{ project_path: risk/loans }', '{}', 14, /every job of the issuer/],
  ['actions: [read]', 'actions: [reed]', 16, /unknown action `reed`/],
  ['actions: [read]', 'regions: []', 16, /names no region/],
  ['service: ci-loans', 'service: CI loans', 15, /is no id/],
  ['is: ml-team', 'is: *everything', 8, /lias/],
])('is refused with file and line: %s written %s', async (good, bad, line, message) => {
  expect(GOOD).toContain(good);
  const mistakes = await mistakesIn(GOOD.replace(good, bad));
  expect(mistakes).toContainEqual(expect.stringMatching(`identity.yaml:${String(line)} `));
  expect(mistakes.join('\n')).toMatch(message);
});

it('is refused when it is not there, or names something twice', async () => {
  expect(await mistakesIn('')).toEqual([expect.stringContaining('is empty, or is not there')]);
  const twice = `${GOOD}${GOOD.slice(GOOD.indexOf('  - id: gitlab'))}`;
  expect(await mistakesIn(twice)).toEqual(['identity.yaml:17 `gitlab` is there twice']);
});

it('keeps a server from starting', async () => {
  await writeFile(path, GOOD.replace('region: eu', 'region: mars'));
  const { urls, close } = await freshCells(['eu']);
  try {
    const env = {
      CARNET_IDENTITY: path,
      CARNET_DATA_DIR: join(folder, 'data'),
      CARNET_DATABASE_EU: urls['eu'] ?? '',
      CARNET_PORT: '0',
    };
    const { code, err } = await carnet(['serve'], { env });
    expect([code, err]).toEqual([2, expect.stringContaining('identity.yaml:8:')]);
  } finally {
    await close();
  }
});
