/** Mistakes planted in policy files at random: in what they say, and in the text itself. */
import fc from 'fast-check';
import { parse, stringify } from 'yaml';

/** Turns the text of a file into another one; the same number gives the same text. */
export interface Mutation {
  readonly what: string;
  readonly at: number;
  readonly apply: (text: string, at: number) => string;
}

type Apply = Mutation['apply'];
type Container = Record<string, unknown>;

/** What stands where something else is wanted. */
const VALUES: readonly (readonly [string, unknown])[] = [
  ['nothing', null],
  ['a truth', true],
  ['a number', 17],
  ['no number', Number.NaN],
  ['without end', Number.POSITIVE_INFINITY],
  ['below nothing', -1],
  ['a day that is none', '2026-02-30'],
  ['an id that nobody knows', 'EU-NO-SUCH-THING'],
  ['empty', ''],
  ['huge', 'x'.repeat(200_000)],
  ['half a character', '\uD800'],
  ['a list', ['a', 'b']],
  ['an empty list', []],
  ['a map', { constructor: 'a', toString: { a: 1 } }],
  ['deep', deep(300)],
  ['a condition that is open', 'data.personal && ('],
  ['a condition of strange facts', 'nobody.knows == "this" || data.persona'],
  ['a deep condition', `${'('.repeat(1500)}true${')'.repeat(1500)}`],
  ['a long condition', Array.from({ length: 300 }, () => 'data.personal').join(' && ')],
  ['a huge condition', `data.personal == "${'x'.repeat(10_000)}"`],
  ['an open pattern', '(a+)+$['],
  ['a word of the language', 'constructor'],
  ['the name of a prototype', '__proto__'],
  ['a place', 'EU'],
];

const KINDS: readonly (readonly [string, Apply])[] = [
  ['a key is dropped', onKey((at, key) => Reflect.deleteProperty(at, key))],
  ['a key is misspelt', onKey((at, key) => renamed(at, key, `${key}x`))],
  ['a key is a number', onKey((at, key) => renamed(at, key, '7'))],
  ['a key is huge', onKey((at, key) => renamed(at, key, key.repeat(4000)))],
  ['a value is doubled', onKey((at, key) => (at[key] = [at[key], at[key]]))],
  ['a value is hidden in a map', onKey((at, key) => (at[key] = { [key]: at[key] }))],
  ...VALUES.map(
    ([what, value]) => [`a value is ${what}`, onKey((at, key) => (at[key] = value))] as const,
  ),
  ['a key is __proto__', onLine((line) => line.replace(/\w+:/u, '__proto__:'))],
  ['a line is there twice', onLine((line) => `${line}\n${line}`)],
  ['a line is gone', onLine(() => '')],
  ['a line is further in', onLine((line) => `   ${line}`)],
  ['a line begins with a tab', onLine((line) => `\t${line}`)],
  ['a line is no YAML', onLine((line) => `${line}: "open: [`)],
  ['a line has an alias', onLine((line) => `${line} *nowhere`)],
  ['a line has a tag', onLine((line) => line.replace(': ', ': !!binary '))],
  ['a line is a key of lists', onLine((line) => `? [a, {b: c}]\n: d\n${line}`)],
  ['a sign is gone', (text, at) => without(text, /[[\](){}"'&|:-]/gu, at)],
  ['a letter is gone', (text, at) => without(text, /\w/gu, at)],
  ['the file ends early', (text, at) => text.slice(0, at % text.length)],
  ['the file is of another day', (text) => `%YAML 1.1\n---\n${text}`],
  ['the file is two', (text) => `${text}\n---\n${text}`],
  ['the file is a list', () => '- one\n- two\n'],
  ['the file is a word', () => 'word\n'],
  ['the file is deep', (_, at) => '['.repeat(5000 + at)],
  ['the file is deep and closed', () => `a: ${'['.repeat(9000)}${']'.repeat(9000)}`],
  ['the file is deep by dashes', () => '- '.repeat(20_000)],
  [
    'the file has strange bytes',
    (text, at) => `${text.slice(0, at % text.length)}\u0000\uFFFD${text.slice(at % text.length)}`,
  ],
];

/** One mistake, drawn from all kinds. Now and then it changes nothing: what it looks for is not there. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .record({ kind: fc.constantFrom(...KINDS), at: fc.nat(100_000) })
  .map(({ kind: [what, apply], at }) => ({ what, at, apply }));

function deep(levels: number): unknown {
  return levels === 0 ? 'bottom' : { down: deep(levels - 1) };
}

function renamed(at: Container, key: string, name: string): void {
  at[name] = at[key];
  Reflect.deleteProperty(at, key);
}

/** Changes one entry of one map or list, wherever it stands. */
function onKey(change: (at: Container, key: string) => unknown): Apply {
  return (text, at) => {
    const data: unknown = parse(text);
    const places = placesIn(data);
    const [container, key] = places[at % places.length] ?? [];
    if (container && key !== undefined) change(container, key);
    return stringify(data);
  };
}

function placesIn(data: unknown): (readonly [Container, string])[] {
  if (typeof data !== 'object' || data === null) return [];
  const container = data as Container;
  return Object.entries(container).flatMap(([key, value]) => [
    [container, key] as const,
    ...placesIn(value),
  ]);
}

function onLine(change: (line: string) => string): Apply {
  return (text, at) => {
    const lines = text.split('\n');
    return lines
      .map((line, index) => (index === at % lines.length ? change(line) : line))
      .join('\n');
  };
}

function without(text: string, pattern: RegExp, at: number): string {
  const found = [...text.matchAll(pattern)];
  const index = found[at % Math.max(found.length, 1)]?.index;
  return index === undefined ? text : text.slice(0, index) + text.slice(index + 1);
}
