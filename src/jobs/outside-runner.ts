import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { assertClock } from './clock-check.ts';
import { whileRenewing } from './heartbeat.ts';
import { buryJob, claimJobs, endJob, postponeJob } from './job-queue.ts';
import { GiveUpError, type JobClaim, type OutsideHandler } from './job.types.ts';

/** After so many tries, the last of them minutes apart, a person has to look. */
const TRIES = 12;
const AT_ONCE = 4;

export interface OutsideRunnerOptions {
  readonly handlers: Readonly<Record<string, OutsideHandler>>;
  readonly now: () => Instant;
  /** Milliseconds between two looks; 1000 unless said. */
  readonly everyMs?: number;
  /** Holds this process's clock against the database's before every look. */
  readonly checkClock?: boolean;
  /** Work done once, before the first look. */
  readonly begin?: () => Promise<void>;
  /** Work done before every look, such as making jobs of what the journal says. */
  readonly first?: () => Promise<void>;
  /** Hears when a job went to the dead letters. */
  readonly onDead?: (job: JobClaim, error: unknown) => Promise<void>;
  readonly onFailure?: (error: unknown, what: string) => void;
}

/**
 * Does what a cell owes outside its database, a few at once: each job at least once, by one process at a time.
 *
 * Apart from `JobRunner`, so that no webhook that hangs holds up a timer.
 */
export class OutsideRunner {
  readonly #worker = randomUUID();
  readonly #options: OutsideRunnerOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = true;
  #begun = false;

  constructor(
    private readonly pool: pg.Pool,
    options: OutsideRunnerOptions,
  ) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#schedule(0);
  }

  /** Starts no more work; resolves when the work at hand is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** One look: true when it found work that succeeded. */
  async runDue(): Promise<boolean> {
    const { handlers, now, checkClock, first } = this.#options;
    if (checkClock === true) await assertClock(this.pool, now);
    await first?.();
    const kinds = Object.keys(handlers);
    const jobs = await claimJobs(this.pool, now(), { worker: this.#worker, kinds });
    const ids = new Set(jobs.map(({ id }) => id));
    const waiting = [...jobs];
    let done = 0;
    const lane = async (): Promise<void> => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        // oxlint-disable-next-line no-await-in-loop -- a lane does one after the other
        if (await this.#run(job)) done += 1;
        ids.delete(job.id);
      }
    };
    await whileRenewing(this.pool, { worker: this.#worker, ids }, async () => {
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    });
    return done > 0;
  }

  /** Does everything that is due now. */
  async drain(): Promise<void> {
    for (let busy = true; busy;) {
      // oxlint-disable-next-line no-await-in-loop -- what one look does decides whether there is another
      busy = await this.runDue();
    }
  }

  async #run(job: JobClaim): Promise<boolean> {
    try {
      await this.#options.handlers[job.kind]?.(job);
      await endJob(this.pool, job.id, this.#worker);
      return true;
    } catch (error) {
      this.#fail(error, `job ${job.kind} ${job.key}`);
      // The database may be what failed: then the lease runs out by itself.
      await this.#putBack(job, error).catch((second: unknown) => this.#fail(second, 'putting off'));
      return false;
    }
  }

  async #putBack(job: JobClaim, error: unknown): Promise<void> {
    const failure = { error, now: this.#options.now(), worker: this.#worker };
    if (!(error instanceof GiveUpError) && job.attempts < TRIES) {
      return postponeJob(this.pool, job, failure);
    }
    await buryJob(this.pool, job, failure);
    await this.#options.onDead?.(job, error);
  }

  #fail(error: unknown, what: string): void {
    this.#options.onFailure?.(error, what);
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, ms);
    // Waiting for work is no reason for a process to stay alive.
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    let busy = false;
    try {
      if (!this.#begun) await this.#options.begin?.();
      this.#begun = true;
      busy = await this.runDue();
    } catch (error) {
      this.#fail(error, 'poll');
    }
    if (!this.#stopped) this.#schedule(busy ? 0 : (this.#options.everyMs ?? 1000));
  }
}
