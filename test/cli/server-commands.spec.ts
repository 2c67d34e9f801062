import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carnet } from '../support/run-cli.ts';
import { stubServer } from '../support/stub-server.ts';
import type { Answer, Received, StubServer } from '../support/stub-server.ts';

const SEEN = 'ab'.repeat(32);
const CASE = {
  id: 'eu-a',
  request_id: 'req-a',
  region: 'eu',
  model: { name: 'loan-default', version: '3.2.1', artifact_sha256: null },
  requester: 'ana.ruiz',
  status: 'open',
  stages: ['features'],
  outcome: 'conditional',
  as_of: '2026-11-23',
  stage_records: {
    features: { needs: [{ role: 'dpo', quorum: 1 }], approvals: [], skipped: false },
  },
  seen: { features: SEEN },
  documents: [{ document: 'dpia', sha256: 'cd'.repeat(32), evidence: 'ev-a' }],
  conditions: [],
  incidents: [],
  rejection: null,
  permit: null,
  deployment: null,
};
const REQUEST = {
  id: 'req-a',
  model: CASE.model,
  requester: 'ana.ruiz',
  regions: ['eu'],
  submitted_at: '',
  cases: [CASE],
};
const TASK = {
  case_id: 'eu-a',
  stage: 'features',
  title: 'Look at the features',
  role: 'dpo',
  quorum: 1,
  holders: [{ person: 'dora', since: '2026-11-23T09:00:00.000Z', assigned_by: 'dora' }],
  given: 0,
  due_at: '2026-12-01T00:00:00.000Z',
  closed_at: null,
};
const FINDING = {
  rule: 'EU-X',
  stage: 'features',
  finding: 'open',
  title: 'A rule',
  citation: 'GDPR, Art. 35',
  missing: ['dpia', 'dpo'],
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /cases/eu-a': CASE,
  'GET /cases/eu-a/findings': { items: [FINDING] },
  'GET /cases/eu-a/tasks': { items: [TASK] },
  'GET /tasks': { items: [TASK] },
  'GET /requests': { items: [REQUEST] },
  'GET /requests/req-a': REQUEST,
  'POST /requests': REQUEST,
  'PUT /requests/req-a/manifest': REQUEST,
  'POST /cases/eu-a/decisions': { ...CASE, stages: ['approval'] },
  'POST /cases/eu-a/evidence': {
    id: 'ev-a',
    case_id: 'eu-a',
    document: 'dpia',
    sha256: 'cd'.repeat(32),
  },
  'GET /cases/eu-a/pack': Buffer.from('%PDF-1.7'),
  'GET /cases/eu-a/assessment-results': { 'assessment-results': {} },
  'GET /cases/eu-a/permit': { payloadType: 'application/vnd.in-toto+json' },
};

let server: StubServer;

function answer({ method, path }: Received): Answer {
  const route = `${method} ${path.replace('/api/v1', '').replace(/\?.*$/u, '')}`;
  const body = ANSWERS[route];
  return body === undefined
    ? { status: 404, body: { status: 404, code: 'ERR_NOT_FOUND', detail: `nothing at ${route}` } }
    : { status: 200, body };
}

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  return carnet([...argv, '--url', server.url, '--token', 'carnet_x_y']);
}

beforeEach(async () => {
  server = await stubServer(answer);
});

afterEach(async () => {
  await server.close();
});

describe('commands that speak to a server', () => {
  it('end with 3 and say what to do when none is there', async () => {
    const { url } = server;
    await server.close();
    const { code, err } = await carnet(['status', '--url', url]);
    expect(code).toBe(3);
    expect(err).toContain(`no Carnet server answers at \`${url}\``);
    expect(err).toContain('carnet serve');
    expect(err).not.toMatch(/\n +at /u);
  });

  it('end with 1 on a refusal, showing message, code and what to do; with --json the problem document', async () => {
    const words = await run('status', 'eu-nowhere');
    expect(words).toMatchObject({ code: 1, out: '' });
    expect(words.err).toContain('nothing at GET /cases/eu-nowhere (ERR_NOT_FOUND)');
    expect(words.err).toContain('check the id');
    const json = await run('status', 'eu-nowhere', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ code: 'ERR_NOT_FOUND', status: 404 });
  });

  it('show an inbox, a request, a case', async () => {
    expect((await run('status')).out).toContain('eu-a  features: Look at the features');
    expect((await run('status', 'req-a')).out).toContain('eu-a  conditional  open: features');
    const { out } = await run('status', 'eu-a');
    expect(out).toContain('approval  features: dpo 0 of 1');
    expect(out).toContain('open  EU-X  A rule');
    expect(JSON.parse((await run('status', 'eu-a', '--json')).out)).toMatchObject({
      id: 'eu-a',
      findings: [FINDING],
    });
  });
});

describe('carnet submit', () => {
  it('submits, then hands in what the case misses and nothing else', async () => {
    const { code, out } = await run(
      'submit',
      'examples/loan-default/manifest.yaml',
      '--documents',
      'examples/loan-default/documents',
    );
    expect(code).toBe(0);
    expect(out).toContain('dpia → eu-a');
    const uploads = server.received.filter(({ path }) => path.includes('/evidence'));
    expect(uploads.map(({ path }) => path)).toEqual([
      '/api/v1/cases/eu-a/evidence?document=dpia&file_name=dpia.md',
    ]);
    expect(uploads[0]?.body).toContain('# Data protection impact assessment');
  });

  it('amends a request that is named', async () => {
    await run('submit', 'examples/loan-default/manifest.corrected.yaml', '--request', 'req-a');
    expect(server.received.map(({ method }) => method)).toEqual(['PUT']);
  });

  it('asks for something to submit', async () => {
    expect((await run('submit')).code).toBe(2);
    expect((await run('submit', '--request', 'req-a', '--documents', 'test/cli')).err).toContain(
      'holds no documents',
    );
  });
});

describe('carnet decide', () => {
  it('shows what is signed and binds to its hash', async () => {
    const { code, out } = await run('decide', 'eu-a', 'approve', '--reason', 'it is fine', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('approve in stage features as dpo');
    expect(out).toContain(SEEN);
    expect(out).toContain('dpia');
    const sent = server.received.find(({ method }) => method === 'POST');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      stage: 'features',
      role: 'dpo',
      kind: 'approve',
      reason: 'it is fine',
      seen: SEEN,
    });
  });

  it('signs nothing where nobody can be asked', async () => {
    const { code, err } = await run('decide', 'eu-a', 'approve', '--reason', 'it is fine');
    expect(code).toBe(2);
    expect(err).toContain('pass --yes');
    expect(server.received.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([
    ['an unknown kind', ['decide', 'eu-a', 'aprove', '--reason', 'x', '--yes'], 'Allowed choices'],
    ['no reason', ['decide', 'eu-a', 'approve', '--yes'], '--reason'],
    [
      'a waiver without a rule',
      ['decide', 'eu-a', 'waive', '--reason', 'x', '--yes'],
      'names a rule and its last day',
    ],
    [
      'a stage that waits for somebody else',
      ['decide', 'eu-a', 'approve', '--stage', 'audit', '--reason', 'x', '--yes'],
      'nothing in `eu-a` waits for you',
    ],
  ])('ends with 2 on %s', async (_name, argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('carnet pack', () => {
  it('writes pack and permit, and overwrites nothing unasked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carnet-pack-'));
    const files = ['--out', join(folder, 'eu.pdf'), '--permit', join(folder, 'permit.json')];
    expect((await run('pack', 'eu-a', ...files)).code).toBe(0);
    expect(await readFile(join(folder, 'eu.pdf'), 'utf8')).toBe('%PDF-1.7');
    expect(await readFile(join(folder, 'permit.json'), 'utf8')).toContain('in-toto');
    const oscal = join(folder, 'results.json');
    const more = ['--out', join(folder, 'again.pdf'), '--oscal', oscal];
    expect((await run('pack', 'eu-a', ...more)).code).toBe(0);
    expect(JSON.parse(await readFile(oscal, 'utf8'))).toEqual({ 'assessment-results': {} });
    const again = await run('pack', 'eu-a', ...files);
    expect(again.code).toBe(2);
    expect(again.err).toContain('--force');
    expect((await run('pack', 'eu-a', ...files, '--force')).code).toBe(0);
  });
});

describe('carnet verify', () => {
  it('fails a file that is no pack, line by line, without a server', async () => {
    const { code, out } = await carnet(['verify', 'package.json']);
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL /mu);
    const json = await carnet(['verify', 'package.json', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ verified: false });
  });

  it('ends with 2 when pack or trust file cannot be read', async () => {
    expect((await carnet(['verify', 'nowhere.pdf'])).code).toBe(2);
    const { code, err } = await carnet(['verify', 'package.json', '--trust', 'package.json']);
    expect(code).toBe(2);
    expect(err).toContain('is no trust file');
  });
});
