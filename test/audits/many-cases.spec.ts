import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/common/package-root.ts';
import { readEvents } from '../../src/journal/journal.ts';
import { run } from '../evidence/read-pack.ts';
import { caseIn, submitted } from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { Answer, TestServer } from '../support/server.ts';

let server: TestServer;
let cases: string[];
const folder = mkdtempSync(join(tmpdir(), 'carnet-audit-'));
beforeAll(async () => {
  server = await startTestServer({
    people: [
      { id: 'ana', name: 'Ana', roles: { eu: ['requester'] } },
      { id: 'audrey', name: 'Audrey', roles: { eu: ['auditor'] } },
      { id: 'ivy', name: 'Ivy', roles: { eu: ['compliance_officer'] } },
      { id: 'adam', name: 'Adam', roles: { eu: ['administrator'] } },
    ],
  });
  cases = [];
  for (let count = 0; count < 4; count += 1)
    cases.push(caseIn((await submitted(server, undefined, ['eu'])).cases, 'eu'));
  const path = `/cases/${cases[0]}/withdraw`;
  await server.send('ana', 'POST', path, { body: { reason: 'no longer needed' } });
  cases.sort();
  await untilLogged();
});
afterAll(() => server.close());

/** The newest checkpoint covers every event that is there. */
async function untilLogged(): Promise<void> {
  const { pool } = server.cells.get('eu');
  for (let left = 100; left > 0; left -= 1) {
    const { rows } = await pool.query<{ open: boolean }>(
      `select (select count(*) from journal_event) > coalesce((select max(size) from log_checkpoint), 0) as open`,
    );
    if (rows[0]?.open === false) return;
    await sleep(100);
  }
  throw new Error('the log does not come after the journal');
}

async function asked(query = '', person = 'audrey'): Promise<Answer> {
  return server.send(person, 'GET', `/regions/eu/population${query}`);
}

function as(person: string): string[] {
  return ['--region', 'eu', '--url', server.url, '--token', server.tokens[person] ?? ''];
}

async function journaled(type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const events = await readEvents(server.cells.get('eu').pool, 'eu');
  return events.filter((event) => event.type === type).map(({ payload }) => payload);
}

describe('a population', () => {
  it('is counted, and its hash is that of its list', async () => {
    const { body } = await asked();
    const text = cases.map((id) => `${id}\n`).join('');
    expect(body).toMatchObject({
      count: 4,
      query: {},
      sha256: createHash('sha256').update(text).digest('hex'),
    });
    expect((await asked('/cases')).body['text']).toBe(text);
  });

  it.each([
    ['?status=withdrawn', 1],
    ['?status=open', 3],
    ['?outcome=never_heard_of', 0],
    ['?from=2020-01-01&until=2020-12-31', 0],
    ['?from=2020-01-01&of=opened', 4],
    ['?until=2020-12-31&of=opened', 0],
    ['?of=decided', 0],
    ['?stage=residency', 3],
  ])('%s is %i of them', async (query, count) => {
    expect((await asked(query)).body).toMatchObject({ count });
  });

  it('is of the cases somebody is engaged for, and of nobody who does not look on', async () => {
    expect((await asked('', 'ana')).body['code']).toBe('ERR_ACTION_FORBIDDEN');
    const { pool } = server.cells.get('eu');
    const [first] = cases;
    await pool.query(`update engagement set cases = array[$1] where person_id = 'audrey'`, [first]);
    expect((await asked()).body).toMatchObject({ count: 1 });
    await pool.query(`update engagement set cases = null where person_id = 'audrey'`);
  });
});

describe('a sample', () => {
  it('is drawn again by a shell script from population, checkpoint and nonce', async () => {
    const { out } = await carnet(
      ['audit', 'sample', '--nonce', 'mine-1', '--size', '2', '--json'].concat(as('audrey')),
    );
    const sample = JSON.parse(out) as {
      cases: string[];
      checkpoint: { note: string };
      seed: string;
    };
    expect(sample.cases).toHaveLength(2);
    const files = [join(folder, 'population'), join(folder, 'checkpoint')] as const;
    writeFileSync(files[0], cases.map((id) => `${id}\n`).join(''));
    writeFileSync(files[1], sample.checkpoint.note);
    const script = join(packageRoot(), 'docs', 'audit', 'draw-sample.sh');
    expect(run('bash', [script, ...files, 'mine-1', '2'])).toBe(`${sample.cases.join('\n')}\n`);
    const [payload] = await journaled('SAMPLE_DRAWN');
    expect(payload).toMatchObject({ nonce: 'mine-1', cases: sample.cases, count: 4 });
  });

  it('gets other cases for another nonce, sooner or later', async () => {
    const drawn = new Set<string>();
    for (const nonce of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const { body } = await server.send('audrey', 'POST', '/regions/eu/samples', {
        body: { nonce, size: 1 },
      });
      for (const id of body['cases'] as string[]) drawn.add(id);
    }
    expect(drawn.size).toBeGreaterThan(1);
  });
});

describe('an export', () => {
  const zip = join(folder, 'export.zip');
  const trust = join(folder, 'trust.json');

  it('holds the packs of a sample, verifies offline, and is journaled from start to end', async () => {
    await carnet(['trust', '--out', trust, ...as('audrey').slice(2)]);
    const words = ['audit', 'export', '--nonce', 'mine-2', '--size', '2', '--out', zip];
    expect((await carnet([...words, ...as('audrey')])).code).toBe(0);
    const { out } = await carnet(['verify', zip, '--trust', trust, '--json']);
    const told = JSON.parse(out) as {
      packs: { pack: string }[];
      checks: { check: string; result: string }[];
    };
    expect(told.packs).toHaveLength(2);
    expect(told.checks.map(({ check, result }) => `${check}: ${result}`)).toEqual([
      'set checksums: pass',
      'export population: pass',
      'export checkpoint: pass',
      'export sample: pass',
      'export packs: pass',
      'set logs: pass',
    ]);
    const [started] = await journaled('EXPORT_STARTED');
    const [ended] = await journaled('EXPORT_ENDED');
    expect(started).toMatchObject({ count: 4, packs: 2, sample: { nonce: 'mine-2' } });
    expect(ended).toMatchObject({ export: started?.['export'], packs: 2 });
    const manifest = run('python3', ['-c', UNZIP, zip, 'manifest.json']);
    const hash = createHash('sha256')
      .update(manifest ?? '')
      .digest('hex');
    expect(manifest === null ? ended?.['manifest'] : hash).toBe(ended?.['manifest']);
  });

  it('that was tampered with fails where it was', async () => {
    const unpacked = mkdtempSync(join(tmpdir(), 'carnet-export-'));
    const python = `import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])`;
    run('python3', ['-c', python, zip, unpacked]);
    const path = join(unpacked, 'manifest.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll('mine-2', 'mine-3'));
    const { out } = await carnet(['verify', unpacked, '--trust', trust]);
    expect(out).toContain('FAIL  set checksums: `manifest.json` was changed');
    expect(out).toContain('FAIL  export sample: ');
    const list = join(unpacked, 'population.txt');
    writeFileSync(list, readFileSync(list, 'utf8').split('\n').slice(1).join('\n'));
    expect((await carnet(['verify', unpacked, '--trust', trust])).out).toContain(
      'FAIL  export population: ',
    );
  });

  it('that breaks off is journaled as such', async () => {
    const { pool } = server.cells.get('eu');
    const [first = ''] = cases;
    // A case whose pack cannot be made.
    await pool.query(`update regulated_case set machine_version = 99 where id = $1`, [first]);
    const file = join(folder, 'broken.zip');
    const { code } = await carnet(['audit', 'export', '--out', file, ...as('audrey')]);
    expect(code).not.toBe(0);
    await pool.query(`update regulated_case set machine_version = 1 where id = $1`, [first]);
    // What ended it for the client ends it for the journal a moment later.
    for (let left = 50; left > 0 && (await journaled('EXPORT_ENDED')).length < 2; left -= 1)
      await sleep(100);
    const ends = await journaled('EXPORT_ENDED');
    expect(ends.at(-1)).toMatchObject({ packs: 0, manifest: null });
  });

  it('of one pack is journaled too', async () => {
    await server.send('audrey', 'GET', `/cases/${cases[1]}/pack`);
    expect((await journaled('PACK_TAKEN')).at(-1)).toMatchObject({ case: cases[1] });
  });
});

const UNZIP =
  'import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())';
