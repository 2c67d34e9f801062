import type { Reference } from '../policy/catalog.types.ts';

/** The part of the reference data that names are matched against. */
export type FeatureTaxonomy = Pick<Reference, 'categories' | 'stripFirst'>;

/** What a column's name suggests. Names lie both ways, so this is a question to a person and never a verdict. */
export interface ColumnHint {
  /** Category id of the taxonomy. */
  readonly category: string;
  /** The pattern that matched. */
  readonly pattern: string;
}

/**
 * The category that a column's name suggests, by the longest pattern that matches on whole words.
 *
 * `account_age` is `loan_terms` (pattern `account_age`) and not `age`; `mileage` is nothing at all.
 */
export function hintFor(name: string, taxonomy: FeatureTaxonomy): ColumnHint | null {
  const words = stripPhrases(normaliseColumn(name), taxonomy.stripFirst);
  let best: ColumnHint | null = null;
  for (const { id, namePatterns } of taxonomy.categories.values()) {
    for (const pattern of namePatterns) {
      if (pattern.length <= (best?.pattern.length ?? 1)) continue;
      if (hasWords(words, pattern)) best = { category: id, pattern };
    }
  }
  return best;
}

/** `ZIPCode` → `zip_code`, `applicantAge` → `applicant_age`, `état_civil` → `etat_civil`, `loan-amnt` → `loan_amnt`. */
export function normaliseColumn(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '');
}

function stripPhrases(words: string, phrases: readonly string[]): string {
  let rest = `_${words}_`;
  for (const phrase of phrases) rest = rest.replaceAll(`_${phrase}_`, '_');
  return rest.replaceAll(/^_+|_+$/gu, '');
}

function hasWords(words: string, pattern: string): boolean {
  return `_${words}_`.includes(`_${pattern}_`);
}
