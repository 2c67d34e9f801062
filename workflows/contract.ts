/**
 * What every region's machine and the engine agree on. Pure: no Nest, no database, no clock, no policy code.
 *
 * A machine never reads a rule. It sees findings as summaries, made by the engine's assessment and carried in by
 * the `ASSESSED` event, and it waits whenever the assessment it holds does not speak of what the case holds now.
 */

import type {
  ApprovalCondition,
  Incident,
  IncidentDuty,
  Rejection,
  StandingCondition,
} from './obligations.ts';
import type { RouteSettings } from './settings.ts';
import type { Duration, Factor, Instant, TaskKind } from './words.ts';

/** `meta` of a state node that a person would name. Drives tasks, pages, tempo and the evidence pack. */
export interface StageMeta {
  readonly stage: string;
  /** For people: `Data protection officer's opinion`. */
  readonly title: string;
  readonly factor: Factor;
  /** Whose turn it is while this node is active. */
  readonly task?: TaskMeta;
}

export interface TaskMeta {
  readonly kind: TaskKind;
  /**
   * A role (`requester`, `dpo`, …); `signatories` stands for every role in `stages[stage].needs`;
   * `carnet` means the engine itself owes the next step.
   */
  readonly role: string;
  readonly due: Duration;
}

/** One finding as a machine sees it. `not_applicable` never comes in. */
export interface FindingSummary {
  readonly rule: string;
  readonly stage: string;
  readonly finding: 'blocked' | 'unknown' | 'open' | 'warning' | 'upcoming' | 'exempt' | 'met';
  readonly effect: string;
  /** Roles whose approval this rule asks for, given or not. */
  readonly approvals: readonly string[];
  /** True when nothing but approvals is missing: the team has done its part. */
  readonly awaitsOnlyApprovals: boolean;
  /** Who may waive it, for how long at most; absent: a compliance officer, for any time. */
  readonly waiver?: { readonly by: readonly string[]; readonly atMost: Duration | null };
}

export interface AssessmentSummary {
  /** SHA-256 of the assessment's canonical JSON. */
  readonly hash: string;
  /** Identity of the inputs it speaks of: `inputsKey(context)` at the time. */
  readonly inputs: string;
  /** Day of the law that was read, ISO date. */
  readonly asOf: string;
  /** First day after it on which the same case may be judged otherwise, ISO date; null when none is known. */
  readonly nextChange: string | null;
  readonly outcome: 'blocked' | 'unknown' | 'conditional' | 'allowed';
  readonly findings: readonly FindingSummary[];
  /**
   * Per stage, the SHA-256 of what its deciders are shown (facts, findings apart from approvals, documents).
   * A decision binds to it. Every stage that takes decisions has an entry; `sightOfWaiver` names one more.
   */
  readonly seen: Readonly<Record<string, string>>;
}

/** A standing approval; it is dropped (and named in `voided`) when what it saw changes. */
export interface StandingApproval {
  readonly decision: string;
  readonly by: string;
  readonly role: string;
  readonly seen: string;
  readonly at: Instant;
  /** The person whose place `by` took; absent when they acted for themselves. */
  readonly standsInFor?: string;
}

/** A role and how many distinct people of it must approve. */
export interface Need {
  readonly role: string;
  readonly quorum: number;
  /** True when this is the role's own stage: once met, the role's approval is held as evidence. */
  readonly own: boolean;
}

/** A reviewer's request for changes; it stands until the manifest or a document changes. */
interface ChangesRequest {
  readonly decision: string;
  /** The stage that asked; what a stage after the assessment asks for is worked in under documentation. */
  readonly stage: string;
  readonly by: string;
  readonly role: string;
  readonly at: Instant;
  /** `materialKey(context)` when it was made. */
  readonly material: string;
  /** Rules whose findings it is about; absent when it is about the stage as a whole. */
  readonly findings?: readonly string[];
}

export interface StageRecord {
  readonly needs: readonly Need[];
  readonly approvals: readonly StandingApproval[];
  readonly changes: ChangesRequest | null;
  /** True when the route let this stage pass without a decision because nothing asks for one. */
  readonly skipped: boolean;
}

export interface Waiver {
  readonly rule: string;
  readonly decision: string;
  readonly by: string;
  /** The person whose place `by` took; absent when they acted for themselves. */
  readonly standsInFor?: string;
  readonly role: string;
  readonly expires: Instant;
  /** Stage whose deciders see the finding, and what they were shown when it was waived. */
  readonly stage: string;
  readonly seen: string;
}

export interface HeldDocument {
  readonly document: string;
  readonly sha256: string;
  readonly evidence: string;
}

export interface PermitSummary {
  readonly id: string;
  readonly sha256: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

export interface CaseInput {
  readonly caseId: string;
  readonly region: string;
  readonly requester: string;
  /** Person ids that built, own or validate-for-the-team this model: they decide nothing on it. */
  readonly team: readonly string[];
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  readonly documents: readonly HeldDocument[];
  readonly settings: RouteSettings;
}

export interface CaseContext extends CaseInput {
  /** Identity of the law the case was moved to; absent while it stands on the one it was submitted under. */
  readonly law?: string;
  /** People who were of the team before an amendment: what they helped to build they do not decide on. */
  readonly formerTeam: readonly string[];
  readonly assessment: AssessmentSummary | null;
  /** Day on which the law has to be read again, ISO date; null while the reading held will do. */
  readonly lawDay: string | null;
  readonly stages: Readonly<Record<string, StageRecord>>;
  readonly waivers: readonly Waiver[];
  /** Decisions the last event made void, with the stage they were made in; replaced at every event. */
  readonly voided: readonly {
    readonly decision: string;
    readonly stage: string;
    readonly by: string;
  }[];
  /** Why the permit that the case has earned could not be given; null otherwise. */
  readonly permitFailure: string | null;
  readonly permit: PermitSummary | null;
  readonly deployment: { readonly cloudRegion: string; readonly at: Instant } | null;
  /** When the next periodic review falls due; null before the deployment. */
  readonly reviewDue: Instant | null;
  /** Absent until there was one; machines of version 1 know none of these. */
  readonly conditions?: readonly StandingCondition[];
  readonly incidents?: readonly Incident[];
  readonly rejection?: Rejection | null;
}

/** One frozen text of law, as the journal names it. */
interface LawPin {
  readonly pack: string;
  readonly version: string;
  readonly sha256: string;
}

interface ByPerson {
  readonly by: string;
  readonly at: Instant;
}
interface ByRole extends ByPerson {
  /** The role in which the person acts; the engine has checked that they hold it in this region. */
  readonly role: string;
  /** Id of the decision row that goes with this event. */
  readonly decision: string;
  readonly reason: string;
  /** The person who holds the role and whose place `by` takes while they are away. */
  readonly standsInFor?: string;
}

export type CaseEvent =
  | (ByPerson & { readonly type: 'ASSESSED'; readonly assessment: AssessmentSummary })
  | (ByPerson & {
      readonly type: 'AMENDED';
      readonly manifest: string;
      /** The team as this manifest names it. */
      readonly team: readonly string[];
    })
  | (ByPerson & { readonly type: 'EVIDENCE_ADDED'; readonly document: HeldDocument })
  | (ByRole & {
      readonly type: 'APPROVED';
      readonly stage: string;
      readonly seen: string;
      readonly conditions?: readonly ApprovalCondition[];
    })
  | (ByRole & {
      readonly type: 'CHANGES_REQUESTED';
      readonly stage: string;
      readonly seen: string;
      /** Rules whose findings it is about. */
      readonly findings?: readonly string[];
    })
  | (ByRole & { readonly type: 'REJECTED'; readonly stage: string; readonly seen: string })
  | (ByRole & { readonly type: 'FINDING_WAIVED'; readonly rule: string; readonly expires: Instant })
  | (ByRole & { readonly type: 'CONDITION_MET'; readonly condition: string })
  | (ByPerson & { readonly type: 'APPEALED'; readonly reason: string })
  | (ByRole & { readonly type: 'REJECTION_UPHELD' })
  | (ByRole & { readonly type: 'REJECTION_OVERTURNED' })
  | (ByPerson & {
      readonly type: 'INCIDENT_REPORTED';
      readonly incident: string;
      readonly kind: string;
      readonly reason: string;
      readonly aware: Instant;
      readonly duties: readonly IncidentDuty[];
    })
  | (ByRole & {
      readonly type: 'INCIDENT_DUTY_DONE';
      readonly incident: string;
      readonly duty: string;
    })
  // What runs no longer does what was approved, as the deployment side measured it.
  | (ByPerson & {
      readonly type: 'DRIFT_REPORTED';
      readonly metric: string;
      readonly value: number;
      readonly threshold: number;
      readonly reason: string;
    })
  | (ByRole & { readonly type: 'SUSPENDED' })
  | (ByRole & { readonly type: 'RESUMED' })
  | (ByRole & { readonly type: 'REVOKED' })
  | (ByPerson & { readonly type: 'PERMIT_ISSUED'; readonly permit: PermitSummary })
  // Issuing was tried more than once in vain; it goes on being tried.
  | (ByPerson & { readonly type: 'PERMIT_FAILED'; readonly error: string })
  | (ByPerson & { readonly type: 'DEPLOYED'; readonly cloudRegion: string })
  | (ByPerson & { readonly type: 'RETIRED'; readonly reason: string })
  | (ByPerson & { readonly type: 'WITHDRAWN'; readonly reason: string })
  // An open case is moved to a newer text of its law: the assessment and what it said no longer hold.
  | (ByPerson & {
      readonly type: 'PACK_CHANGED';
      /** Identity of the pins. */
      readonly law: string;
      readonly packs: readonly LawPin[];
      /** Rules that read differently from now on. */
      readonly rules: readonly string[];
      readonly settings: RouteSettings;
    })
  // Fired by durable timers (`raise` with a delay and an id in the machine).
  | (ByPerson & {
      readonly type: 'REVIEW_DUE';
      readonly because?: NewerLaw;
    })
  | (ByPerson & { readonly type: 'REVIEW_MISSED' })
  // A day has come on which the law may say something else: it is read as of the event's own (UTC) day.
  | (ByPerson & { readonly type: 'LAW_DATE' })
  | (ByPerson & { readonly type: 'PERMIT_EXPIRED' })
  | (ByPerson & { readonly type: 'WAIVER_EXPIRED'; readonly rule: string })
  | (ByPerson & { readonly type: 'CONDITION_OVERDUE'; readonly condition: string })
  | (ByPerson & { readonly type: 'APPEAL_LAPSED' });

/** Why a review comes before its time: a newer text of the law finds otherwise. */
export interface NewerLaw {
  readonly packs: readonly LawPin[];
  /** Rules that newly stand in the way. */
  readonly rules: readonly string[];
  /** Pins that the case keeps. This and the differences are absent in what was journaled before 2026-12. */
  readonly from?: readonly LawPin[];
  /** What the two find otherwise, rule by rule. */
  readonly differences?: readonly LawDifference[];
}

/** What one rule finds under the law that a case is pinned to, and under a newer one; null where it concerns nobody. */
export interface LawDifference {
  readonly rule: string;
  readonly title: string;
  readonly citation: string;
  readonly before: FoundUnderLaw | null;
  readonly after: FoundUnderLaw | null;
}

export interface FoundUnderLaw {
  readonly version: number;
  readonly finding: string;
  /** Documents, roles and facts. */
  readonly missing: readonly string[];
}

export type CaseEventType = CaseEvent['type'];

/** Events that only the engine may send; an event from outside with one of these types is refused. */
export const ENGINE_EVENTS: readonly CaseEventType[] = [
  'ASSESSED',
  'PACK_CHANGED',
  'PERMIT_ISSUED',
  'PERMIT_FAILED',
  'LAW_DATE',
  'REVIEW_DUE',
  'REVIEW_MISSED',
  'PERMIT_EXPIRED',
  'WAIVER_EXPIRED',
  'CONDITION_OVERDUE',
  'APPEAL_LAPSED',
];

/** The actor of every step the engine takes by itself. */
export const ENGINE_ACTOR = 'carnet';
