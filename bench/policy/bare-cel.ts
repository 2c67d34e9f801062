/** The conditions of the rules alone, run by cel-js as any program would: two truth values, no reasons. */
import { Environment } from '@marcbachmann/cel-js';
import type { Catalog, Rule } from '../../src/policy/catalog.types.ts';
import { Judged, Sequence, Unknown } from '../../src/policy/cel/truth.ts';
import { scopeOf } from '../../src/policy/derived.ts';
import type { Stated } from './stated-facts.ts';

export interface BareCel {
  readonly conditions: number;
  /** Runs every condition once; how many hold. */
  readonly run: () => number;
}

/** Parsed once; facts, derived facts and sets are laid out beforehand and cost nothing here. */
export function bareCel(catalog: Catalog, rules: readonly Rule[], stated: Stated): BareCel {
  const environment = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
  });
  const parsed = rules
    .flatMap((rule) => [
      rule.when,
      ...(rule.requires.when ? [rule.requires.when] : []),
      ...rule.exceptions.map(({ when }) => when),
    ])
    .map(({ source }) => environment.parse(source));
  const { roots } = scopeOf(catalog, stated.facts, stated.held, stated.asOf);
  const sets = [...catalog.reference.sets.values()].map(({ name, members }) => [
    name,
    [...members],
  ]);
  const context = { ...(plain(roots) as object), ...(Object.fromEntries(sets) as object) };
  return {
    conditions: parsed.length,
    run: () => parsed.filter((condition) => condition(context) === true).length,
  };
}

/** The values a condition sees, without the wrappers of three-valued logic. */
function plain(value: unknown): unknown {
  if (value instanceof Unknown) throw new Error(`not stated: ${value.facts.join(', ')}`);
  if (value instanceof Judged) return value.judgement.truth === 'true';
  if (value instanceof Sequence) return value.elements.map(({ ref }) => plain(ref.value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
