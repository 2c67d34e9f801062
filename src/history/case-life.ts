import type { CaseView, TaskView } from '../cases/case.views.ts';
import type { PlannedRequest } from './plan.ts';
import type { Slowing } from './history-script.ts';

/** What is remembered of one case while its history is played. */
export class CaseLife {
  /** By task id: who has it booked and has not acted yet. */
  readonly #booked = new Map<string, Set<string>>();
  readonly #changesAsked = new Map<string, number>();
  readonly #once = new Set<string>();

  constructor(
    readonly caseId: string,
    readonly region: string,
    readonly request: string,
    readonly plan: PlannedRequest,
  ) {}

  /** How many people are still to be found for a task. */
  wanted(task: TaskView): number {
    return task.quorum - task.given - this.#of(task.id).size;
  }

  book(task: TaskView, person: string): void {
    this.#of(task.id).add(person);
  }

  unbook(task: TaskView, person: string): void {
    this.#of(task.id).delete(person);
  }

  /** Who may not take this task: builders, who gave their approval already, and who is about to. */
  busy(task: TaskView, view: CaseView): readonly string[] {
    const given = view.stageRecords[task.stage]?.approvals.map(({ by }) => by) ?? [];
    return [...view.team, ...given, ...this.#of(task.id)];
  }

  /** True the first time it is asked. */
  first(what: string): boolean {
    const fresh = !this.#once.has(what);
    this.#once.add(what);
    return fresh;
  }

  /** What slows this request in this way, anywhere or in one stage. */
  slowing(how: Slowing['how'], stage?: string): Slowing | undefined {
    return this.plan.weaknesses
      .map(({ slows }) => slows)
      .find((slows) => slows.how === how && (stage === undefined || slows.stage === stage));
  }

  /** Why a decider of this stage asks for changes now; each asking counts. */
  changesToAsk(stage: string): string | undefined {
    const found = this.slowing('changes_asked', stage);
    const asked = this.#changesAsked.get(stage) ?? 0;
    if (!found || asked >= (found.times ?? 1)) return undefined;
    this.#changesAsked.set(stage, asked + 1);
    return found.reason ?? '';
  }

  /** Working days the team takes longer over a turn that answers these changes, or states facts. */
  longerTurn(task: TaskView, view: CaseView): number {
    let days = this.slowing('slow_team')?.days ?? 0;
    if (task.stage === 'scoping') days += this.slowing('slow_facts')?.days ?? 0;
    for (const [stage, { changes }] of Object.entries(view.stageRecords))
      if (changes !== null) days += this.slowing('changes_asked', stage)?.days ?? 0;
    return days;
  }

  #of(task: string): Set<string> {
    const known = this.#booked.get(task) ?? new Set();
    this.#booked.set(task, known);
    return known;
  }
}
