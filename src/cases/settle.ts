import type pg from 'pg';
import { type CaseContext, type CaseEvent, ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { StepResult } from '../../workflows/step-result.ts';
import { dayOf } from '../../workflows/duration.ts';
import { needsAssessment } from '../../workflows/inputs.ts';
import { possibleEvents, stepCase } from '../../workflows/step.ts';
import { assessCase, type CaseAssessment } from './assess-case.ts';
import type { CaseRow } from './case-row.ts';
import { EventRefusedError } from './cases.errors.ts';
import { type EngineParts, machineOf } from './engine-parts.ts';
import { lawFor } from './older-law.ts';
import type { Difference } from '../journal/journal.types.ts';
import type { Progress } from './progress.ts';
import { differencesBetween, shownToDecider } from './shown.ts';

/** A case that has come to rest inside a transaction, before anything is written. */
export interface Settled {
  readonly row: CaseRow;
  readonly result: StepResult;
}

/** What stands of a case between two steps; `asOf` is the day of the law that it was read by. */
export type Standing = Pick<CaseRow, 'id' | 'machineId' | 'machineVersion' | 'packs' | 'asOf'>;

const FINAL: readonly string[] = ['rejected', 'withdrawn', 'revoked', 'expired', 'retired'];

/** One reading answers one change; a case that asks again and again would never answer the person who waits. */
const MOST_READINGS = 8;

/**
 * Takes one step and records it.
 *
 * @throws {EventRefusedError} the case does not take the event where it stands
 */
export function takeStep(row: CaseRow, event: CaseEvent, progress: Progress): StepResult {
  const stored = {
    machineId: row.machineId,
    machineVersion: row.machineVersion,
    snapshot: row.snapshot,
  };
  const result = stepCase(machineOf(row), stored, event);
  if (result === null) {
    const possible = possibleEvents(machineOf(row), stored);
    throw new EventRefusedError(event.type, row.stages, possible, row.status);
  }
  progress.took(event, result);
  return result;
}

/** Reads the law of the day for as long as the case asks for it, so that it never rests on an outdated reading. */
export async function settle(
  client: pg.ClientBase,
  parts: EngineParts,
  standing: Standing,
  first: StepResult,
  progress: Progress,
): Promise<StepResult> {
  const today = { ...standing, asOf: dayOf(progress.at) };
  let result = first;
  for (let reading = 0; isUnsettled(result); reading += 1) {
    if (reading === MOST_READINGS) throw new Error(`case \`${standing.id}\` does not come to rest`);
    // oxlint-disable-next-line no-await-in-loop -- each reading follows from the step before
    const assessed = await assessStanding(client, parts, today, result.context);
    progress.assessed = assessed;
    const event = {
      type: 'ASSESSED',
      by: ENGINE_ACTOR,
      at: progress.at,
      assessment: assessed.summary,
    } as const;
    const { machineId, machineVersion } = standing;
    const stored = { machineId, machineVersion, snapshot: result.snapshot };
    const next = stepCase(machineOf(standing), stored, event);
    if (next === null) throw new Error(`case \`${standing.id}\` asks for a reading and refuses it`);
    progress.took(event, next);
    result = next;
  }
  return result;
}

/** Reads the law for a case in a given context. */
export async function assessStanding(
  client: pg.ClientBase | pg.Pool,
  parts: EngineParts,
  standing: Standing,
  context: CaseContext,
): Promise<CaseAssessment> {
  const facts = await parts.facts.factsOf(client, context.manifest);
  const { packs, asOf } = standing;
  return assessCase(lawFor(parts.law, packs), {
    facts,
    context,
    packs,
    asOf,
    stages: machineOf(standing).decisionStages,
  });
}

/**
 * Journals every decision that fell on the way, with what differs from what it was made on.
 *
 * @param row the case as it was before all of it
 */
export async function recordVoided(
  client: pg.ClientBase,
  parts: EngineParts,
  row: CaseRow,
  { context }: StepResult,
  progress: Progress,
): Promise<{ id: string; seq: number }[]> {
  const now = progress.assessed;
  if (progress.voided.length === 0) return [];
  const before = await assessStanding(client, parts, row, row.context);
  const factsBefore = await parts.facts.factsOf(client, before.matter.manifest);
  const factsNow = now ? await parts.facts.factsOf(client, now.matter.manifest) : factsBefore;
  return progress.voided.map(({ decision, stage, by }) => {
    const differences = differencesBetween(
      { shown: shownToDecider(before.matter, stage), facts: factsBefore },
      { shown: shownToDecider((now ?? before).matter, stage), facts: factsNow },
    );
    return {
      id: decision,
      seq: progress.recordVoided({
        decision,
        stage,
        person: by,
        differences: [...joined(row.context, context, by), ...differences],
      }),
    };
  });
}

/** Whoever decided is of the team now: nobody's decision on their own work stands. */
function joined(before: CaseContext, after: CaseContext, person: string): Difference[] {
  const isNew = after.team.includes(person) && !before.team.includes(person);
  return isNew ? [{ path: `team.${person}`, after: 'of the team' }] : [];
}

function isUnsettled({ context, status }: StepResult): boolean {
  return !FINAL.includes(status) && needsAssessment(context);
}
