import type { CaseTransaction } from '../cases/case-transaction.ts';
import type { CaseEngine } from '../cases/engine.ts';

/** A transaction that is open in one cell. */
export interface OpenCellWork {
  readonly engine: CaseEngine;
  readonly tx: CaseTransaction;
}

/**
 * Runs work with a transaction open in every cell; all of it is done before the first one commits.
 *
 * Cells share no commit: should one fail after another has committed, the same call with its idempotency key does
 * what is missing there and repeats nothing elsewhere.
 */
export async function acrossCells<T>(
  engines: readonly CaseEngine[],
  work: (open: readonly OpenCellWork[]) => Promise<T>,
  open: readonly OpenCellWork[] = [],
): Promise<T> {
  const [engine, ...rest] = engines;
  if (!engine) return work(open);
  return engine.transact((tx) => acrossCells(rest, work, [...open, { engine, tx }]));
}
