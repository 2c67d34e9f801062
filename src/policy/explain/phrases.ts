/** What is said of one deciding fact. */
import { isRecord } from '../cel/refs.ts';
import type { FactLeaf } from '../policy.types.ts';
import {
  declarationOf,
  type FactPlace,
  labelOf,
  lastName,
  listAt,
  placeOf,
  subjectOf,
  type Wording,
} from './labels.ts';
import { type FactWords, fillIn } from './words.types.ts';

type Roots = Readonly<Record<string, unknown>>;
export type Entry = { readonly list: string; readonly index: number };

/** One thing said; `text` is a whole sentence, or what is said of the subject. */
export interface Phrase {
  readonly text: string;
  /** What the rule made of it: `a stand-in for protected traits`. */
  readonly note: string;
  /** The entry of a list that it is said of; null for a whole sentence. */
  readonly entry: Entry | null;
  /** Values of a list that was asked for one of its members; such phrases are said together. */
  readonly member: { readonly path: string; readonly value: unknown } | null;
}

export function phraseOf(wording: Wording, leaf: FactLeaf, roots: Roots): Phrase {
  const place = placeOf(wording, leaf.fact);
  const entry = place.entry && movedLocation(place.entry, roots);
  if (leaf.value === undefined) return unstated(wording, { place, entry, roots });
  const words = wording.words.facts.get(place.path) ?? {};
  const template = templateFor(words, leaf);
  const member =
    !entry && place.path.endsWith('[]') ? { path: place.path, value: leaf.value } : null;
  if (template === null) return fallback(wording, leaf, place, { entry, member });
  const text = fillIn(template, {
    value: labelOf(wording, place.path, leaf.value),
    expected: expectedLabel(wording, place.path, leaf),
    place: entry ? whereOf(wording, entry, roots) : '',
  });
  return { text, note: noteOf(wording, place.path, leaf), entry, member };
}

/** A movement over a border is told of the place it goes to. */
export function movedLocation(entry: Entry, roots: Roots): Entry {
  if (entry.list !== 'derived.transfers') return entry;
  const id = transferAt(roots, entry.index)?.['location'];
  const index = listAt(roots, 'data.locations').findIndex(
    (one) => isRecord(one) && one['id'] === id,
  );
  return index < 0 ? entry : { list: 'data.locations', index };
}

function transferAt({ derived }: Roots, index: number): Roots | undefined {
  const list = isRecord(derived) ? derived['transfers'] : undefined;
  const elements = isRecord(list) ? list['elements'] : undefined;
  const element: unknown = Array.isArray(elements) ? elements[index] : undefined;
  const ref = isRecord(element) ? element['ref'] : undefined;
  const value = isRecord(ref) ? ref['value'] : undefined;
  return isRecord(value) ? value : undefined;
}

function templateFor(own: FactWords, leaf: FactLeaf): string | null {
  const { value } = leaf;
  if (typeof value === 'boolean') return (value ? own.yes : own.no) ?? null;
  if (Array.isArray(value)) return listTemplate(own, leaf, value);
  const special = own.values?.[String(value)];
  if (special !== undefined) return special;
  const isCount = typeof value === 'number' && own.count !== undefined;
  return (isCount ? own.count : own.says) ?? null;
}

function listTemplate(own: FactWords, leaf: FactLeaf, value: readonly unknown[]): string | null {
  if (value.length === 0 && own.empty !== undefined) return own.empty;
  if (typeof leaf.expected === 'string') {
    const asked = leaf.truth === 'true' ? own.has : own.lacks;
    if (asked !== undefined) return asked;
  }
  return own.says ?? null;
}

function expectedLabel(wording: Wording, path: string, { expected }: FactLeaf): string {
  return expected === undefined ? '' : labelOf(wording, path, expected);
}

/** What the comparison adds: the meaning of a set, a limit, a border. */
function noteOf(wording: Wording, path: string, leaf: FactLeaf): string {
  const { sets, comparisons, borders } = wording.words;
  const { operator, expected, truth } = leaf;
  if (truth === 'unknown') return '';
  if (operator === 'in' && typeof expected === 'string')
    return truth === 'true' ? (sets[expected] ?? '') : '';
  const border = borders[operator]?.[truth];
  if (border !== undefined) return fillIn(border, { expected: zoneLabel(wording, expected) });
  const comparison = comparisons[operator]?.[truth];
  return comparison === undefined ? '' : `${comparison} ${labelOf(wording, path, expected)}`;
}

function zoneLabel(wording: Wording, zone: unknown): string {
  return labelOf(wording, 'deployment.jurisdictions', zone);
}

/** `the United States (aws us-east-1)` */
function whereOf(wording: Wording, { list, index }: Entry, roots: Roots): string {
  const item = listAt(roots, list)[index];
  if (!isRecord(item)) return '';
  const { country, provider, region } = item;
  const where =
    typeof country === 'string' ? labelOf(wording, 'data.locations[].country', country) : '';
  const cloud = typeof provider === 'string' && wording.reference.providers.has(provider);
  if (!cloud || typeof region !== 'string') return where;
  return fillIn(wording.words.sayings.cloud, { country: where, provider, region });
}

interface About {
  readonly place: FactPlace;
  readonly entry: Entry | null;
  readonly roots: Roots;
}

function unstated(wording: Wording, about: About): Phrase {
  const { place, entry } = about;
  const own = wording.words.facts.get(place.path);
  if (place.path.startsWith('derived.')) {
    if (own?.open !== undefined) return { text: own.open, note: '', entry, member: null };
    return sentence(sayOpen(wording, about, ['untold', 'untoldOf']));
  }
  if (entry || own?.yes === undefined)
    return sentence(sayOpen(wording, about, ['unstated', 'unstatedOf']));
  const { unstatedWhether } = wording.words.sayings;
  return sentence(fillIn(unstatedWhether, { says: own.yes, fact: place.path }));
}

function sayOpen(
  wording: Wording,
  { place, entry, roots }: About,
  [whole, ofEntry]: readonly ['untold' | 'unstated', 'untoldOf' | 'unstatedOf'],
): string {
  const fact = factName(place, entry);
  const meaning = declarationOf(wording, place.path)?.meaning ?? fact;
  if (!entry) return fillIn(wording.words.sayings[whole], { fact, meaning });
  const subject = subjectOf(wording, entry, roots);
  return fillIn(wording.words.sayings[ofEntry], { fact, subject, meaning });
}

function sentence(text: string): Phrase {
  return { text, note: '', entry: null, member: null };
}

/** Of an entry only the last name: which entry it is stands beside it. */
function factName(place: FactPlace, entry: Entry | null): string {
  return entry ? lastName(place.path).replaceAll('_', ' ') : place.path.replace('[]', '');
}

/** For a fact that nobody wrote a phrase for. */
function fallback(
  wording: Wording,
  leaf: FactLeaf,
  place: FactPlace,
  { entry, member }: Pick<Phrase, 'entry' | 'member'>,
): Phrase {
  const { sayings } = wording.words;
  const value = labelOf(wording, place.path, leaf.value);
  const fact = factName(place, entry);
  const text = fillIn(entry ? sayings.fallbackOf : sayings.fallback, { fact, value });
  return { text, note: noteOf(wording, place.path, leaf), entry, member };
}
