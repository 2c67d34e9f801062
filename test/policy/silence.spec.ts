/** Silence is never taken for an answer: only a fact that a finding asks for can change it. */
import fc from 'fast-check';
import { assess } from '../../src/policy/evaluate.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import type { Assessment } from '../../src/policy/policy.types.ts';
import { arbitraryFacts, type StatedFacts } from './arbitrary-facts.ts';

type Path = readonly (string | number)[];

const catalog = loadCatalog();

/** Every fact that can be left unstated: single values, and lists as a whole. */
function factPaths(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value))
    return [
      path,
      ...value.flatMap((item, i) => (isObject(item) ? factPaths(item, [...path, i]) : [])),
    ];
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => factPaths(inner, [...path, key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function say(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

/** A copy of the facts without those at the paths. */
function without(facts: unknown, dropped: ReadonlySet<string>, path: Path = []): unknown {
  if (dropped.has(say(path))) return undefined;
  if (Array.isArray(facts))
    return facts.map((item, i) => (isObject(item) ? without(item, dropped, [...path, i]) : item));
  if (!isObject(facts)) return facts;
  const kept = Object.entries(facts).map(([key, inner]) => [
    key,
    without(inner, dropped, [...path, key]),
  ]);
  return Object.fromEntries(kept.filter(([, inner]) => inner !== undefined));
}

/** Facts of which some are left out, and one of those that is then supplied after all. */
const silences = arbitraryFacts(catalog).chain((stated) => {
  // Silence about the use of a feature means `input`: that is said in the vocabulary.
  const paths = factPaths(stated.facts)
    .map(say)
    .filter((path) => !/\]\.(use|id|name)$/.test(path));
  return fc
    .tuple(
      fc.oneof(
        fc.subarray(paths, { minLength: 1 }),
        fc.subarray(paths, { minLength: 1, maxLength: 4 }),
      ),
      fc.nat(),
    )
    .map(([dropped, pick]) => ({
      stated,
      dropped,
      supplied: dropped[pick % dropped.length] ?? '',
    }));
});

const optional = (value: fc.Arbitrary<unknown>) => fc.option(value, { nil: undefined });
/** One place in a country whose adequacy has a condition, with anything left unsaid, and one fact then supplied. */
const movements = fc.record({
  before: fc.record({
    provider: fc.constant('on_premises'),
    country: optional(fc.constantFrom('US', 'CA', 'JP', 'KR', 'IL', 'GB', 'DE', 'CN')),
    subdivision: optional(fc.constantFrom('CA-QC', 'CA-ON')),
    subject_regions: optional(fc.subarray(['EEA', 'UK', 'CA-QC', 'CA-ON'])),
    mechanism: optional(
      fc.constantFrom('none', 'adequacy', 'dpf', 'scc_2021_914', 'idta', 'art49_other'),
    ),
    purpose: optional(fc.constantFrom('hosting', 'logging')),
    dpf_certified: optional(fc.boolean()),
    dpf_uk_extension: optional(fc.boolean()),
    pipeda_covered: optional(fc.boolean()),
    adequacy_condition_met: optional(fc.boolean()),
  }),
  useCase: optional(fc.constantFrom('credit_scoring', 'other')),
  asOf: fc.constantFrom('2014-01-01', '2019-01-01', '2022-01-01', '2026-11-23', '2032-01-01'),
  supplied: fc.constantFrom(
    ['country', 'US'],
    ['subdivision', 'CA-ON'],
    ['subject_regions', ['EEA', 'UK', 'CA-QC']],
    ['mechanism', 'scc_2021_914'],
    ['mechanism', 'idta'],
    ['mechanism', 'none'],
    ['purpose', 'hosting'],
    ['dpf_certified', true],
    ['dpf_uk_extension', true],
    ['pipeda_covered', true],
    ['adequacy_condition_met', true],
    ['adequacy_condition_met', false],
  ),
});

function judge({ held, asOf }: StatedFacts, facts: unknown): Assessment {
  return assess(catalog, { facts: facts as Record<string, unknown>, held, asOf, all: true });
}

it('changes a finding only by supplying a fact that it names as missing', () => {
  fc.assert(
    fc.property(silences, ({ stated, dropped, supplied }) => {
      const before = judge(stated, without(stated.facts, new Set(dropped)));
      const left = dropped.filter((path) => path !== supplied);
      const after = judge(stated, without(stated.facts, new Set(left)));
      const words = new Map(after.findings.map(({ rule, finding }) => [rule, finding]));
      const turned = before.findings.filter(
        ({ rule, finding, missing }) => words.get(rule) !== finding && !missing.includes(supplied),
      );
      expect(
        turned.map(
          ({ rule, finding }) => `${rule} ${finding} ${String(words.get(rule))} ${supplied}`,
        ),
      ).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it('names every fact that may turn what it says of a movement over a border', () => {
  fc.assert(
    fc.property(movements, ({ before, useCase, asOf, supplied: [key, value] }) => {
      fc.pre(before[key as keyof typeof before] === undefined);
      const held = { documents: [], approvals: [] };
      const read = (location: unknown): Assessment =>
        judge(
          { facts: {}, held, asOf },
          {
            model: { use_case: useCase },
            deployment: { jurisdictions: [] },
            data: {
              personal: true,
              subject_regions: ['EEA', 'UK', 'CA-QC'],
              locations: [location],
            },
          },
        );
      const words = new Map(
        read({ ...before, [key]: value }).findings.map((one) => [one.rule, one.finding]),
      );
      const turned = read(before).findings.filter(
        ({ rule, finding, missing, stage }) =>
          stage === 'residency' &&
          words.get(rule) !== finding &&
          !missing.includes(`data.locations[0].${key}`),
      );
      expect(
        turned.map(({ rule, finding }) => `${rule} ${finding} ${String(words.get(rule))}`),
      ).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

it('asks only for facts that are not stated', () => {
  fc.assert(
    fc.property(silences, ({ stated, dropped }) => {
      const { findings } = judge(stated, without(stated.facts, new Set(dropped)));
      const asked = new Set(findings.flatMap(({ lacks }) => lacks.facts));
      const stray = [...asked].filter((fact) => !dropped.includes(fact) && !isOptional(fact));
      expect(stray).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** A cloud place states no country: it is looked up. */
function isOptional(fact: string): boolean {
  return /\.(country|subdivision)$/.test(fact);
}

it('knows everything when everything is stated', () => {
  fc.assert(
    fc.property(arbitraryFacts(catalog), (stated) => {
      const { findings } = judge(stated, stated.facts);
      expect(
        findings.filter(({ finding, lacks }) => finding === 'unknown' || lacks.facts.length > 0),
      ).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it('gives the same bytes for the same question', () => {
  fc.assert(
    fc.property(arbitraryFacts(catalog), (stated) => {
      const copy = structuredClone(stated);
      expect(JSON.stringify(judge(copy, copy.facts))).toBe(
        JSON.stringify(judge(stated, stated.facts)),
      );
      expect(copy).toEqual(stated);
    }),
    { numRuns: 30 },
  );
});
