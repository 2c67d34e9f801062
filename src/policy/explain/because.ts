/** Why a finding is what it is, in words for people. Pure: leaves and wording in, sentences out. */
import type { FactLeaf } from '../policy.types.ts';
import { labelOf, listed, subjectOf, type Wording } from './labels.ts';
import { type Phrase, phraseOf } from './phrases.ts';
import { fillIn } from './words.types.ts';

/** One sentence and the deciding facts it speaks of. */
export interface Sentence {
  readonly text: string;
  readonly facts: readonly string[];
}

/** What several phrases about the same thing are gathered in. */
interface Group {
  readonly rank: number;
  readonly phrases: Phrase[];
  readonly facts: string[];
}

const REACH: ReadonlySet<string> = new Set(['deployment.jurisdictions', 'data.subject_regions']);

/**
 * Sentences about the leaves that decided a finding, without duplicates: how far the rule reaches, then what is said
 * of single features and places, then the rest in the order of the condition. Every leaf is spoken of.
 */
export function sentencesOf(
  wording: Wording,
  leaves: readonly FactLeaf[],
  roots: Readonly<Record<string, unknown>>,
): readonly Sentence[] {
  const groups = new Map<string, Group>();
  for (const leaf of leaves) {
    const phrase = phraseFor(wording, leaf, roots);
    const key = keyOf(phrase);
    const group = groups.get(key) ?? { rank: rankOf(leaf, phrase), phrases: [], facts: [] };
    groups.set(key, group);
    group.phrases.push(phrase);
    if (!group.facts.includes(leaf.fact)) group.facts.push(leaf.fact);
  }
  const said = [...groups.values()].toSorted((a, b) => a.rank - b.rank);
  return said.map((group) => ({ text: textOf(wording, group, roots), facts: group.facts }));
}

/** The sentences alone. */
export function becauseOf(
  wording: Wording,
  leaves: readonly FactLeaf[],
  roots: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set(sentencesOf(wording, leaves, roots).map(({ text }) => text))];
}

type Phrases = Map<string, { readonly value: unknown; readonly phrase: Phrase }>;

/** Phrases by the facts they are said of: rules of one pack rest on the same few facts. */
const saidOf = new WeakMap<object, WeakMap<object, Phrases>>();

function phraseFor(
  wording: Wording,
  leaf: FactLeaf,
  roots: Readonly<Record<string, unknown>>,
): Phrase {
  const known = phrasesOf(wording, roots);
  const { fact, operator, expected, truth, value } = leaf;
  // A list is not known again by its name, and writing it out costs more than the phrase.
  if (expected !== undefined && typeof expected !== 'string') return phraseOf(wording, leaf, roots);
  const key = JSON.stringify([fact, operator, truth, expected]);
  const found = known.get(key);
  if (found && found.value === value) return found.phrase;
  const phrase = phraseOf(wording, leaf, roots);
  known.set(key, { value, phrase });
  return phrase;
}

function phrasesOf({ words }: Wording, roots: Readonly<Record<string, unknown>>): Phrases {
  const byRoots = saidOf.get(words) ?? new WeakMap<object, Phrases>();
  saidOf.set(words, byRoots);
  const known = byRoots.get(roots) ?? new Map();
  byRoots.set(roots, known);
  return known;
}

function keyOf({ entry, member, text }: Phrase): string {
  if (entry) return `${entry.list}[${entry.index}]`;
  return member ? member.path : `says ${text}`;
}

function rankOf({ fact }: FactLeaf, { entry }: Phrase): number {
  if (REACH.has(fact)) return 0;
  return entry ? 1 : 2;
}

function textOf(
  wording: Wording,
  { phrases }: Group,
  roots: Readonly<Record<string, unknown>>,
): string {
  const { and } = wording.words.sayings;
  const [first] = phrases;
  if (first?.entry) {
    return `${subjectOf(wording, first.entry, roots)} ${listed(merged(phrases), and)}`;
  }
  if (first?.member) return membersText(wording, phrases, first.member.path);
  return merged(phrases).join(', ');
}

/** Phrases of one text are said once, with all their notes. */
function merged(phrases: readonly Phrase[]): readonly string[] {
  const texts = [...new Set(phrases.map(({ text }) => text))];
  return texts.map((text) => {
    const notes = phrases.filter((one) => one.text === text && one.note !== '');
    return [text, ...new Set(notes.map(({ note }) => note))].join(', ');
  });
}

/** `the people are consumers and guarantors, natural persons`: members of one list are said together. */
function membersText(wording: Wording, phrases: readonly Phrase[], path: string): string {
  const values = [...new Set(phrases.map(({ member }) => member?.value))];
  const words = wording.words.facts.get(path);
  const { fallback } = wording.words.sayings;
  const value = labelOf(wording, path, values);
  const fact = path.replace('[]', '');
  const text = fillIn(words?.says ?? fallback, { fact, value });
  const notes = phrases.flatMap(({ note }) => (note === '' ? [] : [note]));
  return [text, ...new Set(notes)].join(', ');
}
