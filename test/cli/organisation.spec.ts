import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carnet } from '../support/run-cli.ts';

const MANIFEST = `# one model version
request: { date: 2026-11-23 }
model: { use_case: credit_scoring, ai_system: true }
deployment: { jurisdictions: [EU-DE] }
`;
const PROFILE = 'organisation:\n  regulated: [eu_credit_institution]\n  employees: 1200\n';

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const at = await mkdtemp(join(tmpdir(), 'carnet-organisation-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(at, name), text);
  return at;
}

async function missing(argv: readonly string[], stdin?: string): Promise<Set<string>> {
  const { out } = await carnet(['check', ...argv, '--json'], stdin === undefined ? {} : { stdin });
  const { findings } = JSON.parse(out) as { findings: { missing: string[] }[] };
  return new Set(findings.flatMap((finding) => finding.missing));
}

describe('the profile of the organisation', () => {
  it('states what the manifest next to it leaves out, and says so', async () => {
    const bare = await folder({ 'manifest.yaml': MANIFEST });
    expect(await missing([join(bare, 'manifest.yaml')])).toContain('organisation.regulated');

    const at = await folder({ 'manifest.yaml': MANIFEST, 'organisation.yaml': PROFILE });
    expect(await missing([join(at, 'manifest.yaml')])).not.toContain('organisation.regulated');
    const { err } = await carnet(['check', join(at, 'manifest.yaml')]);
    expect(err).toContain(
      `note: taken from ${join(at, 'organisation.yaml')}: organisation.regulated, organisation.employees`,
    );
  });

  it('can be named, also for standard input; JSON is a manifest too', async () => {
    const at = await folder({ 'ours.yaml': PROFILE });
    const profile = ['--organisation', join(at, 'ours.yaml')];
    expect(await missing(['-', ...profile], MANIFEST)).not.toContain('organisation.regulated');
    const json = '{"deployment": {"jurisdictions": ["EU-DE"]}}';
    expect(await missing(['-', ...profile], json)).not.toContain('organisation.regulated');
    expect(await missing(['-'], json)).toContain('organisation.regulated');
  });

  it('gives way to what the manifest states', async () => {
    const text = `${MANIFEST}organisation: { employees: 3, regulated: [] }\n`;
    const at = await folder({ 'manifest.yaml': text, 'organisation.yaml': PROFILE });
    expect((await carnet(['check', join(at, 'manifest.yaml')])).err).not.toContain('taken from');
  });

  it.each([
    ['facts of a model', 'model: {name: a}', 'model'],
    ['a mistyped fact', 'organisation: {employes: 3}', 'did you mean `employees`?'],
    ['nothing', '', 'empty'],
    ['binary', '\u0000\u0001', 'control character'],
  ])('is refused when it holds %s', async (_name, text, said) => {
    const at = await folder({ 'manifest.yaml': MANIFEST, 'organisation.yaml': text });
    const { code, err } = await carnet(['check', join(at, 'manifest.yaml')]);
    expect(code).toBe(2);
    expect(err).toContain('organisation.yaml');
    expect(err).toContain(said);
  });

  it('that was named has to be there', async () => {
    const { code, err } = await carnet(['check', '-', '--organisation', 'nowhere.yaml'], {
      stdin: MANIFEST,
    });
    expect(code).toBe(2);
    expect(err).toContain('nowhere.yaml');
  });

  it('goes to the server inside the manifest, comments kept', async () => {
    const at = await folder({ 'manifest.yaml': MANIFEST, 'organisation.yaml': PROFILE });
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('utf8')));
      request.on('end', () => {
        response.writeHead(500).end();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    try {
      await carnet([
        'submit',
        join(at, 'manifest.yaml'),
        '--url',
        `http://127.0.0.1:${port}`,
        '--token',
        'x',
      ]);
    } finally {
      server.close();
    }
    const { manifest } = JSON.parse(bodies[0] ?? '{}') as { manifest: string };
    expect(manifest).toContain('# one model version');
    expect(manifest).toContain('employees: 1200');
  });
});
