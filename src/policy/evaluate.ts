/** What the law says of one set of facts on one day. Pure: no clock, no database, no framework. */
import type { Catalog, Pack } from './catalog.types.ts';
import { scopeOf, transfersIn } from './derived.ts';
import { UnknownRegionError } from './policy.errors.ts';
import { pinOf } from './pins.ts';
import { judgeReach, topOf } from './places.ts';
import {
  type Assessment,
  type Facts,
  type Finding,
  FINDING_WORDS,
  type Held,
  type Outcome,
  OUTCOMES,
} from './policy.types.ts';
import { isDate } from './shape.ts';
import { findingOf, questionOf } from './verdict.ts';

export interface AssessOptions {
  /** Facts as stated. `evidence.documents` and `evidence.approvals` in them are ignored: see `held`. */
  readonly facts: Facts;
  /** What is held; nothing else counts as evidence. */
  readonly held: Held;
  /** ISO date of the law that is asked for. */
  readonly asOf: string;
  /** Packs to judge by; all when left out. */
  readonly regions?: readonly string[];
  /** Whether findings that do not apply are listed too. */
  readonly all?: boolean;
}

/**
 * Judges facts by every rule of the chosen packs.
 *
 * A jurisdiction gets an outcome when the deployment or the people touch it, or may touch it because nobody said. The
 * same catalog, facts, holdings and day give the same assessment, byte for byte in canonical JSON.
 *
 * @throws {UnknownRegionError} no pack has one of `regions`
 * @throws {RangeError} `asOf` is no ISO date
 */
export function assess(catalog: Catalog, options: AssessOptions): Assessment {
  const { facts, held, asOf } = options;
  if (!isDate(asOf)) throw new RangeError(`\`${asOf}\` is no ISO date`);
  const packs = packsOf(catalog, options.regions);
  const scope = scopeOf(catalog, facts, held, asOf);
  const question = questionOf(catalog, scope, { held, asOf, all: options.all === true });
  const rules = packs.flatMap((pack) => pack.rules);
  const findings = rules.flatMap((rule) => findingOf(rule, question) ?? []);
  const outcomes = outcomesOf(catalog, packs, facts, findings);
  return {
    asOf,
    vocabulary: { version: catalog.vocabulary.version, sha256: catalog.vocabulary.sha256 },
    packs: packs.map(pinOf),
    outcomes,
    regions: regionsOf(packs, outcomes),
    findings: findings.toSorted(byAttention),
    transfers: transfersIn(scope),
  };
}

function packsOf(catalog: Catalog, regions: readonly string[] | undefined): readonly Pack[] {
  return (regions ?? [...catalog.packs.keys()]).toSorted().map((region) => {
    const pack = catalog.packs.get(region);
    if (!pack) throw new UnknownRegionError(region, [...catalog.packs.keys()]);
    return pack;
  });
}

function outcomesOf(
  catalog: Catalog,
  packs: readonly Pack[],
  facts: Facts,
  findings: readonly Finding[],
): Readonly<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {};
  for (const top of packs.flatMap((pack) => pack.jurisdictions).toSorted()) {
    const own = findings.filter(
      ({ jurisdiction }) => topOf(catalog.reference, jurisdiction) === top,
    );
    const outcome = outcomeOf(own);
    const touched = touches(catalog, facts, top);
    if (touched === 'true' || (touched === 'unknown' && outcome === 'unknown'))
      outcomes[top] = outcome;
  }
  return outcomes;
}

function touches(catalog: Catalog, facts: Facts, top: string): 'true' | 'false' | 'unknown' {
  const section = (name: string): Facts => (facts[name] ?? {}) as Facts;
  const { reference } = catalog;
  const truths = [
    judgeReach(reference, top, 'deployment.jurisdictions', section('deployment')['jurisdictions'])
      .truth,
    judgeReach(reference, top, 'data.subject_regions', section('data')['subject_regions']).truth,
  ];
  if (truths.includes('true')) return 'true';
  return truths.includes('unknown') ? 'unknown' : 'false';
}

function outcomeOf(findings: readonly Finding[]): Outcome {
  const words = new Set(findings.map(({ finding }) => finding));
  if (words.has('blocked')) return 'blocked';
  if (words.has('unknown')) return 'unknown';
  return words.has('open') ? 'conditional' : 'allowed';
}

function regionsOf(
  packs: readonly Pack[],
  outcomes: Readonly<Record<string, Outcome>>,
): Readonly<Record<string, Outcome>> {
  const regions: Record<string, Outcome> = {};
  for (const { region, jurisdictions } of packs) {
    const own = jurisdictions.flatMap((top) => outcomes[top] ?? []);
    const worst = OUTCOMES.find((outcome) => own.includes(outcome));
    if (worst !== undefined) regions[region] = worst;
  }
  return regions;
}

const RANKS = Object.fromEntries(FINDING_WORDS.map((word, rank) => [word, rank])) as Readonly<
  Record<Finding['finding'], number>
>;

function byAttention(a: Finding, b: Finding): number {
  const rank = RANKS[a.finding] - RANKS[b.finding];
  if (rank !== 0) return rank;
  return a.rule < b.rule ? -1 : 1;
}
