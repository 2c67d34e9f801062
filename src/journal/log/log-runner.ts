import type pg from 'pg';
import type { Instant } from '../../../workflows/words.ts';
import type { LogKey } from './log-key.ts';
import { sequence } from './sequencer.ts';

export interface LogRunnerOptions {
  readonly key: LogKey;
  readonly now: () => Instant;
  /** Milliseconds between two looks; 1000 unless said. No event waits longer for a signed checkpoint than about two. */
  readonly everyMs?: number;
  readonly onFailure?: (error: unknown, what: string) => void;
}

/**
 * Keeps the log of one cell up with its journal. Any number may run beside each other.
 *
 * Apart from the other runners: no job that hangs keeps events from being signed for.
 */
export class LogRunner {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = true;

  constructor(
    private readonly cell: { readonly region: string; readonly pool: pg.Pool },
    private readonly options: LogRunnerOptions,
  ) {}

  start(): void {
    this.#stopped = false;
    this.#schedule(0);
  }

  /** Begins no more; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, ms);
    // Waiting for work is no reason for a process to stay alive.
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    const { key, now, everyMs = 1000, onFailure } = this.options;
    try {
      await sequence(this.cell, key, now);
    } catch (error) {
      onFailure?.(error, `log of ${this.cell.region}`);
    }
    if (!this.#stopped) this.#schedule(everyMs);
  }
}
