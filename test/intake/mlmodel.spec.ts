import { readFileSync } from 'node:fs';
import { readCsvHeader } from '../../src/intake/csv-header.ts';
import { ManifestError } from '../../src/intake/manifest.errors.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { readMlModel } from '../../src/intake/mlmodel.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();
const EXAMPLE = 'examples/loan-default';

function messagesOf(text: string): string {
  try {
    readMlModel(text);
  } catch (error) {
    if (error instanceof ManifestError) return error.problems.map(({ message }) => message).join();
    throw error;
  }
  return '';
}

describe('an MLmodel file', () => {
  it('gives the columns of its signature', () => {
    const model = readMlModel(readFileSync(`${EXAMPLE}/MLmodel`, 'utf8'));
    expect(model.columns[0]).toEqual({ name: 'loan_amnt', type: 'double' });
    expect(model.columns.map(({ name }) => name)).toContain('linkedin_connections');
    expect(model).toMatchObject({ flavors: ['xgboost'], mlflowVersion: '2.19.0', unnamed: 0 });
  });

  it.each([
    ['manifest.yaml', 'MLmodel'],
    ['manifest.corrected.yaml', 'MLmodel.corrected'],
  ])('of the example agrees with %s', (manifest, mlmodel) => {
    const { columns } = readMlModel(readFileSync(`${EXAMPLE}/${mlmodel}`, 'utf8'));
    expect(
      readManifest(readFileSync(`${EXAMPLE}/${manifest}`, 'utf8'), { catalog, columns }).warnings,
    ).toEqual([]);
  });

  it('with tensors gives their types, and counts those without a name', () => {
    const inputs = JSON.stringify([
      { name: 'pixels', type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 28, 28] } },
      { type: 'tensor', 'tensor-spec': { dtype: 'float64', shape: [-1, 4] } },
    ]);
    const model = readMlModel(`signature:\n  inputs: '${inputs}'\n`);
    expect(model.columns).toEqual([{ name: 'pixels', type: 'tensor(float32)' }]);
    expect(model.unnamed).toBe(1);
  });

  it.each([
    ['without a signature', 'flavors: {}\n', 'no signature'],
    ['whose signature is no JSON', "signature:\n  inputs: 'loan_amnt'\n", 'not JSON'],
    ['whose signature is no list', "signature:\n  inputs: '{}'\n", 'no list'],
    ['that is a list', '- a\n', 'mapping'],
    ['that is no YAML', '{', 'not YAML'],
  ])('%s is refused', (_name, text, reason) => {
    expect(() => readMlModel(text)).toThrow('`MLmodel` has');
    expect(messagesOf(text)).toContain(reason);
  });
});

const names = (text: string): string[] => readCsvHeader(text).map(({ name }) => name);

describe('a CSV header', () => {
  it.each([
    ['with commas', 'loan_amnt,term\n1,2\n', ['loan_amnt', 'term']],
    ['with semicolons', 'loan_amnt;term\r\n1;2\r\n', ['loan_amnt', 'term']],
    ['with tabs', 'loan_amnt\tterm', ['loan_amnt', 'term']],
    ['with quotes', '"a ""b"", c","d\ne",f\n', ['a "b", c', 'd\ne', 'f']],
    ['with a byte order mark', '\uFEFFid, age \n', ['id', 'age']],
    ['with empty cells', ',,a,\n', ['a']],
    ['of nothing', '', []],
  ])('%s gives its names', (_name, text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});
