import { isRecord } from '../cel/refs.ts';
import type { PackBundle, RuleData } from './bundle.types.ts';

/**
 * A pack in which some rules stand as they were in an older version; one that was not there then is left out.
 *
 * Sources that only the older rules cite come along.
 */
export function withKept(pack: PackBundle, older: PackBundle, ids: readonly string[]): PackBundle {
  const kept = older.rules
    .filter((rule) => ids.includes(idOf(rule)))
    // Two versions of a rule may stand in one file; the name says which one this is.
    .map((rule) => ({ ...rule, file: `${rule.file}@${older.version}` }));
  const others = pack.rules.filter((rule) => !ids.includes(idOf(rule)));
  const sources = { ...citedBy(kept, older), ...sourcesOf(pack) };
  return {
    ...pack,
    header: { ...pack.header, sources },
    rules: [...others, ...kept].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

export function idOf({ data }: RuleData): string {
  return String(data['id']);
}

function citedBy(rules: readonly RuleData[], { header }: PackBundle): Record<string, unknown> {
  const cited = rules.map(({ data }) => (isRecord(data['cite']) ? data['cite']['source'] : null));
  const sources = sourcesOf({ header });
  return Object.fromEntries(Object.entries(sources).filter(([key]) => cited.includes(key)));
}

function sourcesOf({ header }: Pick<PackBundle, 'header'>): Record<string, unknown> {
  return isRecord(header['sources']) ? header['sources'] : {};
}
