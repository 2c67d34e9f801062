import type { CaseEvent } from '../../workflows/contract.ts';
import type { StepResult } from '../../workflows/step-result.ts';
import type { MachineDefinition } from '../../workflows/registry.ts';
import { startCase, stepCase } from '../../workflows/step.ts';
import { isAside, type JournalEvent, type SubmittedPayload } from '../journal/journal.types.ts';

/** One journal event and where it left the case. */
export interface CaseStep {
  readonly event: JournalEvent;
  readonly after: StepResult;
}

/**
 * Walks a case's journal through its machine again, event by event: the way taken is worked out, not believed.
 *
 * @throws {Error} the journal tells a way that the machine does not go
 */
export function stepsOf(machine: MachineDefinition, events: readonly JournalEvent[]): CaseStep[] {
  const [first, ...rest] = events;
  if (first?.type !== 'SUBMITTED') throw new Error('the journal does not begin with SUBMITTED');
  const { input } = first.payload as unknown as SubmittedPayload;
  let after = startCase(machine, input, first.at);
  const steps = [{ event: first, after }];
  for (const event of rest) {
    if (!isAside(event.type)) after = next(machine, after, event);
    steps.push({ event, after });
  }
  return steps;
}

function next(machine: MachineDefinition, before: StepResult, event: JournalEvent): StepResult {
  const stored = {
    machineId: machine.id,
    machineVersion: machine.version,
    snapshot: before.snapshot,
  };
  const told = { type: event.type, by: event.actor, at: event.at, ...event.payload } as CaseEvent;
  const result = stepCase(machine, stored, told);
  if (!result) throw new Error(`the machine refuses event ${event.seq}, \`${event.type}\``);
  return result;
}
