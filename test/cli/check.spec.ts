import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carnet } from '../support/run-cli.ts';

const EXAMPLE = 'examples/loan-default';
const FIRST = `${EXAMPLE}/manifest.yaml`;
const CORRECTED = `${EXAMPLE}/manifest.corrected.yaml`;

const coloured = (text: string): boolean => text.includes('\u001B[');

describe('carnet check', () => {
  it('shows the verdicts side by side, then findings with citation, facts and remedy', async () => {
    const { code, out, err } = await carnet(['check', FIRST]);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(out).toMatch(/EU +US +CA\nverdict +BLOCKED +CONDITIONAL +CONDITIONAL/u);
    expect(out).toContain('EU-GDPR-44-TRANSFER  No unlawful transfer out of the EEA');
    expect(out).toContain('GDPR, Art. 44');
    const flat = out.replaceAll(/\s+/gu, ' ');
    expect(flat).toContain('is in the United States (aws us-east-1), outside the EEA');
    expect(flat).toContain('move data location eu-store to aws eu-central-1 (Frankfurt, Germany)');
    expect(out).toContain('take linkedin_connections out of the model');
    expect(out).toContain('Not legal advice.');
  });

  it('fits into 80 columns but for links', async () => {
    const { out } = await carnet(['check', FIRST, '--all']);
    const long = out.split('\n').filter((line) => line.length > 80 && !line.includes('https://'));
    expect(long).toEqual([]);
  });

  it('says yes with 0 where everything is held and approved, no with 1 where not', async () => {
    const text = await readFile(CORRECTED, 'utf8');
    const approved = text.replace(
      'approvals: []',
      'approvals: [dpo, fair_lending_officer, independent_validator]',
    );
    expect((await carnet(['check', '-'], { stdin: approved })).code).toBe(0);
    expect((await carnet(['check', '-'], { stdin: text })).code).toBe(1);
  });

  it('prints the report and nothing else with --json, warnings apart', async () => {
    const { code, out, err } = await carnet([
      'check',
      CORRECTED,
      '--json',
      '--mlmodel',
      `${EXAMPLE}/MLmodel`,
    ]);
    expect(code).toBe(1);
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      'asOf',
      'outcomes',
      'regions',
      'findings',
    ]);
    expect(err).toContain(
      'the model takes `linkedin_connections`, the manifest does not declare it',
    );
  });

  it('holds the features against a Parquet file', async () => {
    const { code, err } = await carnet([
      'check',
      CORRECTED,
      '--parquet',
      'test/fixtures/intake/nested.parquet',
    ]);
    expect(code).toBe(1);
    expect(err).toContain('the model takes `address.zip`, the manifest does not declare it');
    const other = await carnet(['check', CORRECTED, '--parquet', CORRECTED]);
    expect(other.code).toBe(2);
    expect(other.err).toContain('does not end as a Parquet file does');
  });

  it('reads the law of another day', async () => {
    const { out } = await carnet(['check', CORRECTED, '--json', '--as-of', '2027-12-02']);
    const report = JSON.parse(out) as {
      asOf: string;
      findings: { rule: string; finding: string }[];
    };
    expect(report.asOf).toBe('2027-12-02');
    expect(report.findings.find(({ rule }) => rule === 'EU-AIA-27-FRIA')?.finding).toBe('open');
  });

  it('can be held to one region', async () => {
    const { out } = await carnet(['check', FIRST, '--json', '--region', 'north-america']);
    expect(Object.keys((JSON.parse(out) as { regions: object }).regions)).toEqual([
      'north-america',
    ]);
  });

  it.each([
    ['no such file', ['check', 'nowhere.yaml'], 'there is no such file'],
    ['a folder', ['check', EXAMPLE], 'it is a folder'],
    ['a day that is none', ['check', FIRST, '--as-of', 'tomorrow'], '`tomorrow` is no date'],
    ['an unknown region', ['check', FIRST, '--region', 'uek'], 'did you mean `uk`?'],
    ['an unknown option', ['check', FIRST, '--jsn'], 'unknown option'],
    ['no manifest', ['check'], 'missing required argument'],
    ['an MLmodel that is none', ['check', FIRST, '--mlmodel', FIRST], 'the model has no signature'],
  ])('ends with 2 on %s', async (_name, argv, message) => {
    const { code, out, err } = await carnet(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n +at /u);
  });

  it('tells every problem with its place, in words and as a problem document', async () => {
    const stdin = 'modle: {}\ndata: {personal: yes}\n';
    const words = await carnet(['check', '-'], { stdin });
    expect(words.code).toBe(2);
    expect(words.err).toContain('line 1, column 1: modle: `modle` is no section of a manifest');
    expect(words.err).toContain('did you mean `model`?');
    expect(words.err).toContain('line 2, column 18: data.personal');

    const json = await carnet(['check', '-', '--json'], { stdin });
    expect(json.code).toBe(2);
    const problem = JSON.parse(json.out) as {
      code: string;
      status: number;
      problems: { path: string }[];
    };
    expect(problem).toMatchObject({ code: 'ERR_MANIFEST_INVALID', status: 422 });
    expect(problem.problems.map(({ path }) => path)).toEqual(['modle', 'data.personal']);
  });

  it('refuses bytes that are not text, and reads no more of a stream than it takes', async () => {
    expect(
      (await carnet(['check', '-'], { stdin: Buffer.from([0xff, 0xfe, 0x00]) })).err,
    ).toContain('not UTF-8');
    const huge = await carnet(['check', '-'], { stdin: 'x'.repeat(10 * 1024 * 1024) });
    expect(huge.code).toBe(2);
    expect(huge.err).toContain('bytes, at most');
  });

  it('holds the features against a CSV header', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carnet-csv-'));
    const csv = join(folder, 'train.csv');
    await writeFile(csv, 'dti,applicant_sex\n0.1,F\n');
    const { err } = await carnet(['check', '-', '--csv', csv], {
      stdin: 'features: [{name: dti, category: income}]',
    });
    expect(err).toContain('the model takes `applicant_sex`');
  });

  it('uses colours on a terminal alone, and not when told so', async () => {
    expect(coloured((await carnet(['check', FIRST])).out)).toBe(false);
    expect(coloured((await carnet(['check', FIRST], { terminal: true })).out)).toBe(true);
    expect(coloured((await carnet(['check', FIRST, '--no-color'], { terminal: true })).out)).toBe(
      false,
    );
  });

  it('lets no manifest steer the terminal', async () => {
    const stdin = 'model: {name: "a\\e[2Jb"}\nfeatures: [{name: "c\\e[31m"}]';
    const { out, err } = await carnet(['check', '-'], { stdin });
    expect(out + err).not.toContain('\u001B');
  });
});
