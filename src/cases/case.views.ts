/** What others see of a case. Rows stay home; these are what leaves. */

import type {
  CaseEventType,
  HeldDocument,
  NewerLaw,
  PermitSummary,
  StageRecord,
  Waiver,
} from '../../workflows/contract.ts';
import type { Factor, Instant, TaskKind } from '../../workflows/words.ts';
import type { Incident, Rejection, StandingCondition } from '../../workflows/obligations.ts';
import type { CaseStatus } from '../../workflows/step-result.ts';
import type { Pause } from '../operations/pause.types.ts';
import type { Outcome, PackPin } from '../policy/policy.types.ts';

export interface CaseView {
  readonly id: string;
  readonly requestId: string;
  readonly region: string;
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly artifactSha256: string | null;
  };
  readonly requester: string;
  readonly team: readonly string[];
  readonly manifestSha256: string;
  readonly machine: { readonly id: string; readonly version: number };
  readonly status: CaseStatus;
  /** Active stages in route order. */
  readonly stages: readonly string[];
  /** What the law came to when it was last read, on `asOf` (ISO date), at these packs. */
  readonly outcome: Outcome;
  readonly asOf: string;
  readonly packs: readonly PackPin[];
  /** Per stage: who has to approve and who has. */
  readonly stageRecords: Readonly<Record<string, StageRecord>>;
  /** Per stage: SHA-256 of what its deciders are shown; a decision names it. */
  readonly seen: Readonly<Record<string, string>>;
  readonly documents: readonly HeldDocument[];
  readonly waivers: readonly Waiver[];
  /** What approvals were given on. */
  readonly conditions: readonly StandingCondition[];
  readonly incidents: readonly Incident[];
  readonly rejection: Rejection | null;
  readonly permit: PermitSummary | null;
  readonly deployment: { readonly cloudRegion: string; readonly at: Instant } | null;
  /** Set while an operator has stopped the case or a stage it is in; it then takes no decisions. */
  readonly paused: Pause | null;
  /** Events the case takes now from people. */
  readonly possible: readonly CaseEventType[];
  /** Sequence number and hash (hex) of the case's last journal event; `seq` grows with every change. */
  readonly seq: number;
  readonly tail: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** One line of a list of cases. */
export interface CaseListItem {
  readonly id: string;
  readonly requestId: string;
  readonly region: string;
  readonly model: { readonly name: string; readonly version: string };
  readonly requester: string;
  readonly status: CaseStatus;
  readonly stages: readonly string[];
  readonly outcome: Outcome;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Hand it back to read on; null at the end. */
  readonly nextCursor: string | null;
}

/** Somebody who said, or was told, that they are on a task. */
interface TaskHolder {
  readonly person: string;
  readonly since: Instant;
  /** Themselves where they took it. */
  readonly assignedBy: string;
}

export interface TaskView {
  /** Number of the task in its region. */
  readonly id: string;
  readonly caseId: string;
  readonly region: string;
  readonly key: string;
  readonly stage: string;
  readonly title: string;
  readonly factor: Factor;
  readonly kind: TaskKind;
  readonly role: string;
  readonly quorum: number;
  readonly given: number;
  readonly holders: readonly TaskHolder[];
  readonly model: { readonly name: string; readonly version: string };
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly closedAt: Instant | null;
  /** Why a review came before its time; null for every other task. */
  readonly because: NewerLaw | null;
  /** Before whom it was brought last because it is overdue. */
  readonly escalated: 'remind' | 'deputy' | 'lead' | null;
}

export interface DecisionView {
  readonly id: string;
  readonly caseId: string;
  readonly seq: number;
  readonly stage: string;
  readonly role: string;
  readonly kind: DecisionKind;
  readonly person: { readonly id: string; readonly name: string };
  /** Person whose place they took; null when they acted for themselves. */
  readonly standsInFor: string | null;
  readonly reason: string;
  readonly rule: string | null;
  readonly expiresAt: Instant | null;
  /** SHA-256 of what the person was shown; null for acts that bind to nothing shown (suspend, revoke). */
  readonly seen: string | null;
  readonly decidedAt: Instant;
  /** Journal event of the case that made this decision void; null while it stands. */
  readonly voidedSeq: number | null;
}

export const DECISION_KINDS = [
  'approve',
  'request_changes',
  'reject',
  'waive',
  'suspend',
  'resume',
  'revoke',
  'meet_condition',
  'uphold',
  'overturn',
  'report_done',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];
