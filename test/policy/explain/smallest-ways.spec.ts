/** Whatever a team states: each way turns the finding, and nothing in it could be left out. */
import fc from 'fast-check';
import { assess, type AssessOptions } from '../../../src/policy/evaluate.ts';
import { waysToPass } from '../../../src/policy/explain/ways.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import type { Change, Way } from '../../../src/policy/policy.types.ts';
import { arbitraryFacts, type StatedFacts } from '../arbitrary-facts.ts';
import { outcomes, PASSES } from './apply-way.ts';
import { examplesOf } from './examples.ts';

const catalog = loadCatalog();
const TURNABLE = ['blocked', 'open', 'unknown', 'warning'];
/** All subsets of more changes would take too long; of these, every subset with one change less is tried. */
const MOST_CHANGES = 6;

const examples = examplesOf(catalog).filter(({ finding }) => TURNABLE.includes(finding.finding));

/** What a rule's author thought of, perhaps with other papers held. */
const thoughtOf = fc
  .record({
    example: fc.constantFrom(...examples),
    documents: fc.subarray([...catalog.reference.documents.keys()], { maxLength: 4 }),
    approvals: fc.subarray([...catalog.reference.roles.keys()], { maxLength: 2 }),
  })
  .map(({ example: { rule, options }, documents, approvals }) => ({
    rule: rule.id,
    options: {
      ...options,
      held: {
        documents: [...new Set([...options.held.documents, ...documents])],
        approvals: [...new Set([...options.held.approvals, ...approvals])],
      },
    },
  }));

/** Anything at all, with some of it left unsaid. */
const drawn = fc
  .record({
    stated: arbitraryFacts(catalog),
    unsaid: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    pick: fc.nat(),
  })
  .map(({ stated, unsaid, pick }) => {
    const options: AssessOptions = { ...stated, facts: withGaps(stated.facts, unsaid) };
    const turnable = assess(catalog, options).findings.filter(({ finding }) =>
      TURNABLE.includes(finding),
    );
    return { rule: turnable[pick % Math.max(turnable.length, 1)]?.rule ?? '', options };
  });

/** One statement in ten is missing. */
function withGaps(facts: StatedFacts['facts'], unsaid: Iterator<number>): Record<string, unknown> {
  const left = Object.entries(facts).filter(() => unsaid.next().value !== 0);
  return Object.fromEntries(left.map(([key, value]) => [key, within(value, unsaid)]));
}

function within(value: unknown, unsaid: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((one) => within(one, unsaid));
  if (typeof value !== 'object' || value === null) return value;
  return withGaps(value as Record<string, unknown>, unsaid);
}

/** Changes of a way with some left out, never all of them kept. */
function lesser(changes: readonly Change[]): (readonly Change[])[] {
  if (changes.length > MOST_CHANGES)
    return changes.map((_, left) => changes.filter((_change, at) => at !== left));
  const all = 2 ** changes.length - 1;
  return Array.from({ length: all }, (_, bits) =>
    changes.filter((_change, at) => Math.floor(bits / 2 ** at) % 2 === 1),
  );
}

function passes(rule: string, options: AssessOptions): boolean {
  const said = assess(catalog, options).findings.find((one) => one.rule === rule);
  return PASSES.includes(said?.finding);
}

it.each([
  ['of the rules’ own examples', thoughtOf, 200],
  ['of any facts', drawn, 60],
] as const)('turns the finding %s, and no part of it would', (_, questions, numRuns) => {
  let seen = 0;
  fc.assert(
    fc.property(questions, ({ rule, options }) => {
      for (const way of waysToPass(catalog, options, rule)) {
        seen += 1;
        for (const after of outcomes(options, way))
          expect({ rule, way, passes: passes(rule, after) }).toEqual({ rule, way, passes: true });
        for (const changes of lesser(way.changes))
          expect(partsOf(rule, options, way, changes)).toEqual([]);
      }
    }),
    { numRuns },
  );
  expect(seen).toBeGreaterThan(numRuns / 4);
});

/** Fewer changes than a way has that turn the finding all the same. */
function partsOf(
  rule: string,
  options: AssessOptions,
  way: Way,
  changes: readonly Change[],
): unknown[] {
  const turning = outcomes(options, { ...way, changes }).filter((after) => passes(rule, after));
  return turning.length > 0 ? [{ rule, way, changes }] : [];
}

it('proposes nothing about a feature that the finding does not hang on', () => {
  const rule = 'UK-EQA-2010';
  const options: AssessOptions = {
    facts: {
      deployment: { jurisdictions: ['UK'] },
      model: { effect: 'legal_or_significant', use_case: 'credit_scoring' },
      data: { subject_regions: ['UK'], personal: true },
      features: [
        { name: 'age_years', category: 'age' },
        { name: 'gender', category: 'sex_gender' },
      ],
    },
    held: { documents: ['proxy_analysis'], approvals: [] },
    asOf: '2026-11-23',
    regions: ['uk'],
  };
  const targets = waysToPass(catalog, options, rule).map(({ changes }) =>
    changes.map(({ target }) => target),
  );
  expect(targets).toContainEqual(['features[1].use']);
  expect(targets.flat()).not.toContain('features[0].use');
});
