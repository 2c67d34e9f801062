/** What values, facts and entries are called. */
import type { FactDeclaration, Reference, Vocabulary } from '../catalog.types.ts';
import { isRecord } from '../cel/refs.ts';
import { fillIn, type Words } from './words.types.ts';

/** Everything that wording is taken from. */
export interface Wording {
  readonly words: Words;
  readonly vocabulary: Vocabulary;
  readonly reference: Reference;
}

/** `a, b and c` */
export function listed(texts: readonly string[], and: string): string {
  const last = texts.at(-1) ?? '';
  if (texts.length < 2) return last;
  const comma = texts.slice(0, -1).some((text) => text.includes(',')) ? ',' : '';
  return `${texts.slice(0, -1).join(', ')}${comma} ${and} ${last}`;
}

export function declarationOf({ vocabulary }: Wording, path: string): FactDeclaration | undefined {
  const bare = path.endsWith('[]') ? path.slice(0, -2) : path;
  return vocabulary.facts.get(bare) ?? vocabulary.derived.get(bare);
}

/** What a stated value of a fact is called; a list is enumerated. */
export function labelOf(wording: Wording, path: string, value: unknown): string {
  const { sayings } = wording.words;
  if (Array.isArray(value)) {
    const labels = value.map((one) => labelOf(wording, path, one));
    return labels.length === 0 ? sayings.nothing : listed(labels, sayings.and);
  }
  if (typeof value === 'boolean') return value ? sayings.yes : sayings.no;
  if (typeof value === 'string') return wordLabel(wording, path, value);
  return typeof value === 'number' ? String(value) : sayings.nothing;
}

function wordLabel(wording: Wording, path: string, value: string): string {
  const declaration = declarationOf(wording, path);
  const label = labelIn(wording, declaration ?? { path, domain: null }, value);
  if (label !== undefined) return label;
  // A word of a list, and not what the team wrote itself.
  return declaration?.values?.includes(value) ? value.replaceAll('_', ' ') : value;
}

function labelIn(
  wording: Wording,
  { path, domain }: Pick<FactDeclaration, 'path' | 'domain'>,
  value: string,
): string | undefined {
  const { values } = wording.words;
  const lists = [domain ?? '', path, lastName(path)];
  const own = lists.map((list) => values[list]?.[value]).find((label) => label !== undefined);
  return own ?? NAMES[domain ?? '']?.(wording, value);
}

/** What the reference files call the words of their lists. */
const NAMES: Readonly<Record<string, (wording: Wording, id: string) => string | undefined>> = {
  jurisdiction: placeLabel,
  subject_region: placeLabel,
  country: ({ words }, id) => words.countries[id],
  provider: ({ reference }, id) => reference.providers.get(id)?.name,
  document: ({ reference }, id) => reference.documents.get(id)?.title,
  role: roleLabel,
  category: ({ reference }, id) => reference.categories.get(id)?.label,
};

/** A jurisdiction by its title; the rest of the world by the names of its countries. */
function placeLabel({ words, reference }: Wording, id: string): string {
  const title = reference.jurisdictions.get(id)?.title;
  const own = words.values['jurisdiction']?.[id];
  return own ?? (title === undefined || title === id ? (words.countries[id] ?? id) : title);
}

/** A role within a sentence: `data protection officer`, but `ML engineer`. */
export function roleLabel({ reference }: Wording, id: string): string {
  const title = reference.roles.get(id)?.title ?? id.replaceAll('_', ' ');
  return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Where a fact stands: `features[3].use` is `use` of entry 3 of `features[]`. */
export interface FactPlace {
  /** Path without indices, as the vocabulary declares it. */
  readonly path: string;
  /** The entry of a list of objects; null for all other facts. */
  readonly entry: { readonly list: string; readonly index: number } | null;
}

export function placeOf(wording: Wording, fact: string): FactPlace {
  const match = /^(.+?)\[(\d+)\](.*)$/.exec(fact);
  if (!match) return { path: fact, entry: null };
  const [, list = '', index = '', rest = ''] = match;
  const ofObjects = declarationOf(wording, list)?.of === 'object';
  return {
    path: `${list}[]${rest}`,
    entry: ofObjects ? { list, index: Number(index) } : null,
  };
}

/** The list at a path of the facts: `data.locations`. */
export function listAt(roots: Readonly<Record<string, unknown>>, path: string): readonly unknown[] {
  const value = path
    .split('.')
    .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), roots);
  return Array.isArray(value) ? value : [];
}

/** `feature zip_code`, `data location eu-store` */
export function subjectOf(
  { words }: Wording,
  { list, index }: { readonly list: string; readonly index: number },
  roots: Readonly<Record<string, unknown>>,
): string {
  const subject = words.subjects[`${list}[]`];
  if (!subject) return `${list} ${index + 1}`;
  const item = listAt(roots, list)[index];
  const name = isRecord(item) ? item[subject.name] : undefined;
  return typeof name === 'string' && name !== ''
    ? fillIn(subject.says, { name })
    : fillIn(subject.unnamed, { number: String(index + 1) });
}
