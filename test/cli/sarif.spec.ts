import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Result } from 'sarif';
import { carnet } from '../support/run-cli.ts';
import { faultsOf, placeOf, type ToldInSarif, toldIn } from '../support/sarif.ts';

const EXAMPLE = 'examples/loan-default';
const FIRST = `${EXAMPLE}/manifest.yaml`;

async function sarifOf(argv: readonly string[], stdin = ''): Promise<ToldInSarif> {
  return toldIn((await carnet(['check', ...argv, '--sarif'], { stdin })).out);
}

function resultOf(told: ToldInSarif, rule: string): Result | undefined {
  return told.results.find(({ ruleId }) => ruleId === rule);
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const at = await mkdtemp(join(tmpdir(), 'carnet-sarif-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(at, name), text);
  return at;
}

describe('carnet check --sarif', () => {
  it('prints SARIF and nothing else, with the same exit code', async () => {
    const { code, out } = await carnet(['check', FIRST, '--sarif']);
    expect(code).toBe(1);
    const told = toldIn(out);
    expect(faultsOf(told)).toEqual([]);
    expect(told.results.length).toBeGreaterThan(5);
  });

  it('gives a result for each finding that somebody has to look at, at its level', async () => {
    const told = await sarifOf([FIRST]);
    const { out } = await carnet(['check', FIRST, '--json']);
    const { findings } = JSON.parse(out) as { findings: { rule: string; finding: string }[] };
    const levels: Readonly<Record<string, string>> = {
      blocked: 'error',
      unknown: 'warning',
      open: 'warning',
      warning: 'note',
      upcoming: 'note',
    };
    const wanted = findings.flatMap(({ rule, finding }) => {
      const level = levels[finding];
      return level === undefined ? [] : [`${level} ${rule}`];
    });
    expect(told.results.map(({ level, ruleId }) => `${level} ${ruleId}`)).toEqual(wanted);
  });

  it('points at the line of the fact that decided', async () => {
    const lines = (await readFile(FIRST, 'utf8')).split('\n');
    const told = await sarifOf([FIRST]);
    const lineOf = (rule: string): string =>
      lines[placeOf(resultOf(told, rule)).line - 1] ?? 'none';
    expect(lineOf('EU-CCD2-18-DATA')).toContain('linkedin_connections');
    const transfer = placeOf(resultOf(told, 'EU-GDPR-44-TRANSFER'));
    expect(transfer.uri).toBe(FIRST);
    expect(lines[transfer.line - 1]).toContain('region: us-east-1');
    expect(lineOf('US-SR-26-2-MRM')).toContain('regulated:');
  });

  it('names the law: citation, statement and a link to it', async () => {
    const { rules } = await sarifOf([FIRST]);
    const rule = rules.find(({ id }) => id === 'EU-GDPR-44-TRANSFER');
    expect(rule).toMatchObject({
      name: 'EuGdpr44Transfer',
      shortDescription: { text: 'No unlawful transfer out of the EEA' },
      helpUri: expect.stringContaining('https://eur-lex.europa.eu/') as string,
    });
    expect(rule?.fullDescription?.text).toContain('GDPR, Art. 44');
  });

  it('keeps the identity of a finding while lines move', async () => {
    const at = await folder({});
    const file = join(at, 'manifest.yaml');
    const text = await readFile(FIRST, 'utf8');
    const prints = async (content: string): Promise<unknown[]> => {
      await writeFile(file, content);
      return (await sarifOf([file])).results.map((one) => one.partialFingerprints);
    };
    const before = await prints(text);
    expect(await prints(`# one\n# two\n# three\n${text}`)).toEqual(before);
  });

  it('writes a file and reports as ever when one is named', async () => {
    const file = join(await folder({}), 'carnet.sarif');
    const { code, out } = await carnet(['check', FIRST, '--sarif', file]);
    expect(code).toBe(1);
    expect(out).toContain('EU-GDPR-44-TRANSFER');
    expect(faultsOf(toldIn(await readFile(file, 'utf8')))).toEqual([]);
    const json = await carnet(['check', FIRST, '--json', '--sarif', file]);
    expect(Object.keys(JSON.parse(json.out) as object)).toContain('findings');
  });

  it('is the same text for the same manifest', async () => {
    const first = await carnet(['check', FIRST, '--sarif']);
    expect((await carnet(['check', FIRST, '--sarif'])).out).toBe(first.out);
  });

  it('shows the problems of a manifest that cannot be read, each at its line', async () => {
    const stdin = 'modle: {}\ndata: {personal: yes}\n';
    const { code, out, err } = await carnet(['check', '-', '--sarif'], { stdin });
    expect(code).toBe(2);
    expect(err).toContain('did you mean `model`?');
    const told = toldIn(out);
    expect(faultsOf(told)).toEqual([]);
    expect(told.results.map((one) => [one.level, placeOf(one).line])).toEqual([
      ['error', 1],
      ['error', 2],
    ]);
    expect(told.results[0]?.message.text).toContain('modle');
  });

  it('shows what the reader warns of as notes', async () => {
    const stdin =
      'features:\n  - { name: dti, category: income }\n  - { name: religion, category: income }\n';
    const told = await sarifOf(['-'], stdin);
    expect(faultsOf(told)).toEqual([]);
    const warnings = told.results.filter(({ ruleId }) => ruleId === 'MANIFEST-WARNING');
    expect(warnings.map((one) => [one.level, placeOf(one).line])).toEqual([['note', 3]]);
  });

  it('points into the profile of the organisation for facts that stand there', async () => {
    const manifest = [
      '# comments and blank lines stay where they are',
      '',
      'deployment: { jurisdictions: [US] }',
      'model: { use_case: credit_scoring, generative: false }',
    ].join('\n');
    const profile =
      'organisation:\n  employees: 3\n  regulated: [us_bank]\n  total_assets_usd_bn: 90\n';
    const at = await folder({ 'my model.yaml': manifest, 'organisation.yaml': profile });
    const told = await sarifOf([join(at, 'my model.yaml')]);
    expect(faultsOf(told)).toEqual([]);
    expect(placeOf(resultOf(told, 'US-SR-26-2-MRM'))).toEqual({
      uri: pathToFileURL(join(at, 'organisation.yaml')).href,
      line: 3,
    });
    expect(placeOf(resultOf(told, 'US-REGB-4-DISCRIM'))).toEqual({
      uri: pathToFileURL(join(at, 'my model.yaml')).href,
      line: 4,
    });
  });

  it('points at the first line for a finding that nothing in the manifest decided', async () => {
    const told = await sarifOf(['-'], '\n\nrequest: { date: 2026-11-23 }\n');
    expect(faultsOf(told)).toEqual([]);
    expect(told.results.length).toBeGreaterThan(0);
    const places = new Set(told.results.map((one) => placeOf(one).line));
    expect(places).toContain(1);
  });

  it('refuses to print two documents, and a file that cannot be written', async () => {
    const both = await carnet(['check', FIRST, '--sarif', '--json']);
    expect(both.code).toBe(2);
    const nowhere = await carnet(['check', FIRST, '--sarif', '/nowhere/at/all.sarif']);
    expect(nowhere.code).toBe(2);
    expect(nowhere.err).toContain('cannot write `/nowhere/at/all.sarif`');
  });
});
