import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { hintFor, normaliseColumn } from '../../src/intake/column-hints.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const taxonomy = loadCatalog().reference;

function fixture(name: string): unknown {
  return parse(readFileSync(`test/fixtures/${name}`, 'utf8'));
}

function hintOf(name: string): string {
  return hintFor(name, taxonomy)?.category ?? 'none';
}

describe('a column name', () => {
  const expected = fixture('column-hints.yaml') as Record<string, Record<string, string>>;
  const sets = fixture('columns.yaml') as Record<string, { columns: string[] }>;

  it.each(Object.keys(expected))('of %s hints at what is expected, column by column', (set) => {
    const columns = sets[set]?.columns ?? [];
    expect(columns.length).toBeGreaterThan(0);
    expect(Object.fromEntries(columns.map((name) => [name, hintOf(name)]))).toEqual(expected[set]);
  });

  it('made to mislead comes to what it means, not to what it contains', () => {
    const names = fixture('name-hints.yaml') as Record<string, string>;
    expect(Object.fromEntries(Object.keys(names).map((name) => [name, hintOf(name)]))).toEqual(
      names,
    );
  });

  it.each([
    ['ZIPCode', 'zip_code'],
    ['applicantAge', 'applicant_age'],
    ['HTTPServerID', 'http_server_id'],
    ['état-civil', 'etat_civil'],
    ['  loan.amnt ', 'loan_amnt'],
    ['年收入', ''],
    ['', ''],
  ])('%p is read as %p', (name, normalised) => {
    expect(normaliseColumn(name)).toBe(normalised);
  });

  it('never throws, and hints only at categories of the taxonomy', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const hint = hintFor(name, taxonomy);
        expect(hint === null || taxonomy.categories.has(hint.category)).toBe(true);
      }),
    );
  });
});
