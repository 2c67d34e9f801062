/** Whatever stands in the files of the policies: they are loaded, or refused with file and line. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { loadCatalog } from '../../src/policy/load.ts';
import { PolicyLoadError, type PolicyProblem } from '../../src/policy/policy.errors.ts';
import { mutation } from './mutations.ts';

const POLICIES = new URL('../../policies/', import.meta.url).pathname;
const REFERENCE = 'cloud-regions documents features geography jurisdictions roles sets words';
const RULES = [
  'uk/equality-act/protected-characteristics.yaml',
  'uk/uk-gdpr/art-44a-transfer.yaml',
  'readiness/data/origin.yaml',
];
const HEADERS = ['uk/pack.yaml', 'readiness/pack.yaml'];
const OVERLAYS: Readonly<Record<string, string>> = {
  'overlays/bank.yaml': `version: 2026.11.1
pack: uk
extends: group
tighten:
  UK-EQA-2010:
    effect: block
    exceptions: { remove: [] }
route: { approvalQuorum: 3, permitValidity: P6M }
`,
  'overlays/group.yaml': 'version: 2026.11.1\npack: uk\nroute: { reviewEvery: P3M }\n',
};
/** One of each form. Whole regions would take too long to be read so often. */
const FILES = [
  'vocabulary.yaml',
  ...REFERENCE.split(' ').map((name) => `reference/${name}.yaml`),
  ...HEADERS,
  ...RULES,
  ...Object.keys(OVERLAYS),
];
const RUNS = 24;
/** Nobody waits longer for a refusal; a sound load takes a quarter of a second. */
const AT_MOST_MS = 10_000;

let folder = '';
const sound = new Map<string, string>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'carnet-fuzz-'));
  for (const name of ['reference', 'uk/pack.yaml', 'readiness/pack.yaml', 'vocabulary.yaml'])
    cpSync(join(POLICIES, name), join(folder, name), { recursive: true });
  for (const file of FILES) {
    sound.set(file, OVERLAYS[file] ?? readFileSync(join(POLICIES, file), 'utf8'));
    restore(file);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function restore(file: string): void {
  write(file, sound.get(file) ?? '');
}

/** Loads the folder with these texts in the place of the sound ones; no problem when it loads. */
function problemsWith(texts: ReadonlyMap<string, string>): readonly PolicyProblem[] {
  try {
    for (const [file, text] of texts) write(file, text);
    loadCatalog(folder);
    return [];
  } catch (error) {
    if (error instanceof PolicyLoadError) return error.problems;
    throw error;
  } finally {
    for (const file of texts.keys()) restore(file);
  }
}

function hasPlace({ file, line, column, message }: PolicyProblem): boolean {
  return FILES.includes(file) && line >= 1 && column >= 1 && message !== '';
}

it('loads what the mistakes are planted in', () => {
  expect(problemsWith(new Map())).toEqual([]);
});

it('loads a folder with random mistakes, or refuses it with the places of the mistakes', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...FILES), mutation), { minLength: 1, maxLength: 3 }),
      (planted) => {
        const texts = new Map<string, string>();
        for (const [file, { apply, at }] of planted) {
          if (!texts.has(file)) texts.set(file, apply(sound.get(file) ?? '', at));
        }
        const began = performance.now();
        const problems = problemsWith(texts);
        expect(performance.now() - began).toBeLessThan(AT_MOST_MS);
        expect(problems.filter((problem) => !hasPlace(problem))).toEqual([]);
        if (problems.length > 0) refused += 1;
      },
    ),
    // Shrinking would load the folder a thousand times; the seed says enough.
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(refused).toBeGreaterThan(RUNS / 4);
});

const FATAL = fc.constantFrom('id: [', '- a list', '? [a]: b', 'nothing: here');

it('tells the mistakes of all files at once', () => {
  fc.assert(
    fc.property(
      fc.subarray([...RULES, 'reference/sets.yaml', 'vocabulary.yaml'], { minLength: 2 }),
      FATAL,
      (files, text) => {
        const problems = problemsWith(new Map(files.map((file) => [file, text])));
        expect(problems.map(({ file }) => file)).toEqual(expect.arrayContaining(files));
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
});

function said(file: string, change: (text: string) => string): string[] {
  const problems = problemsWith(new Map([[file, change(sound.get(file) ?? '')]]));
  return problems.map(({ message }) => message);
}

describe('a mistake that would have gone by, or broken the loader', () => {
  it.each([
    [
      'a number without end',
      'reference/roles.yaml',
      /^version: .*$/mu,
      'version: .inf',
      'no number',
    ],
    ['a key that would vanish', 'uk/pack.yaml', /^title:/mu, '__proto__:', 'no key'],
    ['a pattern that is none', 'vocabulary.yaml', /sha256:\[0-9a-f\]\{64\}/u, '[a', 'no pattern'],
    [
      'a place in itself',
      'reference/jurisdictions.yaml',
      /Germany, parent: EU/u,
      'Germany, parent: EU-DE',
      'circular',
    ],
    [
      'an overlay in a circle',
      'overlays/group.yaml',
      /^pack: uk/mu,
      'pack: uk\nextends: bank',
      'circular',
    ],
  ] as const)('is told: %s', (_, file, piece, mistake, message) => {
    expect(said(file, (text) => text.replace(piece, mistake)).join()).toContain(message);
  });

  it('is told: what is nested beyond reading', () => {
    expect(said('uk/pack.yaml', () => '['.repeat(100_000)).join()).toContain('nested too deeply');
  });
});
