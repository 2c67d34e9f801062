/** How long things took, and who or what they waited for: worked out from the journal alone. */
import type { CaseStatus } from '../../workflows/step-result.ts';
import type { Factor, Instant, TaskKind } from '../../workflows/words.ts';

/** Whom a turn waits for. `outside`: somebody who does not belong to the organisation. */
export type WaitsOn = 'team' | 'reviewer' | 'officer' | 'auditor' | 'outside' | 'machine';

/** A document that was handed in during a turn. */
export interface Supplied {
  readonly document: string;
  readonly at: Instant;
}

/** One piece of work of a case, from the moment somebody was asked until it was done or fell away. */
export interface Turn {
  /** Place in the case's journal of the event that asked for it. */
  readonly seq: number;
  /** As the machine names it: `approval:compliance_officer`. */
  readonly key: string;
  readonly stage: string;
  readonly kind: TaskKind;
  readonly role: string;
  readonly waitsOn: WaitsOn;
  readonly factor: Factor;
  readonly from: Instant;
  /** Null while it is open. */
  readonly until: Instant | null;
  readonly due: Instant;
  /** 1 the first time this role is asked for this kind of work in this stage; more is rework. */
  readonly round: number;
  /** Milliseconds somebody had it in hand, from taking it to giving it back or ending it; null when nobody took it. */
  readonly touched: { readonly ms: number; readonly workingMs: number } | null;
  /** While open: since when it is in hand. */
  readonly heldSince: Instant | null;
  /** What ended it (`APPROVED`, `AMENDED`, …), and who; null while open, or when the engine ended it. */
  readonly endedBy: string | null;
  readonly person: string | null;
  /** Elapsed and working milliseconds; null while open. */
  readonly ms: number | null;
  readonly workingMs: number | null;
  /** Rules whose findings asked for it. */
  readonly rules: readonly string[];
  readonly documents: readonly Supplied[];
}

/** One visit of a case to a stage. */
export interface StageVisit {
  readonly stage: string;
  readonly factor: Factor;
  readonly visit: number;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly ms: number | null;
  readonly workingMs: number | null;
}

/** What is known of a whole case. */
export interface CaseTempo {
  readonly caseId: string;
  readonly region: string;
  readonly request: string;
  readonly model: string;
  /** `loan_default`; null when nobody said. */
  readonly useCase: string | null;
  readonly algorithm: string | null;
  /** Person id of the requester: stands for the team; shown to nobody outside it. */
  readonly team: string;
  /** Place in the case's journal up to which this holds. */
  readonly seq: number;
  readonly status: CaseStatus;
  readonly startedAt: Instant;
  readonly permitAt: Instant | null;
  readonly deployedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** From start to permit; null without one. */
  readonly leadMs: number | null;
  readonly leadWorkingMs: number | null;
  /** Requests for changes, and decisions made void, before the permit. */
  readonly rework: number;
  /** Questions of readiness that the first manifest left open. */
  readonly warnings: readonly string[];
  /** Rules that asked for something on the way to the permit. */
  readonly rules: readonly string[];
  /** Those of them that were waived, and those that stood when the case was rejected or withdrawn. */
  readonly waived: readonly string[];
  readonly blockedBy: readonly string[];
  readonly visits: readonly StageVisit[];
  readonly turns: readonly Turn[];
}
