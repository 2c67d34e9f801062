/** The tempo of cases as measures read it: times are numbers, so that a million of them are added up quickly. */
import type { CaseStatus } from '../../../workflows/step-result.ts';
import type { WaitsOn } from '../tempo.types.ts';

/** Milliseconds since 1970. */
type Millis = number;

export interface TurnData {
  readonly stage: string;
  readonly kind: string;
  readonly role: string;
  readonly waitsOn: WaitsOn;
  readonly factor: string;
  readonly from: Millis;
  readonly until: Millis | null;
  readonly due: Millis;
  readonly round: number;
  readonly touchedWorkingMs: number | null;
  readonly endedBy: string | null;
  readonly person: string | null;
  readonly ms: number | null;
  readonly workingMs: number | null;
  readonly rules: readonly string[];
  readonly documents: readonly { readonly document: string; readonly at: string }[];
}

export interface VisitData {
  readonly stage: string;
  readonly visit: number;
  readonly from: Millis;
  readonly until: Millis | null;
  readonly ms: number | null;
  readonly workingMs: number | null;
}

export interface CaseData {
  readonly caseId: string;
  readonly region: string;
  readonly request: string;
  readonly model: string;
  readonly useCase: string | null;
  readonly algorithm: string | null;
  readonly team: string;
  readonly status: CaseStatus;
  readonly startedAt: Millis;
  readonly permitAt: Millis | null;
  readonly deployedAt: Millis | null;
  readonly endedAt: Millis | null;
  readonly leadMs: number | null;
  readonly leadWorkingMs: number | null;
  readonly rework: number;
  readonly warnings: readonly string[];
  readonly rules: readonly string[];
  readonly waived: readonly string[];
  readonly blockedBy: readonly string[];
  readonly visits: readonly VisitData[];
  readonly turns: readonly TurnData[];
}

/** A stretch of time, milliseconds since 1970; `to` is not in it. */
export interface Period {
  readonly from: Millis;
  readonly to: Millis;
}

export function isWithin(at: Millis | null, { from, to }: Period): at is Millis {
  return at !== null && at >= from && at < to;
}

/** A case that has neither a permit nor an end: work in progress. */
export function isUnderWay({ permitAt, endedAt }: CaseData): boolean {
  return permitAt === null && endedAt === null;
}

const lastEnds = new WeakMap<readonly TurnData[], Millis>();

/**
 * Whether a turn of the case can have ended in a period: most of a long history is told to lie outside by one look.
 *
 * When the last one ended is worked out once for each list of turns.
 */
export function canHaveEndedWithin({ turns, startedAt }: CaseData, period: Period): boolean {
  if (startedAt >= period.to) return false;
  let last = lastEnds.get(turns);
  if (last === undefined) {
    last = turns.reduce((latest, { until }) => Math.max(latest, until ?? -Infinity), -Infinity);
    lastEnds.set(turns, last);
  }
  return last >= period.from;
}
