import type { Factor } from '../../workflows/words.ts';
import type { OpenTask, StepResult } from '../../workflows/step-result.ts';
import type { CaseStep } from '../cases/case-steps.ts';
import { plain } from './formats.ts';
import type { PackTempo, StageSpan, WaitingOn } from './pack-model.ts';

/** Where the time of a case went, from its steps alone. */
export function tempoOf(
  steps: readonly CaseStep[],
  factorOf: (stage: string) => Factor,
): PackTempo {
  const first = steps[0]?.event.at ?? '';
  const last = steps.at(-1)?.event.at ?? first;
  const permit = steps.find(({ event }) => event.type === 'PERMIT_ISSUED')?.event.at;
  const count = (type: string) => steps.filter(({ event }) => event.type === type).length;
  return {
    leadMs: Date.parse(permit ?? last) - Date.parse(first),
    spans: spansOf(steps, last, factorOf),
    waiting: waitingOf(steps),
    amendments: count('AMENDED'),
    voidedDecisions: count('DECISION_VOIDED'),
  };
}

function spansOf(
  steps: readonly CaseStep[],
  end: string,
  factorOf: (stage: string) => Factor,
): StageSpan[] {
  const spans: StageSpan[] = [];
  const open = new Map<string, string>();
  const close = (stage: string, leftAt: string | null) => {
    const enteredAt = open.get(stage) ?? end;
    open.delete(stage);
    const ms = Date.parse(leftAt ?? end) - Date.parse(enteredAt);
    spans.push({ stage, title: titled(stage), factor: factorOf(stage), enteredAt, leftAt, ms });
  };
  for (const { event, after } of steps) {
    for (const stage of open.keys()) if (!after.stages.includes(stage)) close(stage, event.at);
    for (const stage of after.stages) if (!open.has(stage)) open.set(stage, event.at);
  }
  for (const stage of open.keys()) close(stage, null);
  return spans.toSorted((a, b) => a.enteredAt.localeCompare(b.enteredAt, 'en'));
}

function waitingOf(steps: readonly CaseStep[]): PackTempo['waiting'] {
  const sums = new Map<string, { on: WaitingOn; role: string; ms: number }>();
  for (const [index, { event, after }] of steps.entries()) {
    const next = steps[index + 1];
    if (!next) break;
    const ms = Date.parse(next.event.at) - Date.parse(event.at);
    for (const [key, who] of turnsOf(after)) {
      const sum = sums.get(key) ?? { ...who, ms: 0 };
      sum.ms += ms;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].filter(({ ms }) => ms > 0).toSorted((a, b) => b.ms - a.ms);
}

/** Whose turn it is, once each however many tasks they have. */
function turnsOf({ tasks }: StepResult): ReadonlyMap<string, { on: WaitingOn; role: string }> {
  return new Map(
    tasks.map((task) => [`${waitsOn(task)} ${task.role}`, { on: waitsOn(task), role: task.role }]),
  );
}

function waitsOn({ kind, role }: OpenTask): WaitingOn {
  if (kind === 'machine' || role === 'carnet') return 'machine';
  if (kind === 'audit') return 'auditor';
  return kind === 'supply' || kind === 'amend' || kind === 'deploy' ? 'team' : 'officer';
}

function titled(stage: string): string {
  const words = plain(stage);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
