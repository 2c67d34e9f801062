import type pg from 'pg';
import type { CaseEvent } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { MachineDefinition } from '../../workflows/registry.ts';
import { possibleEvents } from '../../workflows/step.ts';
import { remembering } from './assess-case.ts';
import { readCaseRow } from './case-row.ts';
import { CaseTransaction, type HandleOptions } from './case-transaction.ts';
import type { CaseView } from './case.views.ts';
import { CaseNotFoundError } from './cases.errors.ts';
import { type EngineParts, factStore, machineOf } from './engine-parts.ts';
import type { Law } from './law.ts';
import type { PersonEvent } from './person-event.ts';
import { assessStanding } from './settle.ts';
import { type Shown, shownToDecider } from './shown.ts';
import { toView } from './to-view.ts';

/** The engine of one cell: applies events to cases, one transaction each. */
export class CaseEngine {
  readonly region: string;
  readonly parts: EngineParts;
  readonly #kicks: (() => void)[] = [];

  constructor(of: {
    readonly region: string;
    readonly pool: pg.Pool;
    readonly machine: MachineDefinition;
    readonly law: Law;
    /** The only clock of the engine; the machine has none. */
    readonly now?: () => Instant;
  }) {
    const { region, pool, machine, law } = of;
    const now = of.now ?? (() => new Date().toISOString());
    this.region = region;
    this.parts = { region, pool, machine, law: remembering(law), now, facts: factStore() };
  }

  /** Calls back after every commit that queued a job, so that nobody waits for the next poll. */
  onQueued(kick: () => void): void {
    this.#kicks.push(kick);
  }

  /**
   * Applies what a person did to a case, and settles what follows from it.
   *
   * One transaction: the row is locked, the machine steps, the law is read again where the case changed, and events,
   * snapshot, tasks, timers, jobs, decision and answer commit together. No effect happens before that. A call that
   * comes again with its idempotency key gets the first answer and changes nothing.
   *
   * What is decided by the law is decided by the law of the day: where it says something else than when the case was
   * last read, it is read first. Should the event not fit that reading, it is refused and the reading is kept.
   *
   * @throws {CaseNotFoundError} no such case in this region
   * @throws {RoleMissingError} the person does not hold the role in which they act
   * @throws {NotIndependentError} a decision on one's own request or model, or a second one
   * @throws {NotOnTeamError} an act of the team by somebody else
   * @throws {SeenChangedError} what the person decided on is not what stands there now
   * @throws {EventRefusedError} the case does not take the event where it stands
   * @throws {PackPinError} the loaded law is not the one the case is pinned to
   * @throws {IdempotencyKeyReusedError} the key came before with another request
   */
  async handle(caseId: string, event: PersonEvent, options: HandleOptions): Promise<CaseView> {
    return this.#connected(async (client) => {
      const tx = new CaseTransaction(client, this.parts);
      const begun = client.query('begin');
      const [, prepared] = await Promise.all([begun, tx.prepare(caseId, event, options)]);
      const { view, written, refusal } = prepared;
      // On the wire behind the write: should that fail, the server answers this commit with a rollback.
      const committed = this.#commit(client);
      await Promise.allSettled([written, committed]);
      // The write first: it says why the commit was none.
      await written;
      await committed;
      this.#kick(tx);
      if (refusal) throw refusal;
      return view;
    });
  }

  /** Applies what the engine itself owes a case: a timer that ran out, a permit that was issued. */
  async tell(caseId: string, event: (at: Instant) => CaseEvent): Promise<CaseView> {
    return this.transact((tx) => tx.tell(caseId, event));
  }

  /** Runs work and the events it handles in one transaction of this cell; rolled back when it throws. */
  async transact<T>(work: (tx: CaseTransaction) => Promise<T>): Promise<T> {
    return this.#connected(async (client) => {
      const tx = new CaseTransaction(client, this.parts);
      await client.query('begin');
      const result = await work(tx);
      await this.#commit(client);
      this.#kick(tx);
      return result;
    });
  }

  /** Calls back whoever runs jobs; for those who commit a transaction of their own. */
  kick(): void {
    for (const kick of this.#kicks) kick();
  }

  /** @throws {CaseNotFoundError} no such case in this region */
  async view(caseId: string): Promise<CaseView> {
    const row = await readCaseRow(this.parts.pool, caseId);
    if (!row) throw new CaseNotFoundError(caseId);
    return toView(row, possibleEvents(machineOf(row), row));
  }

  /**
   * What a decision in this stage would bind to now: the object whose canonical JSON hashes to `seen[stage]`.
   *
   * @throws {CaseNotFoundError} no such case in this region
   * @throws {PackPinError} the loaded law is not the one the case is pinned to
   */
  async shownToDecider(caseId: string, stage: string): Promise<Shown> {
    const row = await readCaseRow(this.parts.pool, caseId);
    if (!row) throw new CaseNotFoundError(caseId);
    const { matter } = await assessStanding(this.parts.pool, this.parts, row, row.context);
    return shownToDecider(matter, stage);
  }

  #kick(tx: CaseTransaction): void {
    if (tx.queued.length > 0) this.kick();
  }

  async #commit(client: pg.ClientBase): Promise<void> {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back by the server');
  }

  async #connected<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await this.parts.pool.connect();
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      // Rolling back a transaction that is over already is a warning to the server, nothing more.
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
