import type { Catalog } from '../../policy/catalog.types.ts';
import { assess } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/policy.types.ts';
import { isPlain } from './plain.ts';
import type { DraftQuestion } from './draft.types.ts';

/** What a request has to state whatever the law asks. */
const NEEDED: readonly string[] = ['model.name', 'model.version', 'model.artifact.digest'];
const PLACES = 'deployment.jurisdictions';

/**
 * What nobody stated yet, by the number of findings that cannot be told without it.
 *
 * While nobody has said where the model is to run, that is the first question, and the others are counted as if it
 * ran everywhere.
 *
 * @param asOf ISO date of the law that is asked for
 */
export function rankQuestions(
  catalog: Catalog,
  facts: Facts,
  asOf: string,
): readonly DraftQuestion[] {
  const counts = countOpen(catalog, facts, asOf);
  if (counts.has(PLACES)) {
    const elsewhere = countOpen(catalog, everywhere(catalog, facts), asOf);
    for (const [fact, count] of elsewhere) counts.set(fact, Math.max(count, counts.get(fact) ?? 0));
  }
  for (const fact of NEEDED) if (!isStated(facts, fact) && !counts.has(fact)) counts.set(fact, 0);
  const order = [...catalog.vocabulary.facts.keys()];
  return [...counts]
    .flatMap(([fact, decides]) => questionOf(catalog, fact, decides))
    .toSorted((a, b) => b.decides - a.decides || order.indexOf(a.fact) - order.indexOf(b.fact));
}

/** Per fact, the findings of an assessment that lack it; places in lists count as one. */
function countOpen(catalog: Catalog, facts: Facts, asOf: string): Map<string, number> {
  const held = { documents: [], approvals: [] };
  const counts = new Map<string, number>();
  for (const { lacks } of assess(catalog, { facts, held, asOf }).findings) {
    const open = new Set(lacks.facts.map((path) => path.replaceAll(/\[\d+\]/gu, '[]')));
    for (const fact of open) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  }
  return counts;
}

function everywhere({ vocabulary }: Catalog, facts: Facts): Facts {
  const deployment = facts['deployment'];
  const jurisdictions = vocabulary.domains.get('jurisdiction') ?? [];
  return { ...facts, deployment: { ...(isPlain(deployment) ? deployment : {}), jurisdictions } };
}

function questionOf({ vocabulary }: Catalog, fact: string, decides: number): DraftQuestion[] {
  const declared = vocabulary.facts.get(fact);
  if (declared === undefined) return [];
  const { meaning, type } = declared;
  const values = type === 'bool' ? ['true', 'false'] : declared.values;
  const list = type === 'list';
  return [{ fact, meaning, decides, values, list, needed: NEEDED.includes(fact) }];
}

function isStated(facts: Facts, path: string): boolean {
  let value: unknown = facts;
  for (const key of path.split('.')) value = isPlain(value) ? value[key] : undefined;
  return value !== undefined;
}
