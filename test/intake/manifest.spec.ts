import { ManifestError } from '../../src/intake/manifest.errors.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();

/** `line:column path: message | hint` of every problem. */
function problemsOf(text: string): string[] {
  try {
    readManifest(text, { catalog });
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return error.problems.map(
      ({ line, column, path, message, hint }) => `${line}:${column} ${path}: ${message} | ${hint}`,
    );
  }
  return [];
}

describe('what a manifest states', () => {
  it.each([
    [
      'an unknown section',
      'modle: {name: x}',
      '1:1 modle: `modle` is no section of a manifest | did you mean `model`?',
    ],
    [
      'an unknown key',
      'data:\n  lawfull_basis: contract',
      '2:3 data.lawfull_basis: `lawfull_basis` is no fact of `data` | did you mean `lawful_basis`?',
    ],
    [
      'a key in the wrong section',
      'use_case: credit_scoring',
      '1:1 use_case: `use_case` is no section of a manifest | did you mean `model.use_case`?',
    ],
    [
      'text for true',
      'data: {personal: yes}',
      '1:18 data.personal: this is the text `yes`, it has to be true or false | write true, without quotes',
    ],
    [
      'a number for text',
      'model:\n  version: 1.10',
      '2:12 model.version: this is the number `1.10`, it has to be text | put it in quotes: "1.10"',
    ],
    [
      'text for a number',
      'organisation: {employees: many}',
      '1:27 organisation.employees: this is the text `many`, it has to be a whole number | write digits without quotes',
    ],
    [
      'a fraction of an employee',
      'organisation: {employees: 1.5}',
      '1:27 organisation.employees: this is the number `1.5`, it has to be a whole number | write digits without quotes',
    ],
    [
      'fewer than none',
      'organisation: {employees: -1}',
      '1:27 organisation.employees: -1 is out of range | write a number 0 or more',
    ],
    [
      'one word for a list',
      'deployment: {jurisdictions: EU-DE}',
      '1:29 deployment.jurisdictions: this is the text `EU-DE`, it has to be a list | write [EU]',
    ],
    [
      'a list for a section',
      'model: [a]',
      '1:8 model: this is a list, it has to be a section | write `name: value` lines (name, version, algorithm, ai_system …)',
    ],
    [
      'a day that does not exist',
      'request: {date: 2026-02-30}',
      '1:17 request.date: this is the text `2026-02-30`, it has to be a date | write it as 2026-11-23',
    ],
    [
      'an unknown jurisdiction',
      'deployment:\n  jurisdictions: [EU_DE]',
      '2:19 deployment.jurisdictions[0]: `EU_DE` is no jurisdiction where a model can be deployed | did you mean `EU-DE`?',
    ],
    [
      'an unknown category',
      'features:\n  - {name: x, category: incme}',
      '2:25 features[0].category: `incme` is no feature category | did you mean `income`?',
    ],
    [
      'an unknown document',
      'evidence: {documents: [dpai]}',
      '1:24 evidence.documents[0]: `dpai` is no document that is known | did you mean `dpia`?',
    ],
    [
      'an unknown role',
      'evidence: {approvals: [dpoo]}',
      '1:24 evidence.approvals[0]: `dpoo` is no role that is known | did you mean `dpo`?',
    ],
    [
      'an unknown cloud region',
      'data:\n  locations:\n    - {id: s, provider: aws, region: eu-central-9}',
      '3:38 data.locations[0].region: `eu-central-9` is no region of `aws` | did you mean `eu-central-1`?',
    ],
    [
      'a region of another provider',
      'data:\n  locations:\n    - {id: s, provider: aws, region: westeurope}',
      '3:38 data.locations[0].region: `westeurope` is no region of `aws` | it is a region of `azure`',
    ],
    [
      'a country that contradicts the region',
      'data:\n  locations:\n    - {id: s, provider: aws, region: us-east-1, country: DE}',
      '3:58 data.locations[0].country: this region lies in `US`, not in `DE` | leave `country` out: it is looked up',
    ],
    [
      'a region without its provider',
      'data:\n  locations:\n    - {id: s, region: us-east-1}',
      '3:7 data.locations[0]: `us-east-1` is stated without its provider | add `provider: aws` or another',
    ],
    [
      'a digest that is none',
      'model: {artifact: {digest: "sha256:abc"}}',
      '1:28 model.artifact.digest: `sha256:abc` is no SHA-256 digest | write `sha256:` and 64 lower-case hex digits, as `sha256sum FILE` prints them',
    ],
    [
      'a feature listed twice',
      'features:\n  - {name: a}\n  - {name: a}',
      '3:12 features[1].name: `a` is listed twice, first on line 2 | keep one of them',
    ],
    [
      'no number',
      'organisation: {total_assets_usd_bn: .nan}',
      '1:37 organisation.total_assets_usd_bn: `.nan` is no number that can be kept exactly | write a plain number, or put text in quotes',
    ],
  ])('is refused with its place and a way out: %s', (_name, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('is refused all at once, in the order of the file', () => {
    const text = 'model:\n  nme: x\n  effect: huge\ndata:\n  personal: maybe\n';
    expect(problemsOf(text).map((problem) => problem.split(' ', 1)[0])).toEqual([
      '2:3',
      '3:11',
      '5:13',
    ]);
  });

  it('is refused for a near miss even where other words are taken', () => {
    expect(problemsOf('model: {use_case: credit_scorign}')).toEqual([
      '1:19 model.use_case: `credit_scorign` is no word that is known here | did you mean `credit_scoring`?',
    ]);
    const { warnings } = readManifest('model: {use_case: beekeeping_advice}', { catalog });
    expect(warnings.map(({ path }) => path)).toEqual(['model.use_case']);
  });

  it.each([
    ['YAML', 'request:\n  date: 2026-11-23\nmodel:\n  name: a\n  version: "1.10"\n'],
    [
      'YAML of Windows',
      'request:\r\n  date: 2026-11-23\r\nmodel:\r\n  name: a\r\n  version: "1.10"\r\n',
    ],
    [
      'YAML with a byte order mark',
      '\uFEFFrequest: {date: 2026-11-23}\nmodel: {name: a, version: "1.10"}',
    ],
    ['JSON', '{"request": {"date": "2026-11-23"}, "model": {"name": "a", "version": "1.10"}}'],
    [
      'YAML with an alias',
      'request: {date: 2026-11-23}\nmodel: {name: &n a, version: "1.10"}\n# *n',
    ],
  ])('is the same in %s; a date stays text', (_name, text) => {
    const { facts, requestDate } = readManifest(text, { catalog });
    expect(facts).toEqual({
      request: { date: '2026-11-23' },
      model: { name: 'a', version: '1.10' },
    });
    expect(requestDate).toBe('2026-11-23');
  });

  it('stays unknown where a key has no value', () => {
    const { facts, warnings } = readManifest('data:\n  personal:\n  large_scale: true\n', {
      catalog,
    });
    expect(facts).toEqual({ data: { large_scale: true } });
    expect(warnings).toEqual([
      {
        path: 'data.personal',
        message: 'nothing is stated here',
        hint: 'state it, or leave the key out',
      },
    ]);
  });

  it('gives the digest that a permit binds to', () => {
    const hex = 'ab'.repeat(32);
    expect(
      readManifest(`model: {artifact: {digest: "sha256:${hex}"}}`, { catalog }).artifactSha256,
    ).toBe(hex);
    expect(readManifest('model: {name: a}', { catalog }).artifactSha256).toBeNull();
  });
});

const warned = (text: string, columns: string[] = []): string[] =>
  readManifest(text, {
    catalog,
    columns: columns.map((name) => ({ name, type: null })),
  }).warnings.map(({ path, message, hint }) => `${path}: ${message} | ${hint}`);

describe('what column names suggest', () => {
  it('is a question where nobody declared a category', () => {
    expect(warned('features:\n  - {name: applicantAge}')).toEqual([
      'features[0].category: nobody said what `applicantAge` is | is it `age`? state its category',
    ]);
  });

  it('is a warning where another category was declared, and changes no fact', () => {
    const text = 'features:\n  - {name: marital_status, category: income}';
    expect(warned(text)).toEqual([
      'features[0].category: `marital_status` is declared `income`, its name suggests `marital_status` | look again; the declared category is used',
    ]);
    expect(readManifest(text, { catalog }).facts['features']).toEqual([
      { name: 'marital_status', category: 'income' },
    ]);
  });

  it('says nothing where name and category agree, or where the name says nothing', () => {
    expect(
      warned('features:\n  - {name: dti, category: income}\n  - {name: f17, category: income}'),
    ).toEqual([]);
  });

  it('is held against the columns of the model itself', () => {
    const text =
      'features:\n  - {name: dti, category: income}\n  - {name: zip_code, category: postal_code, use: excluded}';
    expect(warned(text, ['zip_code', 'sex'])).toEqual([
      'features: the model takes `sex`, the manifest does not declare it | is it `sex_gender`? declare it with its category',
      "features[0]: `dti` is declared as an input, the model's signature does not have it | state its `use`, or log the model again",
      "features[1].use: `zip_code` is declared `excluded`, yet the model's signature takes it | state `use: input`, or take it out of the model",
    ]);
  });
});
