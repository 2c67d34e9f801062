/** On facts that are all stated, three-valued judging says what CEL itself says. */
import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { Judged, Sequence, Unknown } from '../../src/policy/cel/truth.ts';
import type { Condition } from '../../src/policy/catalog.types.ts';
import { scopeOf } from '../../src/policy/derived.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { arbitraryFacts } from './arbitrary-facts.ts';

const catalog = loadCatalog();
const conditions: Condition[] = [...catalog.rules.values()].flatMap((rule) => [
  rule.when,
  ...(rule.requires.when ? [rule.requires.when] : []),
  ...rule.exceptions.map((exception) => exception.when),
]);
const cel = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
const sets = Object.fromEntries(
  [...catalog.reference.sets.values()].map(({ name, members }) => [name, [...members]]),
);

/** The values a condition sees, without the wrappers of three-valued logic. */
function plain(value: unknown): unknown {
  if (value instanceof Unknown) throw new Error(`not stated: ${value.facts.join(', ')}`);
  if (value instanceof Judged) return value.judgement.truth === 'true';
  if (value instanceof Sequence) return value.elements.map(({ ref }) => plain(ref.value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

it('agrees with CEL on every condition of every pack', () => {
  const compiled = [...new Map(conditions.map((one) => [one.source, one])).values()].map((one) => ({
    ...one,
    run: cel.parse(one.source),
  }));
  expect(compiled.length).toBeGreaterThan(90);
  fc.assert(
    fc.property(arbitraryFacts(catalog), ({ facts, held, asOf }) => {
      const scope = scopeOf(catalog, facts, held, asOf);
      const context = { ...(plain(scope.roots) as Record<string, unknown>), ...sets };
      const wrong = compiled.filter(({ judge, run }) => {
        const expected = String(run(context));
        const short = judge({ ...scope, explain: false }).truth;
        return judge(scope).truth !== expected || short !== expected;
      });
      expect(wrong.map(({ source }) => source)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
