/** What to do about a finding, with the place or the column that caused it. */
import type { Rule } from './catalog.types.ts';
import { isRecord } from './cel/refs.ts';
import { type Leaf, Sequence, unique } from './cel/truth.ts';
import type { FindingWord, Lacks } from './policy.types.ts';

export interface Trouble {
  readonly finding: FindingWord;
  readonly lacks: Lacks;
  readonly leaves: readonly Leaf[];
  readonly roots: Readonly<Record<string, unknown>>;
}

/** Empty for a finding that asks nothing of anybody. */
export function sayRemedy(rule: Rule, trouble: Trouble): string {
  const { finding, lacks } = trouble;
  if (finding === 'met' || finding === 'exempt' || finding === 'not_applicable') return '';
  if (finding === 'unknown') return `state ${lacks.facts.join(', ')}`;
  return fill(rule.remedy ?? fallback(rule, lacks), trouble);
}

function fallback(rule: Rule, { documents, approvals, facts, conditions }: Lacks): string {
  const steps = [
    documents.length > 0 ? `hand in ${documents.join(', ')}` : '',
    approvals.length > 0 ? `get the approval of ${approvals.join(', ')}` : '',
    facts.length > 0 ? `state ${facts.join(', ')}` : '',
    conditions.length > 0 ? `meet ${conditions.join(' and ')}` : '',
  ].filter((step) => step !== '');
  if (steps.length > 0) return steps.join('; ');
  return rule.effect === 'block' ? `change what ${rule.citation} forbids` : rule.title;
}

function fill(text: string, trouble: Trouble): string {
  if (!text.includes('{{')) return text;
  return text
    .replaceAll('{{location}}', () => orElse(locations(trouble), 'the place'))
    .replaceAll('{{feature}}', () => orElse(features(trouble), 'the feature'))
    .replaceAll('{{document}}', () => orElse(trouble.lacks.documents, 'the document'));
}

function orElse(words: readonly string[], otherwise: string): string {
  return words.length > 0 ? unique(words).join(', ') : otherwise;
}

function features({ leaves, roots }: Trouble): readonly string[] {
  return indices(leaves, /^features\[(\d+)\]/).map((index) =>
    nameOf(roots['features'], index, 'name', 'features'),
  );
}

function locations({ leaves, roots }: Trouble): readonly string[] {
  const data = isRecord(roots['data']) ? roots['data'] : {};
  const derived = isRecord(roots['derived']) ? roots['derived'] : {};
  const stated = indices(leaves, /^data\.locations\[(\d+)\]/).map((index) =>
    nameOf(data['locations'], index, 'id', 'data.locations'),
  );
  const list = derived['transfers'];
  const moved = indices(leaves, /^derived\.transfers\[(\d+)\]/).flatMap((index) => {
    const transfer = list instanceof Sequence ? list.elements[index]?.ref.value : undefined;
    const id = isRecord(transfer) ? transfer['location'] : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  return [...stated, ...moved];
}

function indices(leaves: readonly Leaf[], pattern: RegExp): readonly number[] {
  const found = leaves.flatMap(({ fact }) => pattern.exec(fact)?.[1] ?? []);
  return unique(found).map(Number);
}

function nameOf(list: unknown, index: number, key: string, path: string): string {
  const item: unknown = Array.isArray(list) ? list[index] : undefined;
  const name = isRecord(item) ? item[key] : undefined;
  return typeof name === 'string' && name !== '' ? name : `${path}[${index}]`;
}
