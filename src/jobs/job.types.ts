import type { CaseTransaction } from '../cases/case-transaction.ts';
import type { CaseView } from '../cases/case.views.ts';

/**
 * Does one kind of work that a case owes, in the transaction that also takes the job off the queue.
 *
 * The case is locked, and `view` says how it stands. What is done here commits together with the job's end, or not
 * at all; it may be called again after a failure.
 */
export type JobHandler = (tx: CaseTransaction, view: CaseView, job: JobClaim) => Promise<void>;

/**
 * Does one kind of work outside the database, such as a webhook.
 *
 * It is called at least once and perhaps again with the same `key`: what it sends bears an id made from that key, by
 * which the receiver tells a repetition. It throws to be tried again, `GiveUpError` to be left to a person at once.
 */
export type OutsideHandler = (job: JobClaim) => Promise<void>;

export interface JobClaim {
  readonly id: string;
  readonly kind: string;
  /** What there is one of per kind; stable over retries. */
  readonly key: string;
  /** Null for work that belongs to no case. */
  readonly caseId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  /** This one included. */
  readonly attempts: number;
}

/** Trying again would not help: the job goes to the dead letters at once. */
export class GiveUpError extends Error {}
