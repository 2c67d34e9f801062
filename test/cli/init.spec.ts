import { createHash } from 'node:crypto';
import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carnet } from '../support/run-cli.ts';

const MLMODEL = 'examples/loan-default/MLmodel';
const BOM = 'test/fixtures/intake/bom.json';
const CARD = 'test/fixtures/intake/model-card.md';

interface Draft {
  readonly manifest: string;
  readonly facts: readonly { path: string; value: unknown; source: string; proposal: boolean }[];
  readonly questions: readonly { fact: string; decides: number }[];
}

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'carnet-init-'));

async function asked(...args: readonly string[]): Promise<string[]> {
  const { out } = await carnet(['init', BOM, '-j', 'EU', '--json', ...args]);
  return (JSON.parse(out) as Draft).questions.map(({ fact }) => fact);
}

describe('carnet init', () => {
  it('writes a draft that carnet check reads, and says what to answer first', async () => {
    const out = join(await folder(), 'manifest.yaml');
    const made = await carnet(['init', BOM, MLMODEL, CARD, '-j', 'EU-DE', 'US-NY', '--out', out]);
    expect(made.code).toBe(0);
    expect(made.out).toContain(`next: carnet check ${out}`);
    expect(made.out).toContain('answer first: data.personal');
    expect(made.err).toContain('18 of 23 categories are proposals made from names');
    const text = await readFile(out, 'utf8');
    expect(text).toContain('version: "3.2.0" # bom.json: components[0].version');
    expect(text).toContain('jurisdictions: [EU-DE, US-NY] # asked for');

    const checked = await carnet(['check', out, '--json']);
    expect(checked.code).toBe(1);
    expect(Object.keys((JSON.parse(checked.out) as { outcomes: object }).outcomes)).toEqual(
      expect.arrayContaining(['EU', 'US']),
    );
  });

  it('overwrites nothing', async () => {
    const out = join(await folder(), 'manifest.yaml');
    await writeFile(out, 'mine');
    const { code, err } = await carnet(['init', BOM, '--out', out]);
    expect(code).toBe(2);
    expect(err).toContain('it is there already');
    expect(await readFile(out, 'utf8')).toBe('mine');
  });

  it('prints the draft, or with --json the draft with its facts, questions and sources', async () => {
    const plain = await carnet(['init', BOM, '--jurisdictions', 'EU,US']);
    const { code, out } = await carnet(['init', BOM, '--jurisdictions', 'EU', 'US', '--json']);
    expect(code).toBe(0);
    const draft = JSON.parse(out) as Draft;
    expect(Object.keys(draft)).toEqual(['manifest', 'facts', 'questions', 'sources', 'warnings']);
    expect(plain.out).toBe(draft.manifest);
    expect(draft.facts).toContainEqual({
      path: 'model.name',
      value: 'loan-default',
      source: 'bom.json: components[0].name',
      proposal: false,
    });
  });

  it('names the model file by its hash, against what others say of it', async () => {
    const model = join(await folder(), 'model.ubj');
    await writeFile(model, 'weights');
    const digest = `sha256:${createHash('sha256').update('weights').digest('hex')}`;
    const { out, err } = await carnet(['init', BOM, '--artifact', model]);
    expect(out).toContain(`digest: "${digest}" # model.ubj: SHA-256 of the file`);
    expect(err).toContain('bom.json: components[0].hashes says of model.artifact.digest');
    expect((await carnet(['init', BOM, '--artifact', 'nowhere.ubj'])).code).toBe(2);
  });

  it('does not ask what the profile of the organisation states', async () => {
    const at = await folder();
    const profile = join(at, 'organisation.yaml');
    await writeFile(profile, 'organisation: {regulated: []}');
    expect(await asked()).toContain('organisation.regulated');
    expect(await asked('--organisation', profile)).not.toContain('organisation.regulated');
    expect(await asked('--out', join(at, 'manifest.yaml'))).not.toContain('organisation.regulated');
  });

  it('takes of a huge table the header, and names it by its hash', async () => {
    const at = await folder();
    const csv = join(at, 'train.csv');
    const text = 'annual_inc,zip_code\n1,2\n';
    await writeFile(csv, text);
    const { out } = await carnet(['init', csv, '--json']);
    const digest = createHash('sha256').update(text).digest('hex');
    expect((JSON.parse(out) as Draft).facts).toContainEqual(
      expect.objectContaining({ path: 'data.datasets[0].digest', value: `sha256:${digest}` }),
    );

    await truncate(csv, 200 * 1024 * 1024);
    const huge = await carnet(['init', csv, '--json']);
    expect(huge.code).toBe(2);
    expect(huge.out).toContain('none of the files that are read');
  });

  it.each([
    ['a file that is not there', ['nowhere/MLmodel'], 'there is no such file'],
    ['a folder', ['test'], 'is no file'],
    ['no file at all', [], 'missing required argument'],
    ['something else', ['package.json'], 'no CycloneDX document'],
    ['a place that is none', [BOM, '-j', 'EU_DE'], 'did you mean `EU-DE`?'],
    ['a day that is none', [BOM, '--as-of', 'soon'], 'is no date'],
    ['a folder to write to that is not there', [BOM, '-o', 'no/where.yaml'], 'cannot write'],
  ])('refuses %s', async (_name, args, said) => {
    const { code, err } = await carnet(['init', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
