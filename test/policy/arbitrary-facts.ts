/** Random facts in which everything the vocabulary declares is stated. */
import fc from 'fast-check';
import type { Catalog, FactDeclaration } from '../../src/policy/catalog.types.ts';

const ROOTS = [
  'organisation',
  'model',
  'deployment',
  'data',
  'features',
  'evidence',
  'purpose',
  'team',
  'tools',
];
/** Facts no condition can ask about: they make the facts larger and prove nothing. */
const UNASKED = /^model\.artifact/;
/** Whole places are drawn together: a region belongs to a provider. */
const PLACE = /^data\.locations\[\]\.(id|provider|region|country|subdivision)$/;

export interface StatedFacts {
  facts: Record<string, unknown>;
  held: { documents: string[]; approvals: string[] };
  asOf: string;
}

/** Everything stated, a random holding, and a day between 2017 and 2029. */
export function arbitraryFacts(catalog: Catalog): fc.Arbitrary<StatedFacts> {
  return fc.record({
    facts: section(catalog, ''),
    held: fc.record({
      documents: fc.subarray([...catalog.reference.documents.keys()]),
      approvals: fc.subarray([...catalog.reference.roles.keys()]),
    }),
    asOf: fc
      .integer({ min: 0, max: 365 * 12 })
      .map((days) => new Date(Date.UTC(2017, 0, 1 + days)).toISOString().slice(0, 10)),
  });
}

function section(catalog: Catalog, path: string): fc.Arbitrary<Record<string, unknown>> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const name of namesUnder(catalog, path)) {
    const at = path === '' ? name : `${path}.${name}`;
    fields[name] = value(catalog, at, catalog.vocabulary.facts.get(at));
  }
  const plain = fc.record(fields);
  if (path !== 'data.locations[]') return plain;
  return fc.tuple(plain, place(catalog)).map(([rest, where]) => ({ ...rest, ...where }));
}

function namesUnder(catalog: Catalog, path: string): string[] {
  const prefix = path === '' ? '' : `${path}.`;
  const declared = [...catalog.vocabulary.facts.keys()].filter(
    (fact) => fact.startsWith(prefix) && !UNASKED.test(fact) && !PLACE.test(fact),
  );
  const names = declared.map((fact) => fact.slice(prefix.length).split(/[.[]/)[0] ?? '');
  return [...new Set(names)].filter((name) => path !== '' || ROOTS.includes(name));
}

function value(
  catalog: Catalog,
  at: string,
  fact: FactDeclaration | undefined,
): fc.Arbitrary<unknown> {
  if (!fact) return section(catalog, at);
  if (fact.type !== 'list') return single(fact, fact.type);
  if (fact.of === 'object') return fc.array(section(catalog, `${at}[]`), { maxLength: 3 });
  return fact.values ? fc.subarray([...fact.values], { maxLength: 4 }) : fc.constant([]);
}

const DATES = fc.constantFrom('2016-02-29', '2026-09-30', '2027-02-01');

function single(fact: FactDeclaration, type: string): fc.Arbitrary<unknown> {
  if (type === 'bool') return fc.boolean();
  if (type === 'int') return fc.integer({ min: fact.min ?? 0, max: 600 });
  if (type === 'date') return DATES;
  if (type === 'number') return fc.integer({ min: 0, max: 90 });
  return fact.values ? fc.constantFrom(...fact.values) : fc.constant('words');
}

function place(catalog: Catalog): fc.Arbitrary<Record<string, unknown>> {
  const regions = [...catalog.reference.cloudRegions.values()];
  const cloud = fc
    .constantFrom(...regions)
    .map(({ provider, code }) => ({ id: `${provider} ${code}`, provider, region: code }));
  const own = fc
    .record({
      country: fc.constantFrom('DE', 'GB', 'CA', 'US', 'CN', 'CH', 'JP', 'KR', 'IL', 'BR', 'RE'),
      subdivision: fc.constantFrom('', 'CA-QC', 'CA-ON'),
    })
    .map((where) => ({ id: 'own room', provider: 'on_premises', region: 'basement', ...where }));
  return fc.oneof({ weight: 3, arbitrary: cloud }, { weight: 1, arbitrary: own });
}
