import type { AssessmentSummary, CaseContext } from '../../workflows/contract.ts';
import { newlyFiring } from './older-law.ts';
import type { RuleEffect, Simulation, TeamEffect } from './simulation.types.ts';

/** What a newer law would do to one case. */
interface CaseEffect {
  readonly newlyFires: readonly string[];
  readonly newlyExempt: readonly string[];
  readonly noLongerFires: readonly string[];
  /** Stages of the decisions that would fall, one entry each. */
  readonly fallen: readonly string[];
  /** True when any finding comes out otherwise. */
  readonly isDifferent: boolean;
}

/** Holds what a case was last found to be against what the newer law finds. */
export function effectOn(context: CaseContext, after: AssessmentSummary): CaseEffect {
  const before = context.assessment?.findings ?? [];
  const words = new Map(before.map(({ rule, finding }) => [rule, finding]));
  const exempt = after.findings.filter(
    ({ rule, finding }) => finding === 'exempt' && words.get(rule) !== 'exempt',
  );
  const same =
    before.length === after.findings.length &&
    after.findings.every(({ rule, finding }) => words.get(rule) === finding);
  return {
    newlyFires: newlyFiring(before, after.findings),
    newlyExempt: exempt.map(({ rule }) => rule),
    noLongerFires: newlyFiring(after.findings, before),
    fallen: fallenIn(context, after),
    isDifferent: !same,
  };
}

/** Decisions bind to what was seen: those of a live permit stand until its review. */
function fallenIn(context: CaseContext, { seen }: AssessmentSummary): string[] {
  if (context.permit) return [];
  const approvals = Object.entries(context.stages).flatMap(([stage, record]) =>
    record.approvals.filter((approval) => approval.seen !== seen[stage]).map(() => stage),
  );
  const waivers = context.waivers.filter((waiver) => waiver.seen !== seen[waiver.stage]);
  return [...approvals, ...waivers.map(({ stage }) => stage)];
}

interface Seen {
  readonly id: string;
  readonly requester: string;
  readonly isOpen: boolean;
}

type Counts<T> = { -readonly [K in keyof T]: number };

/** As many case ids as a person would look through; all are counted. */
const MOST_NAMED = 100;

/** Adds up case after case; grows with rules and teams, not with cases. */
export class Tally {
  readonly #cases = { examined: 0, open: 0, live: 0, moved: 0, stayed: 0 };
  readonly #rules = new Map<string, Counts<RuleEffect>>();
  readonly #teams = new Map<string, Counts<TeamEffect>>();
  readonly #approvals = new Map<string, number>();
  readonly #review = { count: 0, cases: [] as string[] };
  readonly #unreadable = { count: 0, cases: [] as string[] };

  constructor(private readonly region: string) {}

  stays(seen: Seen): void {
    this.#examined(seen);
    this.#cases.stayed += 1;
  }

  unreadable(seen: Seen): void {
    this.#examined(seen);
    note(this.#unreadable, seen.id);
  }

  moves(seen: Seen, effect: CaseEffect): void {
    const team = this.#examined(seen);
    if (seen.isOpen) this.#cases.moved += 1;
    else this.#cases.stayed += 1;
    for (const key of ['newlyFires', 'newlyExempt', 'noLongerFires'] as const) {
      team[key] += effect[key].length;
      for (const rule of effect[key]) entry(this.#rules, rule, NO_RULE)[key] += 1;
    }
    for (const stage of effect.fallen) {
      this.#approvals.set(stage, (this.#approvals.get(stage) ?? 0) + 1);
    }
    team.approvals += effect.fallen.length;
    if (seen.isOpen || effect.newlyFires.length === 0) return;
    team.permits += 1;
    note(this.#review, seen.id);
  }

  result(): Simulation {
    return {
      region: this.region,
      cases: this.#cases,
      rules: sorted(this.#rules),
      teams: sorted(this.#teams),
      approvals: sorted(this.#approvals),
      permits: { review: this.#review.count, cases: this.#review.cases },
      unreadable: this.#unreadable,
    };
  }

  #examined({ requester, isOpen }: Seen): Counts<TeamEffect> {
    this.#cases.examined += 1;
    this.#cases[isOpen ? 'open' : 'live'] += 1;
    const team = entry(this.#teams, requester, NO_TEAM);
    team.cases += 1;
    return team;
  }
}

const NO_RULE: RuleEffect = { newlyFires: 0, newlyExempt: 0, noLongerFires: 0 };
const NO_TEAM: TeamEffect = { ...NO_RULE, cases: 0, approvals: 0, permits: 0 };

function entry<T extends object>(map: Map<string, Counts<T>>, key: string, nothing: T): Counts<T> {
  const found = map.get(key) ?? ({ ...nothing } as Counts<T>);
  map.set(key, found);
  return found;
}

function note(list: { count: number; readonly cases: string[] }, id: string): void {
  list.count += 1;
  if (list.cases.length < MOST_NAMED) list.cases.push(id);
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
