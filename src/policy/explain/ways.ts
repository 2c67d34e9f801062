/**
 * What would make a finding pass: the smallest sets of changes that really turn it, each proved by judging the changed
 * facts. Pure and bounded: the same question gives the same ways.
 */
import type { Catalog, Rule } from '../catalog.types.ts';
import { scopeOf } from '../derived.ts';
import { assess, type AssessOptions } from '../evaluate.ts';
import type { Change, Finding, FindingWord, Way } from '../policy.types.ts';
import { findingOf, questionOf } from '../verdict.ts';
import { afterSteps, type Standing, type Step } from './apply.ts';
import { MOST_WORDS } from './candidate-values.ts';
import { leastSteps } from './least-steps.ts';
import { movesFor } from './moves.ts';
import type { Move } from './moves.types.ts';
import { changeOf, sayBrought } from './say-change.ts';

/** Findings that somebody may want to turn. */
const TURNABLE: ReadonlySet<FindingWord> = new Set(['blocked', 'unknown', 'open', 'warning']);
const PASSES: ReadonlySet<FindingWord> = new Set(['met', 'exempt', 'not_applicable']);
/** Moves tried together. */
const MOST_MOVES = 3;
/** How often a rule is judged in search of ways. */
const MOST_TRIALS = 400;
/** How many ways are held against all rules. */
const MOST_WAYS = 16;

/**
 * The ways to turn one rule's finding; none when it passes already or nothing within the bounds helps.
 *
 * A way that would make another rule block is no way. What else it leaves open is named in `brings`.
 *
 * @throws {UnknownRegionError} no pack has one of the options' regions
 */
export function waysToPass(catalog: Catalog, options: AssessOptions, rule: string): readonly Way[] {
  const before = assess(catalog, options).findings;
  const finding = before.find((one) => one.rule === rule);
  return finding ? new Search(catalog, options, before).of(finding) : [];
}

/** The findings of an assessment, each that does not pass with its ways. */
export function withWays(
  catalog: Catalog,
  options: AssessOptions,
  findings: readonly Finding[],
): readonly Finding[] {
  const search = new Search(catalog, options, findings);
  return findings.map((finding) =>
    TURNABLE.has(finding.finding) ? { ...finding, ways: search.of(finding) } : finding,
  );
}

class Search {
  private readonly before: ReadonlyMap<string, Finding>;

  constructor(
    private readonly catalog: Catalog,
    private readonly options: AssessOptions,
    before: readonly Finding[],
  ) {
    this.before = new Map(before.map((finding) => [finding.rule, finding]));
  }

  of(finding: Finding): readonly Way[] {
    const rule = this.catalog.rules.get(finding.rule);
    if (!rule || !TURNABLE.has(finding.finding)) return [];
    const { facts, held, asOf } = this.options;
    const scope = scopeOf(this.catalog, facts, held, asOf);
    const moves = movesFor({ wording: this.catalog, rule, finding, scope, held });
    const found = fewWords(this.smallest(rule, moves)).slice(0, MOST_WAYS);
    const ways = found.flatMap((steps) => this.judged(steps));
    return this.said(ways, scope.roots);
  }

  /** Combinations of as few moves as possible that turn the rule, those with the fewest steps first. */
  private smallest(rule: Rule, moves: readonly Move[]): readonly (readonly Step[])[] {
    const trials = { left: MOST_TRIALS };
    for (let size = 1; size <= MOST_MOVES; size += 1) {
      const found: (readonly Step[])[] = [];
      for (const chosen of combinations(moves, size)) {
        const steps = chosen.flat();
        if (hasConflict(steps)) continue;
        trials.left -= 1;
        if (trials.left < 0) break;
        if (this.turns(rule, steps)) found.push(this.least(rule, chosen));
      }
      if (found.length > 0) return distinct(found).toSorted((a, b) => a.length - b.length);
    }
    return [];
  }

  /** What of these moves is needed. Parts made of whole moves were tried before, as fewer moves. */
  private least(rule: Rule, chosen: readonly Move[]): readonly Step[] {
    const steps = chosen.flat();
    if (steps.length === chosen.length) return steps;
    return leastSteps(steps, (part) => this.turns(rule, part));
  }

  private turns(rule: Rule, steps: readonly Step[]): boolean {
    const { facts, held } = this.after(steps);
    const { asOf } = this.options;
    const scope = { ...scopeOf(this.catalog, facts, held, asOf), explain: false };
    const said = findingOf(rule, questionOf(this.catalog, scope, { held, asOf, all: false }));
    return said === null || PASSES.has(said.finding);
  }

  private after(steps: readonly Step[]): Standing {
    return afterSteps(this.options, steps);
  }

  /** What the steps bring with them; nothing at all when they would make another rule block. */
  private judged(steps: readonly Step[]): { steps: readonly Step[]; brings: readonly string[] }[] {
    const { findings } = assess(this.catalog, { ...this.options, ...this.after(steps) });
    const fresh = findings.filter((now) => this.before.get(now.rule)?.finding !== now.finding);
    if (fresh.some(({ finding }) => finding === 'blocked')) return [];
    const brought = fresh.filter(
      ({ rule, finding }) =>
        (finding === 'open' || finding === 'unknown') && !this.stoodInTheWay(rule),
    );
    return [{ steps, brings: brought.map((finding) => sayBrought(this.catalog, finding)) }];
  }

  private stoodInTheWay(rule: string): boolean {
    const word = this.before.get(rule)?.finding;
    return word === 'blocked' || word === 'unknown' || word === 'open';
  }

  /** In words; ways that differ in nothing but the value of one fact are one way. */
  private said(
    ways: readonly { readonly steps: readonly Step[]; readonly brings: readonly string[] }[],
    roots: Readonly<Record<string, unknown>>,
  ): readonly Way[] {
    const groups = new Map<
      string,
      { steps: readonly Step[]; values: unknown[]; brings: readonly string[] }
    >();
    for (const { steps, brings } of ways) {
      const [only] = steps;
      const single = steps.length === 1 && only?.kind === 'fact';
      const key = single ? `${only.target} ${brings.join()}` : JSON.stringify(steps);
      const group = groups.get(key) ?? { steps, values: [], brings };
      groups.set(key, group);
      if (single) group.values.push(only.value);
    }
    return [...groups.values()].map(({ steps, values, brings }) => ({
      changes: steps.map((step): Change =>
        changeOf(this.catalog, step, values.length > 0 ? values : valueOf(step), roots),
      ),
      brings,
    }));
  }
}

/** Moves that came down to the same steps are one way. */
function distinct(found: readonly (readonly Step[])[]): readonly (readonly Step[])[] {
  return [...new Map(found.map((steps) => [keyOf(steps), steps])).values()];
}

function keyOf(steps: readonly Step[]): string {
  return steps
    .map((step) => JSON.stringify(step))
    .toSorted()
    .join();
}

/** Of a long list of words that would all do, a few stand for the others. */
function fewWords(found: readonly (readonly Step[])[]): readonly (readonly Step[])[] {
  const counts = new Map<string, number>();
  return found.filter((steps) => {
    const [only] = steps;
    if (steps.length !== 1 || only?.kind !== 'fact') return true;
    const count = (counts.get(only.target) ?? 0) + 1;
    counts.set(only.target, count);
    return count <= MOST_WORDS;
  });
}

function valueOf({ value }: Step): readonly unknown[] {
  return value === undefined ? [] : [value];
}

/** Two moves that want one thing to be two things. */
function hasConflict(steps: readonly Step[]): boolean {
  const targets = steps.map(({ kind, target }) =>
    kind === 'mechanism' || kind === 'region' ? target.replace(/\.\w+$/, '') : target,
  );
  return new Set(targets).size < targets.length;
}

function* combinations(moves: readonly Move[], size: number, from = 0): Generator<readonly Move[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [offset, move] of moves.slice(from).entries()) {
    for (const rest of combinations(moves, size - 1, from + offset + 1)) yield [move, ...rest];
  }
}
