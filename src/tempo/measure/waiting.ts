import {
  canHaveEndedWithin,
  type CaseData,
  isWithin,
  type Period,
  type TurnData,
} from './case-data.ts';
import { type Quantiles, quantilesOf } from './statistics.ts';

export const DIMENSIONS = [
  'region',
  'stage',
  'role',
  'waits_on',
  'kind',
  'factor',
  'rule',
  'instrument',
  'document',
  'team',
  'model',
  'algorithm',
  'use_case',
  'month',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** How long turns took that have one thing in common. */
export interface WaitingRow {
  readonly key: string;
  readonly cases: number;
  /** Milliseconds from being asked to being done. */
  readonly elapsed: Quantiles;
  readonly working: Quantiles;
  /** Share of turns that were asked for again. */
  readonly again: number;
  /** Share that ended by its due date. */
  readonly onTime: number;
}

export interface WaitingQuestion {
  readonly by: Dimension;
  readonly period: Period;
  /** Per dimension, the one value that is looked at. */
  readonly where: Readonly<Partial<Record<Dimension, string>>>;
  /** Rule to the instrument it belongs to. */
  readonly instrumentOf: (rule: string) => string;
  /** What a team is called before this reader. */
  readonly nameOfTeam: (team: string) => string;
}

interface Group {
  readonly elapsed: number[];
  readonly working: number[];
  cases: number;
  /** The case that was added to last: a case's turns come one behind the other. */
  last: CaseData | null;
  again: number;
  onTime: number;
}

/**
 * Turns that ended in a period, grouped; the groups that cost most come first.
 *
 * A turn that several rules or documents asked for stands in the group of each. What the engine itself did is left
 * out unless it is asked for.
 */
export function waitingBy(cases: readonly CaseData[], question: WaitingQuestion): WaitingRow[] {
  const groups = new Map<string, Group>();
  const isAsked = filterOf(question);
  for (const one of cases) {
    if (!canHaveEndedWithin(one, question.period)) continue;
    for (const turn of one.turns) {
      if (!isAsked(one, turn)) continue;
      const keys = KEYS[question.by](one, turn, question);
      if (typeof keys === 'string') add(groupOf(groups, keys), one, turn, null);
      else {
        for (const key of keys)
          add(groupOf(groups, key), one, turn, question.by === 'document' ? key : null);
      }
    }
  }
  return [...groups].map(rowOf).toSorted((a, b) => b.working.total - a.working.total);
}

function filterOf(question: WaitingQuestion): (one: CaseData, turn: TurnData) => boolean {
  const { by, where, period } = question;
  const asked = Object.entries(where) as [Dimension, string][];
  const machines = by === 'waits_on' || where.waits_on === 'machine';
  return (one, turn) =>
    isWithin(turn.until, period) &&
    (machines || turn.waitsOn !== 'machine') &&
    asked.every(([name, value]) => isOf(value, name, [one, turn], question));
}

function groupOf(groups: Map<string, Group>, key: string): Group {
  const known = groups.get(key);
  if (known) return known;
  const group = { elapsed: [], working: [], cases: 0, last: null, again: 0, onTime: 0 };
  groups.set(key, group);
  return group;
}

/** For a document the time until it came counts, not until the last of its turn did. */
function add(group: Group, one: CaseData, turn: TurnData, document: string | null): void {
  const came = document === null ? undefined : turn.documents.find((d) => d.document === document);
  const ms = turn.ms ?? 0;
  const elapsed = came ? Date.parse(came.at) - turn.from : ms;
  group.elapsed.push(elapsed);
  // In proportion: how working hours lie within a turn is not kept.
  group.working.push(ms === 0 ? 0 : ((turn.workingMs ?? 0) * elapsed) / ms);
  if (group.last !== one) group.cases += 1;
  group.last = one;
  if (turn.round > 1) group.again += 1;
  if ((turn.until ?? Infinity) <= turn.due) group.onTime += 1;
}

function rowOf([key, group]: readonly [string, Group]): WaitingRow {
  const { elapsed, working, cases, again, onTime } = group;
  const n = elapsed.length;
  return {
    key,
    cases,
    elapsed: quantilesOf(elapsed) ?? NOTHING,
    working: quantilesOf(working) ?? NOTHING,
    again: again / n,
    onTime: onTime / n,
  };
}

const NOTHING: Quantiles = { n: 0, p50: 0, p85: 0, p95: 0, mean: 0, total: 0 };
const UNSAID = 'not stated';

type KeysOf = (
  one: CaseData,
  turn: TurnData,
  question: Pick<WaitingQuestion, 'instrumentOf' | 'nameOfTeam'>,
) => string | readonly string[];

/** One key, or one for each that asked. A million turns pass here: what can be said without a list is. */
const KEYS: Readonly<Record<Dimension, KeysOf>> = {
  region: ({ region }) => region,
  stage: (_, { stage }) => stage,
  role: (_, { role }) => role,
  waits_on: (_, { waitsOn }) => waitsOn,
  kind: (_, { kind }) => kind,
  factor: (_, { factor }) => factor,
  rule: (_, { rules }) => rules,
  instrument: (_, { rules }, { instrumentOf }) => [...new Set(rules.map(instrumentOf))],
  document: (_, { documents }) => [...new Set(documents.map(({ document }) => document))],
  team: ({ team }, _, { nameOfTeam }) => nameOfTeam(team),
  model: ({ model }) => model,
  algorithm: ({ algorithm }) => algorithm ?? UNSAID,
  use_case: ({ useCase }) => useCase ?? UNSAID,
  month: (_, { until }) => new Date(until ?? 0).toISOString().slice(0, 7),
};

function isOf(
  value: string,
  name: Dimension,
  of: readonly [CaseData, TurnData],
  question: WaitingQuestion,
): boolean {
  const keys = KEYS[name](...of, question);
  return typeof keys === 'string' ? keys === value : keys.includes(value);
}
