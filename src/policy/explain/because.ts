/** Why a finding is what it is, in words for people. Pure: leaves and wording in, sentences out. */
import type { FactLeaf } from '../policy.types.ts';
import { isRecord } from '../cel/refs.ts';
import { type Roots, unique } from '../cel/truth.ts';
import { labelOf, listAt, listed, subjectOf, type Wording } from './labels.ts';
import { type Phrase, phraseOf } from './phrases.ts';
import { fillIn, type Words } from './words.types.ts';

/** One sentence and the deciding facts it speaks of. */
export interface Sentence {
  readonly text: string;
  readonly facts: readonly string[];
}

/** A phrase with what is asked of it again and again. */
interface Said {
  readonly phrase: Phrase;
  /** What phrases about the same thing have in common. */
  readonly key: string;
  readonly rank: number;
  /** The sentence, when nothing else is said of the same thing; null for one that is written with its list. */
  readonly alone: string | null;
}

/** What several phrases about the same thing are gathered in. */
interface Group {
  readonly first: Said;
  /** More of them; most groups have but one. */
  more: Phrase[] | null;
}

const REACH: ReadonlySet<string> = new Set(['deployment.jurisdictions', 'data.subject_regions']);

/**
 * Tells of one set of facts why findings are what they are. Phrases are remembered, as the rules of a pack rest on the
 * same few facts: keep one teller for all findings of an assessment.
 */
export class Teller {
  private readonly said = new Map<FactLeaf, Said>();
  private readonly memory: Memory;

  constructor(
    private readonly wording: Wording,
    private readonly roots: Roots,
  ) {
    this.memory = memoryOf(wording);
  }

  /**
   * Sentences about the leaves that decided a finding, without duplicates: how far the rule reaches, then what is said
   * of single features and places, then the rest in the order of the condition. Every leaf is spoken of.
   */
  sentencesOf(leaves: readonly FactLeaf[]): readonly Sentence[] {
    return this.groupsOf(leaves).map((group) => {
      const own = leaves.filter((leaf) => this.sayingOf(leaf).key === group.first.key);
      return { text: this.textOf(group), facts: unique(own.map(({ fact }) => fact)) };
    });
  }

  /** The sentences alone. */
  becauseOf(leaves: readonly FactLeaf[]): readonly string[] {
    const texts: string[] = [];
    for (const group of this.groupsOf(leaves)) {
      const text = this.textOf(group);
      if (!texts.includes(text)) texts.push(text);
    }
    return texts;
  }

  private groupsOf(leaves: readonly FactLeaf[]): readonly Group[] {
    const groups: Group[] = [];
    for (const leaf of leaves) {
      const said = this.sayingOf(leaf);
      const group = groups.find(({ first }) => first === said || first.key === said.key);
      if (group) (group.more ??= []).push(said.phrase);
      else groups.push({ first: said, more: null });
    }
    return inOrder(groups);
  }

  private sayingOf(leaf: FactLeaf): Said {
    const known = this.said.get(leaf);
    if (known) return known;
    const said = this.remembered(leaf);
    this.said.set(leaf, said);
    return said;
  }

  /** What is said of the same fact in the same words for every model that states it alike. */
  private remembered(leaf: FactLeaf): Said {
    if (ELSEWHERE.test(leaf.fact)) return this.say(leaf);
    const name = entryName(leaf.fact, this.wording.words, this.roots);
    const known = this.memory.find(leaf, name);
    if (known) return known;
    const said = this.say(leaf);
    this.memory.keep({ leaf, name, said });
    return said;
  }

  private say(leaf: FactLeaf): Said {
    const phrase = phraseOf(this.wording, leaf, this.roots);
    return {
      phrase,
      key: keyOf(phrase),
      rank: rankOf(leaf, phrase),
      alone: phrase.member && !phrase.entry ? null : this.together([phrase]),
    };
  }

  private textOf({ first, more }: Group): string {
    if (more === null && first.alone !== null) return first.alone;
    return this.together([first.phrase, ...(more ?? [])]);
  }

  private together(phrases: readonly Phrase[]): string {
    const { and } = this.wording.words.sayings;
    const [first] = phrases;
    if (first?.entry) {
      const subject = subjectOf(this.wording, first.entry, this.roots);
      return `${subject} ${listed(merged(phrases), and)}`;
    }
    if (first?.member) return membersText(this.wording, phrases, first.member.path);
    return merged(phrases).join(', ');
  }
}

/** What was said of a leaf, and what that rests on besides the wording. */
interface Remembered {
  readonly leaf: FactLeaf;
  /** The name of the entry of a list; null for all other facts. */
  readonly name: unknown;
  readonly said: Said;
}

/** Phrases of one wording, by the fact. */
class Memory {
  private readonly byFact = new Map<string, Remembered[]>();
  private size = 0;

  find(leaf: FactLeaf, name: unknown): Said | undefined {
    const known = this.byFact.get(leaf.fact);
    return known?.find((one) => one.name === name && isAlike(one.leaf, leaf))?.said;
  }

  keep(one: Remembered): void {
    if (this.size >= MOST_REMEMBERED) this.forget();
    const known = this.byFact.get(one.leaf.fact) ?? [];
    if (known.length >= MOST_OF_A_FACT) known.shift();
    else this.size += 1;
    known.push(one);
    this.byFact.set(one.leaf.fact, known);
  }

  private forget(): void {
    this.byFact.clear();
    this.size = 0;
  }
}

/** Some 10 MB at most. */
const MOST_REMEMBERED = 20_000;
/** Looked through one by one. A name that each model gives its own column is soon pushed out. */
const MOST_OF_A_FACT = 24;
const memories = new WeakMap<Words, Memory>();

function memoryOf({ words }: Wording): Memory {
  const known = memories.get(words) ?? new Memory();
  memories.set(words, known);
  return known;
}

function isAlike(a: FactLeaf, b: FactLeaf): boolean {
  return (
    a.operator === b.operator &&
    a.truth === b.truth &&
    isEqual(a.expected, b.expected) &&
    isEqual(a.value, b.value)
  );
}

/** Equal words, or lists of equal words. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((one, index) => one === b[index]);
}

/** Places are told by their country and cloud too, movements by the place they go to. */
const ELSEWHERE = /^(?:derived\.transfers|data\.locations)\[/;

function entryName(fact: string, { subjects }: Words, roots: Roots): unknown {
  const at = fact.indexOf('[');
  if (at < 0) return null;
  const list = fact.slice(0, at);
  const item = listAt(roots, list)[Number.parseInt(fact.slice(at + 1), 10)];
  const subject = subjects[`${list}[]`];
  return subject && isRecord(item) ? item[subject.name] : null;
}

/** By rank, and within a rank as they came. */
function inOrder(groups: readonly Group[]): readonly Group[] {
  const [only] = groups;
  if (only && groups.every(({ first }) => first.rank === only.first.rank)) return groups;
  return groups.toSorted((a, b) => a.first.rank - b.first.rank);
}

function keyOf({ entry, member, text }: Phrase): string {
  if (entry) return `${entry.list}[${entry.index}]`;
  return member ? member.path : `says ${text}`;
}

function rankOf({ fact }: FactLeaf, { entry }: Phrase): number {
  if (REACH.has(fact)) return 0;
  return entry ? 1 : 2;
}

/** Phrases of one text are said once, with all their notes. */
function merged(phrases: readonly Phrase[]): readonly string[] {
  const [only] = phrases;
  if (only && phrases.length === 1)
    return [only.note === '' ? only.text : `${only.text}, ${only.note}`];
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
