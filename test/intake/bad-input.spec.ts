import fc from 'fast-check';
import { ManifestError } from '../../src/intake/manifest.errors.ts';
import type { ManifestProblem } from '../../src/intake/manifest.errors.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();
const MIB = 1024 * 1024;

function problemsOf(text: string): readonly ManifestProblem[] {
  try {
    readManifest(text, { catalog });
  } catch (error) {
    if (error instanceof ManifestError) return error.problems;
    throw error;
  }
  return [];
}

/** `line:column path message | hint` of the only problem. */
function only(text: string): string {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  return problems
    .map(
      ({ line, column, path, message, hint }) => `${line}:${column} ${path}: ${message} | ${hint}`,
    )
    .join();
}

describe('a text that is no manifest', () => {
  it.each([
    ['nothing', '', 'the manifest is empty'],
    ['a comment alone', '# later\n', 'the manifest is empty'],
    ['a list', '- model\n', 'this is a list, a manifest has to be a section'],
    ['a sentence', 'may I deploy?', 'a manifest has to be a section'],
    ['broken YAML', 'model: {name: x', 'this is not YAML'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj << /Type /Catalog >>', 'this is not YAML'],
    ['binary', 'model: \u0000\u0001', 'control character'],
    ['an unknown tag', 'model: !!js/function "x"', 'this is not YAML: unresolved tag'],
    ['an alias to nothing', 'model: *gone', 'points at nothing above it'],
    ['a merge key', 'a: &a {b: 1}\nmodel: {<<: *a}', 'merge keys'],
    ['two documents', 'model: {name: a}\n---\nmodel: {name: b}', 'the file holds 2 YAML documents'],
    ['a key that is a list', '? [model]\n: 1\n', 'a key has to be a word'],
  ])('is refused with its reason: %s', (_name, text, reason) => {
    expect(
      problemsOf(text)
        .map(({ message }) => message)
        .join('\n'),
    ).toContain(reason);
  });

  it('names the line of a tab', () => {
    expect(only('model:\n\tname: x\n')).toBe(
      '2:1 : this is not YAML: tabs are not allowed as indentation | indent with spaces',
    );
  });

  it('names a repeated key and where it stood first', () => {
    expect(only('model:\n  name: a\n  version: "1"\n  name: b\n')).toBe(
      '4:3 model.name: `name` is stated twice, first on line 2 | keep one of them',
    );
  });

  it.each([
    ['10 MB of brackets', '['.repeat(10 * MIB), 'bytes, at most'],
    ['brackets under the size limit', '['.repeat(MIB), 'nested more than'],
    ['braces in JSON', '{"a":'.repeat(200_000), 'nested more than'],
    ['dashes on one line', '- '.repeat(MIB / 2), 'nested more than'],
    [
      'ever deeper indentation',
      Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'nested more than',
    ],
    ['a million quotes', '"'.repeat(MIB), 'tokens'],
    ['a million commas', `[${','.repeat(MIB)}`, 'tokens'],
    ['a long text', `model:\n  name: ${'x'.repeat(MIB)}`, 'characters, at most'],
  ])('is refused quickly: %s', (_name, text, reason) => {
    const began = performance.now();
    expect(problemsOf(text)[0]?.message).toContain(reason);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('does not let aliases explode', () => {
    const names = 'abcdefghi'.split('');
    const bomb = names.map((name, index) => {
      const inner = index === 0 ? '"lol"' : `*${names[index - 1] ?? ''}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    const began = performance.now();
    const messages = problemsOf(bomb.join('\n')).map(({ message }) => message);
    expect(messages.join('\n')).toContain('once its aliases are written out');
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('does not follow an alias into itself', () => {
    expect(
      problemsOf('model: &m {name: *m}')
        .map(({ message }) => message)
        .join(),
    ).toContain('aliases');
  });

  it('lists 50 problems at most and counts the rest', () => {
    const text = Array.from({ length: 80 }, (_, index) => `nonsense${index}: 1`).join('\n');
    const refused = (): unknown => readManifest(text, { catalog, fileName: 'm.yaml' });
    expect(refused).toThrow('`m.yaml` has 80 problems');
    expect(problemsOf(text)).toHaveLength(50);
  });

  it('changes no prototype', () => {
    expect(
      problemsOf('__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}').map(
        ({ path }) => path,
      ),
    ).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is answered with problems, never with another error, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(Array.isArray(problemsOf(text))).toBe(true);
      }),
    );
    const yamlish = fc.array(
      fc.constantFrom(
        'model',
        ':',
        ' ',
        '\n',
        '  ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        '&a ',
        '*a',
        '"',
        "'",
        '|',
        '?',
        '#',
        '!',
        '<<',
        '1',
        'x',
      ),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(yamlish, (parts) => expect(Array.isArray(problemsOf(parts.join('')))).toBe(true)),
      { numRuns: 500 },
    );
  });
});
