import type pg from 'pg';
import { type AssessmentSummary, type CaseEvent, ENGINE_ACTOR } from '../../workflows/contract.ts';
import { dayOf } from '../../workflows/duration.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import type { CaseRow } from './case-row.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Progress } from './progress.ts';
import { assessStanding, type Settled, settle, takeStep } from './settle.ts';

/**
 * What is done because of what the law says. All else is taken whatever it says (a withdrawal, a suspension), or
 * makes the case be read again anyhow (another manifest, another paper).
 */
const DECIDED_BY_LAW: readonly CaseEvent['type'][] = [
  'APPROVED',
  'CHANGES_REQUESTED',
  'REJECTED',
  'FINDING_WAIVED',
  'RESUMED',
  'DEPLOYED',
  'PERMIT_ISSUED',
];

/** True when an event of this type must not rest on the law of an earlier day. */
export function isDecidedByLaw(type: CaseEvent['type']): boolean {
  return DECIDED_BY_LAW.includes(type);
}

/**
 * Reads the law as of the day of this change, where that is later than the case was read.
 *
 * @returns how the case stands then; null when the law says the same as when it was last read
 * @throws {PackPinError} the loaded law is not the one the case is pinned to
 */
export async function readLawOfDay(
  client: pg.ClientBase,
  parts: EngineParts,
  row: CaseRow,
  progress: Progress,
): Promise<Settled | null> {
  const { assessment: held, permit } = row.context;
  const day = dayOf(progress.at);
  if (!held || held.asOf >= day || (row.status !== 'open' && !permit)) return null;
  const { summary } = await assessStanding(client, parts, { ...row, asOf: day }, row.context);
  if (saysSame(held, summary)) return null;
  const event = { type: 'LAW_DATE', by: ENGINE_ACTOR, at: progress.at } as const;
  const told = takeStep(row, event, progress);
  const result = await settle(client, parts, row, told, progress);
  return { result, row: rowAfter(row, result) };
}

function rowAfter(row: CaseRow, { snapshot, context, status, stages }: Settled['result']): CaseRow {
  const { assessment } = context;
  return {
    ...row,
    snapshot,
    context,
    status,
    stages,
    outcome: assessment?.outcome ?? row.outcome,
    asOf: assessment?.asOf ?? row.asOf,
  };
}

/** True when nobody is shown anything else than before, and nothing else is asked of them. */
function saysSame(one: AssessmentSummary, other: AssessmentSummary): boolean {
  return said(one) === said(other);
}

function said({ outcome, findings, seen }: AssessmentSummary): string {
  return canonicalJson({ outcome, findings, seen });
}
