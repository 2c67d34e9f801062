import type pg from 'pg';
import type { CaseEvent } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { possibleEvents } from '../../workflows/step.ts';
import { newId } from '../common/ids.ts';
import { DomainError } from '../common/domain-error.ts';
import { findReplay } from '../http/idempotency.ts';
import type { Assessment } from '../policy/policy.types.ts';
import { assertCurrent, assertMay } from './admit.ts';
import { type CaseRow, lockCaseRow } from './case-row.ts';
import { type NewDecision, writeCase } from './case-write.ts';
import type { CaseView } from './case.views.ts';
import { CaseNotFoundError } from './cases.errors.ts';
import { type EngineParts, machineOf } from './engine-parts.ts';
import { isDecidedByLaw, readLawOfDay } from './law-of-day.ts';
import type { NextLaw } from './law.ts';
import { lawDifferences } from './law-differences.ts';
import { findsSame, newlyFiring, packChanged, reviewForLaw } from './older-law.ts';
import { type Actor, isDecision, type PersonEvent, toCaseEvent } from './person-event.ts';
import { Progress } from './progress.ts';
import { assessStanding, recordVoided, settle, type Settled, takeStep } from './settle.ts';
import { toView } from './to-view.ts';
import {
  type Answering,
  answerOf,
  decisionRow,
  owedJobs,
  revokedPermit,
  viewAfter,
} from './what-follows.ts';

export interface HandleOptions extends Answering {
  readonly actor: Actor;
}

/** A change whose write is on its way. */
interface Prepared {
  readonly view: CaseView;
  readonly written: Promise<void>;
  /** The event was not taken after all, but the law of the day was read, and that reading is what is written. */
  readonly refusal?: DomainError;
}

/** A change as it begins: how the case stood, what has happened since, and how it stands now. */
interface Beginning {
  readonly before: CaseRow;
  readonly progress: Progress;
  readonly row: CaseRow;
  /** The law of the day was read first, and says something else than before. */
  readonly read: Settled | null;
}

interface More {
  /** The newer law that the case is moved to with this change. */
  readonly next?: NextLaw | null;
  readonly person?: { readonly decision: NewDecision | null; readonly options: HandleOptions };
}

/** Handles events inside one open transaction of the cell; made by `CaseEngine`. */
export class CaseTransaction {
  /** Kinds of jobs that wait for this transaction's commit. */
  readonly queued: string[] = [];

  constructor(
    readonly client: pg.ClientBase,
    private readonly parts: EngineParts,
  ) {}

  /** Keeps others from changing a case until the transaction ends, and says how it stands. */
  async lock(caseId: string): Promise<CaseView> {
    const row = await this.#locked(caseId);
    return toView(row, possibleEvents(machineOf(row), row));
  }

  /** Applies what a person did; see `CaseEngine.handle`. */
  async handle(caseId: string, event: PersonEvent, options: HandleOptions): Promise<CaseView> {
    const { view, written, refusal } = await this.prepare(caseId, event, options);
    await written;
    if (refusal) throw refusal;
    return view;
  }

  /**
   * As `handle`, but comes back as soon as the write is on its way: a commit may follow it on the wire at once.
   *
   * Nothing of it has happened before both `written` and that commit have. A `refusal` is to be thrown after that
   * commit: what the law said on this day is kept, whether or not the event fitted it.
   */
  async prepare(caseId: string, event: PersonEvent, options: HandleOptions): Promise<Prepared> {
    const { actor, idempotency } = options;
    const [row, replay] = await Promise.all([
      this.#locked(caseId),
      // Sent behind the lock: it sees what a twin of this call, which held the lock before, has left.
      idempotency ? findReplay(this.client, idempotency) : null,
    ]);
    if (replay) return { view: replay.response as CaseView, written: Promise.resolve() };

    assertMay(row, event, actor);
    const begun = await this.#begin(row, event.type);
    try {
      const possible = possibleEvents(machineOf(begun.row), begun.row);
      assertCurrent(begun.row, event, actor, { possible, at: begun.progress.at });
      return await this.#act(begun, event, options);
    } catch (error) {
      if (!begun.read || !(error instanceof DomainError)) throw error;
      return { ...(await this.#finish(begun, begun.read)), refusal: error };
    }
  }

  async #act(begun: Beginning, event: PersonEvent, options: HandleOptions): Promise<Prepared> {
    const { row, progress } = begun;
    const { at } = progress;
    if (event.type === 'AMENDED') await this.#keepManifest(row, event.manifest, at);
    const { personId, standsInFor: lent } = options.actor;
    const standsInFor = isDecision(event) ? lent?.get(event.role) : undefined;
    const by = { decision: newId('dec'), person: personId, standsInFor };
    const told = toCaseEvent(event, { ...by, personId, at });
    return this.#advance({ ...begun, row: this.#amended(row, event) }, told, {
      // A case that kept an older law until its facts change has come to that point.
      next: event.type === 'AMENDED' ? this.#next(row, at, true) : null,
      person: { decision: decisionRow(event, { ...by, seq: progress.tail.seq + 1 }), options },
    });
  }

  /** Applies what the engine itself owes: a permit that was issued, a timer that ran out. Locks the case. */
  async tell(caseId: string, event: (at: Instant) => CaseEvent): Promise<CaseView> {
    const row = await this.#locked(caseId);
    const told = event(this.#progress(row).at);
    const begun = await this.#begin(row, told.type);
    const { view, written } = await this.#advance(begun, { ...told, at: begun.progress.at });
    await written;
    return view;
  }

  /** Reads the law of the day, and says how the case stands by it. Locks the case. */
  async readLaw(caseId: string): Promise<CaseView> {
    const row = await this.#locked(caseId);
    const begun = await this.#begin(row, 'PERMIT_ISSUED');
    if (!begun.read) return toView(row, possibleEvents(machineOf(row), row));
    const { view, written } = await this.#finish(begun, begun.read);
    await written;
    return view;
  }

  /**
   * Moves an open case to the law in force, as far as the rules that changed ask for it at once.
   *
   * @returns null when the case stays where it is: nothing asks for it, or only words and reference data changed and
   * the law finds the same
   */
  async moveToLaw(caseId: string): Promise<CaseView | null> {
    const row = await this.#locked(caseId);
    const begun = await this.#begin(row, 'PACK_CHANGED');
    const { at } = begun.progress;
    const next = this.#next(row, at, false);
    if (!next || row.status !== 'open') return null;
    if (next.moved.length === 0 && (await this.#findsSame(row, next))) return null;
    const { view, written } = await this.#advance(begun, packChanged(next, at), { next });
    await written;
    return view;
  }

  /**
   * Calls a live permit in for review when the law in force would stand in its way; it stays live and at its pins.
   *
   * @returns null when nothing new stands in its way, or a review is open already
   */
  async reviewForLaw(caseId: string): Promise<CaseView | null> {
    const row = await this.#locked(caseId);
    const begun = await this.#begin(row, 'REVIEW_DUE');
    const { at } = begun.progress;
    const next = this.#next(row, at, false);
    if (!next || row.stages.includes('review')) return null;
    const { before, after } = await this.#readings(row, next);
    const rules = newlyFiring(row.context.assessment?.findings ?? [], after.findings);
    if (rules.length === 0) return null;
    const differences = lawDifferences(before, after, rules);
    const because = { from: row.packs, packs: next.law.pins, rules, differences };
    const { view, written } = await this.#advance(begun, reviewForLaw(because, at));
    await written;
    return view;
  }

  async #findsSame(row: CaseRow, next: NextLaw): Promise<boolean> {
    const { before, after } = await this.#readings(row, next);
    return findsSame(before, after);
  }

  /** What the law says of a case now, and what it would say. */
  async #readings(
    row: CaseRow,
    { law }: NextLaw,
  ): Promise<{ readonly before: Assessment; readonly after: Assessment }> {
    const newer = { ...this.parts, law };
    const [before, after] = await Promise.all([
      assessStanding(this.client, this.parts, row, row.context),
      assessStanding(this.client, newer, { ...row, packs: law.pins }, row.context),
    ]);
    return { before: before.assessment, after: after.assessment };
  }

  async #locked(caseId: string): Promise<CaseRow> {
    const row = await lockCaseRow(this.client, caseId);
    if (!row) throw new CaseNotFoundError(caseId);
    return row;
  }

  #progress(row: CaseRow): Progress {
    const now = this.parts.now();
    // A clock that was set back must not make the journal run backwards.
    const at = now < row.updatedAt ? row.updatedAt : now;
    return new Progress(row.id, { seq: row.seq, hash: row.tail }, at);
  }

  async #begin(before: CaseRow, type: CaseEvent['type']): Promise<Beginning> {
    const progress = this.#progress(before);
    const read = isDecidedByLaw(type)
      ? await readLawOfDay(this.client, this.parts, before, progress)
      : null;
    return { before, progress, row: read?.row ?? before, read };
  }

  async #advance(begun: Beginning, event: CaseEvent, more: More = {}): Promise<Prepared> {
    const { row, progress } = begun;
    const { next } = more;
    const told = takeStep(row, event, progress);
    const moves = next && event.type === 'AMENDED';
    const moving = { ...row, snapshot: told.snapshot };
    const first = moves ? takeStep(moving, packChanged(next, progress.at), progress) : told;
    const after = next ? { ...row, packs: next.law.pins } : row;
    const result = await settle(this.client, this.parts, after, first, progress);
    return this.#finish(begun, { row: after, result }, more);
  }

  /** Sends what came of it all to be written. */
  async #finish(
    { before, progress }: Beginning,
    { row, result }: Settled,
    { next, person }: More = {},
  ): Promise<Prepared> {
    const voided = await recordVoided(this.client, this.parts, before, result, progress);
    const view = viewAfter(row, result, progress);
    const jobs = owedJobs(result);
    this.queued.push(...jobs.map(({ kind }) => kind));
    // On the wire before the write; a failure of either fails the transaction.
    const repinned = next ? this.#repin(before, next) : Promise.resolve();
    const written = writeCase(this.client, {
      progress,
      result,
      before,
      manifest: view.manifestSha256,
      outcome: view.outcome,
      decision: person?.decision ?? null,
      voided,
      jobs,
      revokedPermit: revokedPermit(before, result),
      answer: answerOf(view, person?.options),
    });
    return { view, written: Promise.all([repinned, written]).then(() => undefined) };
  }

  #next(row: CaseRow, at: Instant, amended: boolean): NextLaw | null {
    return this.parts.law.next?.(row.packs, { today: at.slice(0, 10), amended }) ?? null;
  }

  async #repin(row: CaseRow, { law }: NextLaw): Promise<void> {
    await this.client.query('update regulated_case set packs = $2 where id = $1', [
      row.id,
      JSON.stringify(law.pins),
    ]);
  }

  #amended(row: CaseRow, event: PersonEvent): CaseRow {
    return event.type === 'AMENDED' ? { ...row, model: event.manifest.model } : row;
  }

  async #keepManifest(
    row: CaseRow,
    manifest: Extract<PersonEvent, { type: 'AMENDED' }>['manifest'],
    at: Instant,
  ): Promise<void> {
    const { sha256, facts, source, model } = manifest;
    await this.client.query(
      `insert into manifest (sha256, facts, source, received_at) values ($1, $2, $3, $4)
       on conflict (sha256) do nothing`,
      [sha256, JSON.stringify(facts), source, at],
    );
    await this.client.query(
      'update request set model_name = $2, model_version = $3, artifact_sha256 = $4 where id = $1',
      [row.requestId, model.name, model.version, model.artifactSha256],
    );
  }
}
