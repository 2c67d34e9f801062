/** Reads `policies/reference/words.yaml` and holds it against the vocabulary: a phrase for a fact that nobody knows is a mistake. */
import type { Reference, Vocabulary } from '../catalog.types.ts';
import { isRecord } from '../cel/refs.ts';
import { checked } from '../load-reference.ts';
import { ANY, fits, map, match, object, type Shape, suggest, TEXT } from '../shape.ts';
import type { YamlSource } from '../yaml-source.ts';
import { CHANGE_SAYINGS, type FactWords, SAYINGS, type Words } from './words.types.ts';

interface WordsFile extends Omit<Words, 'facts'> {
  readonly facts: Readonly<Record<string, string | FactWords>>;
}

const BY_TRUTH = object({ true: TEXT, false: TEXT });
const FACT: Shape = object({
  'says?': TEXT,
  'yes?': TEXT,
  'no?': TEXT,
  'values?': map(TEXT),
  'empty?': TEXT,
  'count?': TEXT,
  'has?': TEXT,
  'lacks?': TEXT,
  'open?': TEXT,
});
const WORDS: Shape = object({
  version: match('version such as 2026.11.23', /^\d+\.\d+\.\d+$/),
  subjects: map(object({ name: TEXT, says: TEXT, unnamed: TEXT })),
  sayings: all(SAYINGS),
  comparisons: map(BY_TRUTH),
  facts: map(ANY),
  values: map(map(TEXT)),
  sets: map(TEXT),
  borders: map(BY_TRUTH),
  changes: all(CHANGE_SAYINGS),
  countries: map(TEXT),
});

function all(names: readonly string[]): Shape {
  return object(Object.fromEntries(names.map((name) => [name, TEXT])));
}

/** Reports what has not the form of the words, for who cannot go on to read them. */
export function checkWordsForm(source: YamlSource): void {
  checked<WordsFile>(source, WORDS);
}

/** Problems go into the source; null when the file has not its form at all. */
export function readWords(
  source: YamlSource,
  vocabulary: Vocabulary,
  reference: Reference,
): Words | null {
  const file = checked<WordsFile>(source, WORDS);
  if (!file) return null;
  const paths = new Set([...vocabulary.facts.keys(), ...vocabulary.derived.keys()]);
  const lists = [...paths].map((path) => `${path}[]`);
  known(source, 'facts', file.facts, [...paths, ...lists]);
  known(source, 'subjects', file.subjects, lists);
  known(source, 'sets', file.sets, [...reference.sets.keys()]);
  known(source, 'countries', file.countries, [...reference.countries]);
  const lastNames = [...paths].map((path) => path.split('.').at(-1) ?? path);
  known(source, 'values', file.values, [...vocabulary.domains.keys(), ...paths, ...lastNames]);
  checkNames(source, file, []);
  const facts = Object.entries(file.facts).map(
    ([path, words]) => [path, factWords(source, path, words)] as const,
  );
  return { ...file, facts: new Map(facts) };
}

function factWords(source: YamlSource, path: string, words: string | FactWords): FactWords {
  if (typeof words === 'string') return { says: words };
  return fits(source, words, FACT, ['facts', path]) ? words : {};
}

/** Everything that some template may have filled in. */
const FILLED: ReadonlySet<string> = new Set(
  (
    'name number fact meaning says subject value values expected place country provider region city ' +
    'document role mechanism location feature title rule missing'
  ).split(' '),
);

/** A name that nothing fills in would leave a hole in a sentence. */
function checkNames(source: YamlSource, value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    const names = [...value.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name);
    for (const name of names.filter((one) => !FILLED.has(one)))
      source.report(path, `nothing fills in \`${name}\``, suggest(name, [...FILLED]));
  } else if (isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) checkNames(source, inner, [...path, key]);
  }
}

function known(
  source: YamlSource,
  section: string,
  stated: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  const there = new Set(names);
  for (const name of Object.keys(stated).filter((one) => !there.has(one))) {
    source.reportKey([section, name], `nothing is called \`${name}\``, suggest(name, names));
  }
}
