/** What comes out of one step of a machine; the engine stores it, everybody else reads it. */

import type { CaseContext, CaseEventType } from './contract.ts';
import type { Duration, Factor, TaskKind } from './words.ts';

/** Work that is open in a snapshot; the engine compares lists of these before and after a step. */
export interface OpenTask {
  /** Stable within the case while the work stays the same: `residency:compliance_officer`. */
  readonly key: string;
  readonly stage: string;
  readonly title: string;
  readonly factor: Factor;
  readonly kind: TaskKind;
  readonly role: string;
  /** Distinct people who must approve; 1 for work that is no approval. */
  readonly quorum: number;
  /** How many have. */
  readonly given: number;
  readonly due: Duration;
}

export interface TimerStart {
  readonly id: string;
  readonly delayMs: number;
  readonly event: { readonly type: CaseEventType } & Readonly<Record<string, unknown>>;
}

/** A JSON-safe snapshot as stored; the machine's id and version stand beside it in the row. */
export type StoredSnapshot = Readonly<Record<string, unknown>>;

export interface StepResult {
  readonly snapshot: StoredSnapshot;
  readonly context: CaseContext;
  /** Paths of active state nodes, sorted: `assessment.residency.reviewing`. */
  readonly states: readonly string[];
  /** Names of active stages in route order, without duplicates. */
  readonly stages: readonly string[];
  readonly tasks: readonly OpenTask[];
  /** Netted: an id both cancelled and started again appears only in `start`. */
  readonly timers: { readonly cancel: readonly string[]; readonly start: readonly TimerStart[] };
  readonly status: CaseStatus;
}

/**
 * `open` on its way; `permitted` a live permit, not deployed; `deployed`; `suspended`;
 * final: `rejected`, `withdrawn`, `revoked`, `expired`, `retired`.
 */
export type CaseStatus =
  | 'open'
  | 'permitted'
  | 'deployed'
  | 'suspended'
  | 'rejected'
  | 'withdrawn'
  | 'revoked'
  | 'expired'
  | 'retired';
