import type { CaseEvent } from '../../workflows/contract.ts';
import type { StepResult } from '../../workflows/step-result.ts';
import type { MachineDefinition } from '../../workflows/registry.ts';
import { startCase, stepCase } from '../../workflows/step.ts';
import { isAside, type JournalEvent, type SubmittedPayload } from '../journal/journal.types.ts';

/** The journal of a case does not tell a way that its machine can go. */
export class ReplayError extends Error {
  readonly code = 'ERR_REPLAY';
}

/**
 * Works out a case's state from its journal alone.
 *
 * Pure; what comes out must equal the stored snapshot, or one of the two was tampered with.
 *
 * @param events all events of one case in order
 * @throws {ReplayError} the events do not begin with a submission to this machine, or one of them is not taken
 */
export function replayCase(
  machine: MachineDefinition,
  events: readonly JournalEvent[],
): StepResult {
  const [first, ...rest] = events;
  if (first?.type !== 'SUBMITTED')
    throw new ReplayError('the journal does not begin with SUBMITTED');
  const submitted = first.payload as unknown as SubmittedPayload;
  if (submitted.machine.id !== machine.id || submitted.machine.version !== machine.version) {
    throw new ReplayError(`the case went by machine \`${submitted.machine.id}\``);
  }
  let result = startCase(machine, submitted.input, first.at);
  for (const event of rest) {
    if (isAside(event.type)) continue;
    result = taken(machine, result, event);
  }
  return result;
}

function taken(machine: MachineDefinition, before: StepResult, event: JournalEvent): StepResult {
  const { id, version } = machine;
  const stored = { machineId: id, machineVersion: version, snapshot: before.snapshot };
  const told = { type: event.type, by: event.actor, at: event.at, ...event.payload };
  const next = stepCase(machine, stored, told as CaseEvent);
  if (next === null)
    throw new ReplayError(`the machine refuses event ${event.seq}, \`${event.type}\``);
  return next;
}
