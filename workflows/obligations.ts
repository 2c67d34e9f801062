/** What a case carries besides its approvals: conditions they were given on, incidents, a rejection. Pure data. */

import type { Duration, Instant } from './words.ts';

/** What an approval was given on: it falls, or the permit is suspended, when it is not met in time. */
export interface ApprovalCondition {
  readonly id: string;
  readonly text: string;
  /** Person id of whoever has to meet it. */
  readonly owner: string;
  readonly due: Instant;
}

export interface StandingCondition extends ApprovalCondition {
  /** The approval it belongs to: its decision, stage and role. */
  readonly decision: string;
  readonly stage: string;
  readonly role: string;
  /** Time from the approval to `due`. */
  readonly within: Duration;
  readonly met: { readonly by: string; readonly at: Instant; readonly decision: string } | null;
  readonly overdue: boolean;
}

/** What an authority has to be told of an incident, and by when. */
export interface IncidentDuty {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly due: Instant;
  /** `GDPR Art. 33(1)` */
  readonly citation: string;
}

export interface Incident {
  readonly id: string;
  readonly kind: string;
  readonly by: string;
  readonly at: Instant;
  /** When the organisation became aware of it: deadlines run from there. */
  readonly aware: Instant;
  readonly duties: readonly (IncidentDuty & {
    readonly within: Duration;
    readonly done: Instant | null;
  })[];
}

/** A rejection that can still be appealed against, or is. */
export interface Rejection {
  readonly decision: string;
  readonly stage: string;
  readonly by: string;
  readonly at: Instant;
  readonly appealed: Instant | null;
  /** The person whose place `by` took; absent when they acted for themselves. */
  readonly standsInFor?: string;
}
