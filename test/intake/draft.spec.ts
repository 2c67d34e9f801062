import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { parse } from 'yaml';
import { draftManifest } from '../../src/intake/draft/draft.ts';
import type { ManifestDraft } from '../../src/intake/draft/draft.types.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();
const fixture = (path: string): Uint8Array => readFileSync(path);
const CARD = fixture('test/fixtures/intake/model-card.md');
const BOM = fixture('test/fixtures/intake/bom.json');
const MLMODEL = fixture('examples/loan-default/MLmodel');

function draft(
  files: Readonly<Record<string, Uint8Array | string>>,
  jurisdictions: readonly string[] = ['EU-DE'],
): ManifestDraft {
  const sources = Object.entries(files).map(([name, bytes]) => ({
    name,
    bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
    sha256: null,
  }));
  return draftManifest(catalog, sources, { jurisdictions, asOf: '2026-11-23' });
}

/** What `carnet check` reads of the draft. */
const factsOf = ({ manifest }: ManifestDraft): Readonly<Record<string, unknown>> =>
  readManifest(manifest, { catalog }).facts;
const sourcesOf = ({ facts }: ManifestDraft): Record<string, string> =>
  Object.fromEntries(facts.map(({ path, source }) => [path, source]));
const table = (...names: readonly string[]): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: names.map((name) => ({ name, data: ['a', 'b', 'c'], type: 'STRING' as const })),
    }),
  );

describe('a draft states what stands in', () => {
  it('a model card', () => {
    const made = draft({ 'README.md': CARD });
    expect(factsOf(made)).toMatchObject({
      model: { name: 'german-credit-default', complexity: { metric: 'roc_auc', score: 0.781 } },
      deployment: { jurisdictions: ['EU-DE'] },
      data: { datasets: [{ name: 'scikit-learn/german-credit' }] },
      tools: [{ name: 'sklearn', purpose: 'runs the model' }],
    });
    expect(sourcesOf(made)['model.name']).toBe('README.md: model-index[0].name');
    expect(made.manifest).toContain('name: german-credit-default # README.md: model-index[0].name');
    expect(made.manifest).toContain('# - README.md: license is `apache-2.0`');
  });

  it('a card of a generative model; its heading names it where nothing else does', () => {
    const card = '---\npipeline_tag: text-generation\nlicense: mit\n---\n\n# Tiny writer\n';
    expect(factsOf(draft({ 'README.md': card }))['model']).toEqual({
      name: 'Tiny writer',
      generative: true,
    });
  });

  it('a bill of materials', () => {
    const made = draft({ 'bom.json': BOM });
    expect(factsOf(made)).toEqual({
      model: {
        name: 'loan-default',
        version: '3.2.0',
        algorithm: 'gradient_boosted_trees',
        use_case: 'credit_scoring',
        artifact: {
          digest: 'sha256:d88bc4e70bfb34d18b5542136639acbb26a8ae2429aa1e47489332fb389cc964',
        },
        complexity: { metric: 'gini', score: 0.61 },
      },
      deployment: { jurisdictions: ['EU-DE'] },
      data: {
        datasets: [
          {
            name: 'applications',
            version: '2025.12',
            digest: 'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
          },
          { name: 'bureau-extract', origin: 'https://data.example/bureau' },
        ],
      },
      purpose: {
        why: 'Credit scoring; Setting limits',
        risks: ['postal codes stand for origin', 'not tried on businesses'],
      },
      tools: [{ name: 'xgboost', version: '2.1.1' }],
    });
    expect(sourcesOf(made)['model.artifact.digest']).toBe('bom.json: components[0].hashes');
    expect(made.warnings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'bom.json: sensitive data: repayment history',
        'bom.json: `components[0].modelCard.modelParameters.datasets[2]` points at nothing',
      ]),
    );
  });

  it('an MLmodel', () => {
    const made = draft({ MLmodel: MLMODEL });
    const { features, tools } = factsOf(made) as Record<string, { name: string }[]>;
    expect(features?.length).toBe(23);
    expect(features?.[7]).toEqual({ name: 'zip_code', category: 'postal_code' });
    expect(tools?.map(({ name }) => name)).toEqual(['xgboost', 'python', 'mlflow']);
  });

  it('a Parquet footer: columns, also inside structs, and rows', () => {
    const made = draft({ 'train.parquet': table('annual_inc', 'ZIPCode') });
    expect(factsOf(made)).toMatchObject({
      data: { datasets: [{ name: 'train.parquet', rows: 3 }] },
      features: [
        { name: 'annual_inc', category: 'income' },
        { name: 'ZIPCode', category: 'postal_code' },
      ],
    });
    expect(made.sources).toEqual([{ name: 'train.parquet', kind: 'parquet' }]);
  });

  it.each(['applicantAge', 'applicant-age', 'APPLICANT_AGE', 'ApplicantAge', 'Applicant Age'])(
    'a CSV header with the name %s',
    (name) => {
      const made = draft({ 'train.csv': `${name},f17\n1,2\n` });
      expect(factsOf(made)['features']).toEqual([{ name, category: 'age' }, { name: 'f17' }]);
      expect(made.facts.filter(({ proposal }) => proposal).map(({ path }) => path)).toEqual([
        'features[0].category',
      ]);
      expect(made.manifest).toContain('category proposed by the name');
    },
  );
});

describe('the public data sets', () => {
  const sets = parse(readFileSync('test/fixtures/columns.yaml', 'utf8')) as Record<
    string,
    { columns: string[] }
  >;
  const hints = parse(readFileSync('test/fixtures/column-hints.yaml', 'utf8')) as Record<
    string,
    Record<string, string>
  >;

  it.each(Object.keys(sets))('%s: proposes what is expected, from CSV as from Parquet', (set) => {
    const columns = sets[set]?.columns ?? [];
    const wanted = columns.map((name) => {
      const category = hints[set]?.[name] ?? 'none';
      return category === 'none' ? { name } : { name, category };
    });
    expect(factsOf(draft({ 'a.csv': columns.join(',') }))['features']).toEqual(wanted);
    expect(factsOf(draft({ 'a.parquet': table(...columns) }))['features']).toEqual(wanted);
  });
});

describe('several files', () => {
  it('are brought together; where they differ the first is believed and the second told', () => {
    const made = draft({ 'bom.json': BOM, 'README.md': CARD, MLmodel: MLMODEL });
    const model = factsOf(made)['model'] as Record<string, unknown>;
    expect(model['name']).toBe('loan-default');
    expect(made.warnings.map(({ message }) => message)).toContain(
      'README.md: model-index[0].name says of model.name `german-credit-default`, bom.json: components[0].name `loan-default`: the latter is taken',
    );
    const tools = factsOf(made)['tools'] as { name: string }[];
    expect(tools.filter(({ name }) => name === 'xgboost')).toHaveLength(1);
  });

  it('a column the signature lacks is no feature, and is shown beside them', () => {
    const made = draft({ MLmodel: MLMODEL, 'train.csv': 'zipCode,default_flag\n' });
    const names = (factsOf(made)['features'] as { name: string }[]).map(({ name }) => name);
    expect(names).toHaveLength(23);
    expect(names).not.toContain('default_flag');
    expect(made.manifest).toMatch(/^ {2}# - \{ name: default_flag/mu);
  });
});

const asked = (...places: readonly string[]): string[] =>
  draft({ 'bom.json': BOM }, places).questions.map(({ fact }) => fact);

describe('what nobody states', () => {
  it('is asked, the most decisive first, and never stated', () => {
    const { questions, manifest } = draft({ 'bom.json': BOM });
    const counts = questions.map(({ decides }) => decides);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(questions[0]?.decides).toBeGreaterThan(10);
    const facts = questions.map(({ fact }) => fact);
    expect(facts).toEqual(expect.arrayContaining(['data.personal', 'data.lawful_basis']));
    expect(facts).not.toContain('model.use_case');
    const listed = [...manifest.matchAll(/^# +\d+\. ([\w.[\]]+): /gmu)].map(([, fact]) => fact);
    expect(listed).toEqual(facts);
    expect(manifest).toMatch(/^ {2}# personal:$/mu);
  });

  it('depends on where the model is to run', () => {
    expect(asked('US')).not.toContain('organisation.dpo_appointed');
    expect(asked()[0]).toBe('deployment.jurisdictions');
    expect(asked().length).toBeGreaterThan(asked('US').length);
  });

  it('is needed to submit where no law asks for it', () => {
    const { questions } = draft({ 'a.csv': 'income\n' });
    expect(questions.filter(({ needed }) => needed).map(({ fact }) => fact)).toEqual([
      'model.name',
      'model.version',
      'model.artifact.digest',
    ]);
  });

  it('can be answered by taking the comment away', () => {
    const { manifest } = draft({ 'a.csv': 'income\n' });
    const answered = manifest
      .replace('  # personal:', '  personal: true')
      .replace('  # artifact:', '  artifact:')
      .replace('  #   digest:', `    digest: "sha256:${'ab'.repeat(32)}"`);
    const { facts, artifactSha256 } = readManifest(answered, { catalog });
    expect(facts).toMatchObject({ data: { personal: true } });
    expect(artifactSha256).toBe('ab'.repeat(32));
  });
});
