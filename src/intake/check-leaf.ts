import { nearest } from '../common/near.ts';
import type { FactDeclaration } from '../policy/catalog.types.ts';
import type { Findings } from './findings.ts';
import { placesMeant } from './place-meant.ts';
import type { SourceNode, SourceScalar } from './source-tree.ts';
import { describeNode, shorten } from './source-tree.ts';

/** Holds one stated value against its fact: type, list of words, pattern, bounds. */
export function checkLeaf(
  node: SourceNode,
  fact: FactDeclaration,
  path: string,
  findings: Findings,
): void {
  const wrong = typeProblem(node, fact);
  if (wrong !== null || node.kind !== 'scalar') {
    const [wanted, hint] = wrong ?? WANTED_TEXT;
    findings.problem(path, node, `this is ${describeNode(node)}, it has to be ${wanted}`, hint);
    return;
  }
  if (typeof node.value === 'number') checkBounds(node, fact, path, findings);
  if (typeof node.value === 'string') checkWord(node, node.value, fact, path, findings);
}

type Wanted = readonly [what: string, hint: string];

const WANTED_TEXT: Wanted = ['text', 'write one value'];

/** What the value should have been; null when its type is right. */
function typeProblem(node: SourceNode, fact: FactDeclaration): Wanted | null {
  if (node.kind !== 'scalar') return wantedOf(fact, node);
  const check = TYPES[fact.type];
  if (check === undefined || check(node)) return null;
  return wantedOf(fact, node);
}

const TYPES: Readonly<Record<string, (node: SourceScalar) => boolean>> = {
  string: (node) => typeof node.value === 'string',
  date: (node) => typeof node.value === 'string' && isDate(node.value),
  bool: (node) => typeof node.value === 'boolean',
  int: (node) => Number.isInteger(node.value),
  number: (node) => typeof node.value === 'number',
};

function wantedOf(fact: FactDeclaration, node: SourceNode): Wanted {
  if (fact.type === 'bool') return ['true or false', yesOrNo(node)];
  if (fact.type === 'int') return ['a whole number', 'write digits without quotes'];
  if (fact.type === 'number')
    return ['a number', 'write digits without quotes, with a point for decimals'];
  if (fact.type === 'date') return ['a date', 'write it as 2026-11-23'];
  const quoted =
    node.kind === 'scalar' ? `put it in quotes: "${shorten(node.source)}"` : `write one value`;
  return ['text', quoted];
}

/** YAML 1.2 reads `yes` and `no` as text, where people who know YAML 1.1 expect true and false. */
function yesOrNo(node: SourceNode): string {
  const word = node.kind === 'scalar' ? node.source.toLowerCase() : '';
  if (['yes', 'on', 'y', 'true', '1'].includes(word)) return 'write true, without quotes';
  if (['no', 'off', 'n', 'false', '0'].includes(word)) return 'write false, without quotes';
  return 'write true or false, without quotes; leave the key out when nobody knows';
}

/** A day of the calendar: `2026-02-30` is none. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function checkBounds(
  node: SourceScalar,
  fact: FactDeclaration,
  path: string,
  findings: Findings,
): void {
  const value = Number(node.value);
  const min = fact.min ?? -Infinity;
  const max = fact.max ?? Infinity;
  if (value >= min && value <= max) return;
  const range = Number.isFinite(max) ? `from ${min} to ${max}` : `${min} or more`;
  findings.problem(path, node, `${node.source} is out of range`, `write a number ${range}`);
}

function checkWord(
  node: SourceScalar,
  word: string,
  fact: FactDeclaration,
  path: string,
  findings: Findings,
): void {
  if (fact.values && !fact.values.includes(word)) unknownWord(node, word, fact, path, findings);
  if (fact.pattern === null || matches(word, fact.pattern)) return;
  const [message, hint] = fact.pattern.startsWith('sha256:')
    ? [
        `\`${shorten(word)}\` is no SHA-256 digest`,
        'write `sha256:` and 64 lower-case hex digits, as `sha256sum FILE` prints them',
      ]
    : [
        `\`${shorten(word)}\` does not have the form that is asked for`,
        `${fact.meaning}: ${fact.pattern}`,
      ];
  findings.problem(path, node, message, hint);
}

function matches(word: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(word);
}

function unknownWord(
  node: SourceScalar,
  word: string,
  fact: FactDeclaration,
  path: string,
  findings: Findings,
): void {
  const values = fact.values ?? [];
  const near = word.length > 64 ? [] : nearWords(word, fact);
  const noun = NOUNS[fact.domain ?? ''] ?? 'word that is known here';
  const message = `\`${shorten(word)}\` is no ${noun}`;
  if (fact.open && near.length === 0) {
    findings.warn(path, message, 'it is taken as it stands; no rule asks for it by this name');
    return;
  }
  findings.problem(
    path,
    node,
    message,
    near.length === 0 ? listOf(values, fact) : didYouMean(near),
  );
}

export function didYouMean(words: readonly string[]): string {
  return `did you mean ${words.map((word) => `\`${word}\``).join(' or ')}?`;
}

/**
 * The words that were probably meant. In an open list only one slip of the hand is a mistake: `life_insurance_pricing`
 * is a word of its own, however much it resembles `home_insurance_pricing`.
 */
function nearWords(
  word: string,
  { values, open, anyWord, domain }: FactDeclaration,
): readonly string[] {
  if (anyWord) return [];
  const places = PLACES.has(domain ?? '') ? placesMeant(word, values ?? []) : [];
  if (places.length > 0) return places;
  const near = open ? nearest(word, values ?? [], 1) : nearest(word, values ?? []);
  return near === undefined ? [] : [near];
}

function listOf(values: readonly string[], fact: FactDeclaration): string {
  if (values.length <= 20)
    return `write one of: ${values.map((value) => (value === '' ? '""' : value)).join(', ')}`;
  const file = FILES[fact.domain ?? ''];
  return `write one of: ${values.slice(0, 8).join(', ')} …${file === undefined ? '' : ` (all ${values.length}: ${file})`}`;
}

/** Domains whose words are codes of places. */
const PLACES: ReadonlySet<string> = new Set(['jurisdiction', 'subject_region', 'country']);

const NOUNS: Readonly<Record<string, string>> = {
  jurisdiction: 'jurisdiction where a model can be deployed',
  subject_region: 'region of data subjects',
  country: 'ISO 3166-1 country',
  category: 'feature category',
  document: 'document that is known',
  role: 'role that is known',
  provider: 'cloud provider that is known',
};

const FILES: Readonly<Record<string, string>> = {
  jurisdiction: 'policies/reference/jurisdictions.yaml',
  subject_region: 'policies/reference/jurisdictions.yaml',
  country: 'policies/reference/jurisdictions.yaml',
  category: 'policies/reference/features.yaml',
  document: 'policies/reference/documents.yaml',
  role: 'policies/reference/roles.yaml',
  provider: 'policies/reference/cloud-regions.yaml',
};
