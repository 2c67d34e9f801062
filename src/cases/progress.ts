import { type CaseContext, type CaseEvent, ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { StepResult, TimerStart } from '../../workflows/step-result.ts';
import { chained, type Occurrence, type Tail } from '../journal/journal.ts';
import type { CaseEntry, JournalEvent } from '../journal/journal.types.ts';
import type { CaseAssessment } from './assess-case.ts';

export type Voided = CaseContext['voided'][number];

/** What handling one event from outside adds up to, before any of it is written: the steps and their record. */
export class Progress {
  readonly events: JournalEvent[] = [];
  readonly voided: Voided[] = [];
  /** The last reading of the law, if one was needed. */
  assessed: CaseAssessment | null = null;
  readonly #timers = new Map<string, TimerStart | null>();
  #tail: Tail;

  constructor(
    readonly caseId: string,
    tail: Tail,
    /** One instant for everything that happens together. */
    readonly at: Instant,
  ) {
    this.#tail = tail;
  }

  get tail(): Tail {
    return this.#tail;
  }

  /** Takes in one event of the machine and what it led to. */
  took(event: CaseEvent, result: StepResult): void {
    const { type, by, at, ...payload } = event;
    this.record({ actor: by, at, entry: { type, payload } as CaseEntry });
    this.led(result);
  }

  /** Takes in what a step led to: the decisions it made void, the timers it stopped and started. */
  led(result: StepResult): void {
    this.voided.push(...result.context.voided);
    for (const id of result.timers.cancel) this.#timers.set(id, null);
    for (const timer of result.timers.start) this.#timers.set(timer.id, timer);
  }

  /** Writes down that a decision fell, and what differs from what it was made on. */
  recordVoided(payload: Extract<CaseEntry, { type: 'DECISION_VOIDED' }>['payload']): number {
    const entry = { type: 'DECISION_VOIDED', payload } as const;
    this.record({ actor: ENGINE_ACTOR, at: this.at, entry });
    return this.#tail.seq;
  }

  record(occurrence: Occurrence): void {
    const event = chained(this.caseId, this.#tail, occurrence);
    this.events.push(event);
    this.#tail = { seq: event.seq, hash: event.hash };
  }

  /** Timers to stop and to start, netted over all steps: the last word on an id counts. */
  get timers(): { readonly cancel: readonly string[]; readonly start: readonly TimerStart[] } {
    const all = [...this.#timers];
    return {
      cancel: all.flatMap(([id, timer]) => (timer === null ? [id] : [])),
      start: all.flatMap(([, timer]) => (timer === null ? [] : [timer])),
    };
  }
}
