import { type CaseData, isUnderWay, isWithin, type Period, type TurnData } from './case-data.ts';
import { type Quantiles, quantilesOf } from './statistics.ts';

const DAY_MS = 86_400_000;
/** More points than this no eye tells apart. */
const MOST_POINTS = 120;

/** How many cases had got how far on a day, since the beginning of the history. */
export interface FlowPoint {
  /** ISO date. */
  readonly day: string;
  readonly requested: number;
  /** Left the stages that are worked on side by side, onwards or for good. */
  readonly assessed: number;
  readonly permitted: number;
  readonly running: number;
  /** Ended without a permit. */
  readonly turnedDown: number;
}

/** One case that got its permit, for a scatter of cycle times. */
export interface Finished {
  readonly caseId: string;
  readonly region: string;
  readonly model: string;
  readonly permitAt: number;
  readonly leadMs: number;
  readonly rework: number;
}

/** One case under way, and how its age compares. */
export interface Ageing {
  readonly caseId: string;
  readonly region: string;
  readonly model: string;
  readonly stages: readonly string[];
  readonly ageMs: number;
  /** Share of permitted cases that took no longer than this one has been under way. */
  readonly olderThan: number | null;
}

/** What is done again, by the stage that asked for it. */
export interface Rework {
  readonly stage: string;
  readonly role: string;
  /** Turns that ended in a request for changes, of all that were decided. */
  readonly sentBack: number;
  readonly decided: number;
  /** Working time of the turns that were asked for again. */
  readonly again: Quantiles | null;
}

/** Lead time and stability as an ML team sees them, after the four keys of DORA. */
export interface Delivery {
  /** From request to the first deployment. */
  readonly leadToRunning: Quantiles | null;
  /** Deployments a week. */
  readonly frequency: number;
  /** Share of deployed cases that were suspended or revoked since. */
  readonly failed: number | null;
}

const ASSESSMENT: readonly string[] = [
  'scoping',
  'residency',
  'features',
  'documentation',
  'validation',
];

/** The cumulative flow over a period, in at most 120 steps. */
export function flowOf(cases: readonly CaseData[], period: Period): FlowPoint[] {
  const step = Math.max(1, Math.ceil((period.to - period.from) / DAY_MS / MOST_POINTS)) * DAY_MS;
  const marks = {
    requested: sorted(cases.map(({ startedAt }) => startedAt)),
    assessed: sorted(cases.flatMap(assessedAt)),
    permitted: sorted(cases.flatMap(({ permitAt }) => permitAt ?? [])),
    running: sorted(cases.flatMap(({ deployedAt }) => deployedAt ?? [])),
    turnedDown: sorted(
      cases.flatMap(({ permitAt, endedAt }) => (permitAt === null ? (endedAt ?? []) : [])),
    ),
  };
  const points: FlowPoint[] = [];
  for (let at = period.from; ; at = Math.min(at + step, period.to)) {
    points.push({
      day: new Date(at).toISOString().slice(0, 10),
      requested: upTo(marks.requested, at),
      assessed: upTo(marks.assessed, at),
      permitted: upTo(marks.permitted, at),
      running: upTo(marks.running, at),
      turnedDown: upTo(marks.turnedDown, at),
    });
    if (at >= period.to) return points;
  }
}

/** When a case left the stages of the assessment for good, or ended; nothing while it is in them. */
function assessedAt({ visits, permitAt, endedAt }: CaseData): number | [] {
  const end = permitAt ?? endedAt ?? Infinity;
  const early = visits.filter(({ stage }) => ASSESSMENT.includes(stage));
  const later = visits.some(({ stage, from }) => !ASSESSMENT.includes(stage) && from <= end);
  const last = Math.max(
    ...early.map(({ until }) => until ?? Infinity).filter((at) => permitAt === null || at <= end),
  );
  // Without a later stage it is still being assessed, until it ends.
  const at = later ? Math.min(last, end) : end;
  return Number.isFinite(at) ? at : [];
}

export function finishedIn(cases: readonly CaseData[], period: Period): Finished[] {
  return cases
    .flatMap(({ caseId, region, model, permitAt, leadMs, rework }) =>
      isWithin(permitAt, period) && leadMs !== null
        ? [{ caseId, region, model, permitAt, leadMs, rework }]
        : [],
    )
    .toSorted((a, b) => a.permitAt - b.permitAt);
}

/** Cases under way, the oldest first. */
export function ageingOf(cases: readonly CaseData[], now: number): Ageing[] {
  const leads = sorted(cases.flatMap(({ leadMs }) => leadMs ?? []));
  return cases
    .filter(isUnderWay)
    .map(({ caseId, region, model, visits, startedAt }) => {
      const ageMs = now - startedAt;
      const stages = visits.filter(({ until }) => until === null).map(({ stage }) => stage);
      const olderThan = leads.length === 0 ? null : upTo(leads, ageMs) / leads.length;
      return { caseId, region, model, stages, ageMs, olderThan };
    })
    .toSorted((a, b) => b.ageMs - a.ageMs);
}

const DECISIONS: readonly string[] = ['APPROVED', 'CHANGES_REQUESTED', 'REJECTED'];

interface SentBack {
  readonly stage: string;
  readonly role: string;
  sentBack: number;
  decided: number;
  readonly times: number[];
}

/** Where work is sent back, most often first. */
export function reworkOf(cases: readonly CaseData[], period: Period): Rework[] {
  const groups = new Map<string, SentBack>();
  for (const { turns } of cases) {
    for (const turn of turns) {
      if (!isDecided(turn, period)) continue;
      const { stage, role, endedBy, round, workingMs } = turn;
      const key = `${stage} ${role}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { stage, role, sentBack: 0, decided: 0, times: [] }));
      group.decided += 1;
      group.sentBack += Number(endedBy === 'CHANGES_REQUESTED');
      if (round > 1) group.times.push(workingMs ?? 0);
    }
  }
  return [...groups.values()]
    .map(({ times, ...group }) => ({ ...group, again: quantilesOf(times) }))
    .toSorted((a, b) => b.sentBack - a.sentBack);
}

function isDecided({ until, endedBy, role }: TurnData, period: Period): boolean {
  return isWithin(until, period) && DECISIONS.includes(endedBy ?? '') && role !== 'requester';
}

const FAILED: readonly string[] = ['suspended', 'revoked'];

export function deliveryOf(cases: readonly CaseData[], period: Period): Delivery {
  const deployed = cases.filter(({ deployedAt }) => isWithin(deployedAt, period));
  const weeks = (period.to - period.from) / (7 * DAY_MS);
  const leads = deployed.map(({ deployedAt, startedAt }) => (deployedAt ?? 0) - startedAt);
  const failed = deployed.filter(({ status }) => FAILED.includes(status)).length;
  return {
    leadToRunning: quantilesOf(leads),
    frequency: deployed.length / Math.max(1, weeks),
    failed: deployed.length === 0 ? null : failed / deployed.length,
  };
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).toSorted();
}

/** How many ascending values are not above `at`. */
function upTo(values: Float64Array, at: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
