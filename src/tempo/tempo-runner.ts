import type { RegionGround } from './ground.ts';
import { project, type TempoCell } from './projection.ts';

export interface TempoRunnerOptions {
  readonly ground: RegionGround;
  /** Milliseconds between two looks; 500 unless said. */
  readonly everyMs?: number;
  readonly onFailure?: (error: unknown, what: string) => void;
}

/** Keeps the tempo of one cell up with its journal. Any number may run beside each other. */
export class TempoRunner {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = true;

  constructor(
    private readonly cell: TempoCell,
    private readonly options: TempoRunnerOptions,
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
    const { ground, everyMs = 500, onFailure } = this.options;
    try {
      await project(this.cell, ground);
    } catch (error) {
      onFailure?.(error, `tempo of ${this.cell.region}`);
    }
    if (!this.#stopped) this.#schedule(everyMs);
  }
}
