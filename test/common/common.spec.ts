import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicalJson, sha256Hex, sha256Of } from '../../src/common/canonical-json.ts';
import { newId } from '../../src/common/ids.ts';
import { nearest } from '../../src/common/near.ts';
import { packageRoot } from '../../src/common/package-root.ts';

describe('canonical JSON', () => {
  it('is one text whatever the order of the keys', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'é'] })).toBe('{"a":[true,null,"é"],"b":1}');
    expect(sha256Of({ b: 1, a: 2 })).toBe(sha256Of({ a: 2, b: 1 }));
  });

  it('reads back as what it was made from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });

  it.each([
    [undefined],
    [{ a: undefined }],
    [[1, { b: Number.NaN }]],
    [{ n: Infinity }],
    [{ n: 1n }],
  ])('refuses what JSON has no word for', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('hashes text as UTF-8', () => {
    expect(sha256Hex('abc')).toBe(sha256Hex(Buffer.from('abc')));
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('ids', () => {
  it('are the prefix and twenty characters of lower-case base32, never twice', () => {
    const ids = Array.from({ length: 500 }, () => newId('eu'));
    for (const id of ids) expect(id).toMatch(/^eu-[a-z2-7]{20}$/);
    expect(new Set(ids).size).toBe(500);
  });
});

describe('nearest', () => {
  const words = ['data.lawful_basis', 'data.locations', 'model.name'];
  it.each([
    ['data.lawful_bassi', 'data.lawful_basis'],
    ['Model.Name', 'model.name'],
    ['data.location', 'data.locations'],
  ])('takes `%s` for `%s`', (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });

  it('guesses nothing when nothing is near', () => {
    expect(nearest('organisation.revenue', words)).toBeUndefined();
  });
});

it('the package root holds the policies', () => {
  expect(existsSync(join(packageRoot(), 'package.json'))).toBe(true);
});
