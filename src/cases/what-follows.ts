import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { StepResult } from '../../workflows/step-result.ts';
import { possibleEvents } from '../../workflows/step.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import type { Outcome } from '../policy/policy.types.ts';
import type { CaseRow } from './case-row.ts';
import type { CaseChange, NewDecision } from './case-write.ts';
import type { CaseView } from './case.views.ts';
import { machineOf } from './engine-parts.ts';
import { isDecision, KIND_OF, type PersonEvent } from './person-event.ts';
import type { Progress } from './progress.ts';
import { toView } from './to-view.ts';

/** How the answer to a call is kept. */
export interface Answering {
  /** Makes the call repeatable; the answer is kept in the same transaction. */
  readonly idempotency?: IdempotentCall;
  /** HTTP status that is kept with the answer; 200 unless said. */
  readonly status?: number;
  /** What is kept as the answer; the view itself unless said. */
  readonly respond?: (view: CaseView) => unknown;
}

/** What the engine owes a case by itself; the machine says so by a task of `carnet` in the stage. */
export function owedJobs(result: StepResult): CaseChange['jobs'] {
  const owed = result.tasks.some(({ role, stage }) => role === ENGINE_ACTOR && stage === 'permit');
  return owed ? [{ kind: 'issue-permit', payload: {} }] : [];
}

/** The case's view once a change is written. */
export function viewAfter(row: CaseRow, result: StepResult, progress: Progress): CaseView {
  const { context, snapshot, status, stages } = result;
  const { seq, hash } = progress.tail;
  const outcome: Outcome = context.assessment?.outcome ?? row.outcome;
  const asOf = context.assessment?.asOf ?? row.asOf;
  const after = { ...row, context, snapshot, status, stages, outcome, asOf, seq, tail: hash };
  return toView({ ...after, updatedAt: progress.at }, possibleEvents(machineOf(row), after));
}

const ENDS_PERMIT: readonly string[] = ['revoked', 'withdrawn', 'rejected', 'retired'];

/** The permit that ends with this change; null when none does. */
export function revokedPermit(row: CaseRow, result: StepResult): string | null {
  const held = row.context.permit?.id ?? null;
  const stands = result.context.permit?.id === held && !ENDS_PERMIT.includes(result.status);
  return stands ? null : held;
}

/** The answer that is kept for a call that may come again. */
export function answerOf(view: CaseView, options: Answering | undefined): CaseChange['answer'] {
  if (!options?.idempotency) return null;
  const { idempotency, status, respond } = options;
  return { ...idempotency, status: status ?? 200, response: respond ? respond(view) : view };
}

/** The decision that a person's event leaves behind; null for acts that are none. */
export function decisionRow(
  event: PersonEvent,
  by: {
    readonly decision: string;
    readonly person: string;
    readonly seq: number;
    readonly standsInFor?: string | undefined;
  },
): NewDecision | null {
  if (!isDecision(event)) return null;
  const { stage, role, reason, type } = event;
  const waived = event.type === 'FINDING_WAIVED' ? event : null;
  return {
    id: by.decision,
    seq: by.seq,
    stage,
    role,
    kind: KIND_OF[type],
    person: by.person,
    standsInFor: by.standsInFor ?? null,
    reason,
    rule: waived?.rule ?? null,
    expires: waived?.expires ?? null,
    seen: 'seen' in event ? event.seen : null,
  };
}
