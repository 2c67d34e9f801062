import type { CaseTransaction } from '../cases/case-transaction.ts';
import type { CaseView } from '../cases/case.views.ts';

/**
 * Does one kind of work that a case owes, in the transaction that also takes the job off the queue.
 *
 * The case is locked, and `view` says how it stands. What is done here commits together with the job's end, or not
 * at all; it may be called again after a failure.
 */
export type JobHandler = (tx: CaseTransaction, view: CaseView) => Promise<void>;

export interface JobClaim {
  readonly id: string;
  readonly kind: string;
  readonly caseId: string;
  /** This one included. */
  readonly attempts: number;
}
