import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { draftManifest } from '../../src/intake/draft/draft.ts';
import type { ManifestDraft } from '../../src/intake/draft/draft.types.ts';
import { readParquetColumns } from '../../src/intake/draft/parquet-columns.ts';
import { ManifestError } from '../../src/intake/manifest.errors.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();
const KINDS = ['MLmodel', 'README.md', 'bom.json', 'train.csv', 'train.parquet', 'weights.bin'];

function draft(name: string, content: Uint8Array | string): ManifestDraft {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const options = { jurisdictions: [], asOf: '2026-11-23' };
  return draftManifest(catalog, [{ name, bytes, sha256: null }], options);
}

function refusal(name: string, content: Uint8Array | string): string {
  try {
    draft(name, content);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return error.problems.map(({ message, hint }) => `${message} | ${hint}`).join('\n');
  }
  return '';
}

function parquet(...names: readonly string[]): Uint8Array {
  const columnData = names.map((name) => ({ name, data: [1, 2, 3], type: 'INT32' as const }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** A file that claims `footer` to be its footer. */
function withFooter(footer: Uint8Array, length = footer.byteLength): Uint8Array {
  const end = Buffer.alloc(8);
  end.writeUInt32LE(length, 0);
  end.write('PAR1', 4);
  return Buffer.concat([Buffer.from('PAR1'), footer, end]);
}

describe('a file that is refused says why', () => {
  it.each([
    ['an empty file', 'MLmodel', '', 'none of the files that are read'],
    [
      'a picture',
      'card.png',
      Buffer.from('89504e470d0a1a0a00000000ff', 'hex'),
      'none of the files',
    ],
    ['a CSV file that is a picture', 'a.csv', Buffer.from('89504e470d0a1a0a', 'hex'), 'none of'],
    ['a CSV file of zero bytes', 'a.csv', Buffer.alloc(2_000_000), 'none of the files'],
    ['a CSV file without a header', 'a.csv', '\n\n', 'no header'],
    ['prose', 'notes.md', 'We trained a model.', 'no front matter'],
    ['a card whose front matter never ends', 'README.md', '---\nlicense: mit\n', 'has no end'],
    ['a card whose front matter is a list', 'README.md', '---\n- a\n---\n', 'no list of `name:'],
    ['a card of broken YAML', 'README.md', '---\na: [1\n---\n', 'not YAML'],
    ['a card with a bomb of aliases', 'README.md', bomb(), 'values once its aliases'],
    ['other JSON', 'package.json', '{"name": "x"}', 'no CycloneDX document'],
    ['broken JSON', 'bom.json', '{"bomFormat": ', 'not JSON'],
    ['an old bill of materials', 'bom.json', bom('1.4'), 'CycloneDX `1.4` has no model cards'],
    ['a bill of materials without a model', 'bom.json', bom('1.6'), 'names no model'],
    ['a bill of materials in XML', 'bom.xml', '<?xml version="1.0"?><bom/>', 'JSON'],
    ['other YAML', 'values.yaml', 'replicas: 3\n', 'none of the files'],
    ['a signature that is no JSON', 'MLmodel', 'flavors: {}\nsignature: {inputs: "["}', 'not JSON'],
    ['a Parquet file cut off in front', 'a.parquet', parquet('a').subarray(-40), 'cut off'],
    ['a Parquet file cut off behind', 'a.parquet', parquet('a').subarray(0, -4), 'none of the'],
    ['a footer of noise', 'a.parquet', withFooter(Buffer.alloc(64, 0xa7)), 'cannot be read'],
    ['a footer of nothing', 'a.parquet', withFooter(Buffer.alloc(0)), 'cannot be read'],
    ['a footer too large', 'a', withFooter(Buffer.alloc(4), 2 ** 32 - 9), 'at most 4194304'],
  ])('%s', (_name, file, content, said) => {
    expect(refusal(file, content)).toContain(said);
  });

  it('a table wider than anybody declares', () => {
    const wide = Array.from({ length: 5_001 }, (_, index) => `c${index}`).join(',');
    expect(refusal('a.csv', wide)).toContain('5001 columns, at most 5000');
  });

  it('a text larger than any description', () => {
    expect(refusal('bom.json', Buffer.alloc(9 * 1024 * 1024, 0x20))).toContain('at most 8388608');
  });
});

describe('a hostile file', () => {
  it('of any kind is drafted or refused, never more', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), bytes, (name, content) => {
        refusal(name, content);
      }),
      { numRuns: 150 },
    );
  });

  it('with one byte of a real footer changed is read or refused', () => {
    const real = parquet('income', 'zip_code', 'age');
    fc.assert(
      fc.property(fc.nat(real.byteLength - 9), fc.nat(255), (at, value) => {
        const changed = Uint8Array.from(real);
        changed[at] = value;
        refusal('a.parquet', changed);
      }),
      { numRuns: 500 },
    );
  });

  it('with a footer that nests or repeats without end is refused in time', () => {
    const started = Date.now();
    // Structs in structs; a list of two thousand million; a list of three million nothings.
    for (const footer of [
      Buffer.alloc(3 * 1024 * 1024, 0x1c),
      Buffer.from('29fcffffffff07', 'hex'),
      Buffer.concat([Buffer.from('29fc80808002', 'hex'), Buffer.alloc(3 * 1024 * 1024)]),
    ])
      expect(refusal('a.parquet', withFooter(footer))).toContain('cannot be read');
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('deep in JSON reaches no stack', () => {
    const deep = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":${'[{"components":'.repeat(20_000)}[]${'}]'.repeat(20_000)}}`;
    expect(refusal('bom.json', deep)).toContain('names no model');
  });

  it('cannot put a line of its own into the draft', () => {
    const name = 'x # y\n  personal: true\n- {name: z} : "\\';
    const card = `---\nmodel_name: ${JSON.stringify(name)}\nlicense: ${JSON.stringify('mit\npersonal: true')}\n---\n`;
    const { manifest } = draft('README.md\nmodel: {name: b}', card);
    expect(readManifest(manifest, { catalog }).facts).toEqual({
      model: { name: 'x # y personal: true - {name: z} : "\\' },
    });
  });

  it('whatever its columns are called, becomes a manifest that can be read', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (names) => {
        const inputs = names.map((name) => ({ type: 'double', name }));
        const text = JSON.stringify({ flavors: {}, signature: { inputs } }, null, 1);
        const yaml = `flavors: {}\nsignature: ${JSON.stringify({ inputs: JSON.stringify(inputs) })}\n`;
        expect(refusal('MLmodel', text)).toContain('no CycloneDX');
        const { manifest } = draft('MLmodel', yaml);
        expect(readManifest(manifest, { catalog }).warnings).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});

describe('a draft', () => {
  it('of the widest table is a manifest still', () => {
    const wide = Array.from({ length: 5_000 }, (_, index) => `income_${index}`).join(',');
    const { manifest } = draft('a.csv', wide);
    expect(readManifest(manifest, { catalog }).facts['features']).toHaveLength(5_000);
  });

  it('is a manifest also where a file states next to nothing', () => {
    const { manifest } = draft('README.md', '---\nlicense: mit\n---\n');
    expect(readManifest(manifest, { catalog }).facts).toEqual({});
  });

  it('names a column inside a struct by its way', () => {
    const { columns } = readParquetColumns(
      readFileSync('test/fixtures/intake/nested.parquet'),
      'nested.parquet',
    );
    expect(columns.map(({ name }) => name)).toEqual(['id', 'address.zip', 'address.city', 'tags']);
  });
});

function bomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => pair.split('')))
    lines.push(
      `${to ?? ''}: &${to ?? ''} [${Array(10)
        .fill(`*${from ?? ''}`)
        .join(', ')}]`,
    );
  return `---\n${lines.join('\n')}\n---\n`;
}

function bom(specVersion: string): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion, components: [] });
}
