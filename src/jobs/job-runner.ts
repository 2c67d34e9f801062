import { randomUUID } from 'node:crypto';
import { type CaseEvent, ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { EventRefusedError } from '../cases/cases.errors.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { DomainError } from '../common/domain-error.ts';
import { dueTimers, fireTimer, postponeTimer } from './due-timers.ts';
import type { JobClaim, JobHandler } from './job.types.ts';
import { forgetAnswers } from './forget-answers.ts';
import { assertClock } from './clock-check.ts';
import { whileRenewing } from './heartbeat.ts';
import { buryJob, claimJobs, endJob, postponeJob, releaseJob } from './job-queue.ts';

/** How often a job may fail before people are told: it has been tried for half a minute by then. */
const TRIES_IN_SILENCE = 6;

/** After so many tries, more than an hour, a job is left to a person. */
const TRIES = 20;

const FORGET_EVERY_MS = 10 * 60_000;

export interface JobRunnerOptions {
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Milliseconds between two looks at the queue when nobody kicks; 1000 unless said. */
  readonly everyMs?: number;
  /** Holds this process's clock against the database's before every look; not where a test moves the clock. */
  readonly checkClock?: boolean;
  /** Work done before every look, such as queueing what has fallen due. */
  readonly first?: (now: Instant) => Promise<void>;
  /** Hears of every failure; the job itself is kept and tried again. */
  readonly onFailure?: (error: unknown, what: string) => void;
}

/**
 * Does what one cell owes: jobs that are due, timers that have run out. Any number may run beside each other.
 *
 * A timer fires at most a poll late; a job runs at once after the commit that queued it in this process, and at the
 * next poll of any process otherwise.
 */
export class JobRunner {
  readonly #options: Required<JobRunnerOptions>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  readonly #worker = randomUUID();
  #stopped = true;
  /** Milliseconds since 1970, by the engine's clock. */
  #forgetAt = 0;

  constructor(
    private readonly engine: CaseEngine,
    options: JobRunnerOptions,
  ) {
    this.#options = {
      everyMs: 1000,
      checkClock: false,
      first: async () => undefined,
      onFailure: () => undefined,
      ...options,
    };
    engine.onQueued(() => this.kick());
  }

  start(): void {
    this.#stopped = false;
    this.kick();
  }

  /** Starts no more work; resolves when the work at hand is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Looks at the queue now. */
  kick(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#round();
  }

  /** Does everything that is due now, whether started or not; resolves when nothing is left. */
  async drain(): Promise<void> {
    for (let busy = true; busy;) {
      // oxlint-disable-next-line no-await-in-loop -- what one round does decides whether there is another
      busy = await this.runDue();
    }
  }

  /** One look at timers and jobs; true when it found work that succeeded. */
  async runDue(): Promise<boolean> {
    const { pool, now } = this.engine.parts;
    if (this.#options.checkClock) await assertClock(pool, now);
    const at = now();
    const timers = await dueTimers(pool, at);
    const fired = await inTurn(timers, (timer) =>
      this.#tried(
        `timer ${timer.id} of ${timer.caseId}`,
        () => fireTimer(this.engine, timer, at),
        (error) => postponeTimer(pool, timer, { error, now: at }),
      ),
    );
    await this.#tried('queueing what is due', () => this.#options.first(at));
    const kinds = Object.keys(this.#options.handlers);
    const jobs = await claimJobs(pool, now(), { worker: this.#worker, kinds });
    const ids = new Set(jobs.map(({ id }) => id));
    const held = { worker: this.#worker, ids };
    const done = await whileRenewing(pool, held, async () =>
      inTurn(jobs, (job) => this.#runJob(job, now)),
    );
    await this.#tried('forgetting answers', () => this.#forget(at));
    return [...fired, ...done].includes(true);
  }

  /** Clears out what nobody will ask for again, now and then. */
  async #forget(at: Instant): Promise<void> {
    const now = Date.parse(at);
    if (now < this.#forgetAt) return;
    const more = await forgetAnswers(this.engine.parts.pool, at);
    this.#forgetAt = more ? now : now + FORGET_EVERY_MS;
  }

  async #round(): Promise<void> {
    let busy = false;
    await this.#tried('poll', async () => {
      busy = await this.runDue();
    });
    this.#running = undefined;
    if (this.#stopped) return;
    // One look takes a bounded batch: where it found work there may be more, which must not wait for the next poll.
    const again = this.#again || busy;
    this.#again = false;
    this.#timer = setTimeout(() => this.kick(), again ? 0 : this.#options.everyMs);
    // Waiting for work is no reason for a process to stay alive.
    this.#timer.unref();
  }

  async #runJob(job: JobClaim, now: () => Instant): Promise<boolean> {
    return this.#tried(
      `job ${job.kind} of ${job.caseId ?? this.engine.region}`,
      () => this.#inTransaction(job),
      (error) => this.#putBack(job, error, now()),
    );
  }

  async #putBack(job: JobClaim, error: unknown, now: Instant): Promise<void> {
    const { pool } = this.engine.parts;
    const failure = { error, now, worker: this.#worker };
    if (job.attempts >= TRIES) await buryJob(pool, job, failure);
    else await postponeJob(pool, job, failure);
    if (job.attempts >= TRIES_IN_SILENCE) await this.#sayStuck(job, error);
  }

  /** A case that waits for a permit nobody can issue must not look as if all were well. */
  async #sayStuck({ caseId, kind }: JobClaim, error: unknown): Promise<void> {
    if (kind !== 'issue-permit' || caseId === null) return;
    try {
      await this.engine.tell(caseId, (at) => permitFailed(error, at));
    } catch (refused) {
      // It says so already, or has gone on.
      if (!(refused instanceof EventRefusedError)) throw refused;
    }
  }

  async #inTransaction(job: JobClaim): Promise<void> {
    const { caseId } = job;
    const handler = this.#options.handlers[job.kind];
    if (!handler || caseId === null)
      throw new Error(`nobody here does jobs of kind \`${job.kind}\``);
    const paused = await this.engine.transact(async (tx) => {
      const view = await tx.lock(caseId);
      if (view.paused) return true;
      if (await endJob(tx.client, job.id, this.#worker)) await handler(tx, view, job);
      return false;
    });
    if (paused) await releaseJob(this.engine.parts.pool, job.id, this.#worker);
  }

  async #tried(
    what: string,
    work: () => Promise<unknown>,
    onFailure: (error: unknown) => Promise<void> = async () => undefined,
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#options.onFailure(error, what);
      // The database may be what failed: then the lease runs out by itself.
      await onFailure(error).catch((second: unknown) => this.#options.onFailure(second, what));
      return false;
    }
  }
}

/** The journal keeps for good what stands here: only what we worded ourselves, never what a driver or a file says. */
function permitFailed(error: unknown, at: Instant): CaseEvent {
  const said =
    error instanceof DomainError
      ? error.message
      : 'something in the service failed; its log and the `job` table say what';
  return { type: 'PERMIT_FAILED', by: ENGINE_ACTOR, at, error: said };
}

/** One after the other: they may concern the same case. */
async function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Promise<boolean>,
): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const item of items) {
    // oxlint-disable-next-line no-await-in-loop -- in turn is the point
    results.push(await work(item));
  }
  return results;
}
