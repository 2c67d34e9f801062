import type pg from 'pg';
import {
  type CaseEvent,
  ENGINE_ACTOR,
  type Instant,
  type StepResult,
} from '../../workflows/contract.ts';
import { possibleEvents } from '../../workflows/step.ts';
import { newId } from '../common/ids.ts';
import { findReplay, type IdempotentCall } from '../http/idempotency.ts';
import type { Assessment, Outcome } from '../policy/policy.types.ts';
import { assertCurrent, assertMay } from './admit.ts';
import { type CaseRow, lockCaseRow } from './case-row.ts';
import { type CaseChange, type NewDecision, writeCase } from './case-write.ts';
import type { CaseView } from './case.views.ts';
import { CaseNotFoundError } from './cases.errors.ts';
import type { EngineParts } from './engine-parts.ts';
import type { NextLaw } from './law.ts';
import { findsSame, newlyFiring, packChanged, reviewForLaw } from './older-law.ts';
import { type Actor, isDecision, KIND_OF, type PersonEvent, toCaseEvent } from './person-event.ts';
import { Progress } from './progress.ts';
import { assessStanding, recordVoided, settle, takeStep } from './settle.ts';
import { toView } from './to-view.ts';

export interface HandleOptions {
  readonly actor: Actor;
  /** Makes the call repeatable; the answer is kept in the same transaction. */
  readonly idempotency?: IdempotentCall;
  /** HTTP status that is kept with the answer; 200 unless said. */
  readonly status?: number;
  /** What is kept as the answer; the view itself unless said. */
  readonly respond?: (view: CaseView) => unknown;
}

interface ByPerson {
  readonly decision: NewDecision | null;
  readonly options: HandleOptions;
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
    return toView(row, possibleEvents(this.parts.machine, row));
  }

  /** Applies what a person did; see `CaseEngine.handle`. */
  async handle(caseId: string, event: PersonEvent, options: HandleOptions): Promise<CaseView> {
    const { view, written } = await this.prepare(caseId, event, options);
    await written;
    return view;
  }

  /**
   * As `handle`, but comes back as soon as the write is on its way: a commit may follow it on the wire at once.
   *
   * Nothing of it has happened before both `written` and that commit have.
   */
  async prepare(
    caseId: string,
    event: PersonEvent,
    options: HandleOptions,
  ): Promise<{ readonly view: CaseView; readonly written: Promise<void> }> {
    const { actor, idempotency } = options;
    const [row, replay] = await Promise.all([
      this.#locked(caseId),
      // Sent behind the lock: it sees what a twin of this call, which held the lock before, has left.
      idempotency ? findReplay(this.client, idempotency) : null,
    ]);
    if (replay) return { view: replay.response as CaseView, written: Promise.resolve() };

    assertMay(row, event, actor);
    assertCurrent(row, event, actor, possibleEvents(this.parts.machine, row));
    const progress = this.#progress(row);
    if (event.type === 'AMENDED') await this.#keepManifest(row, event.manifest, progress.at);
    const decision = newId('dec');
    const told = toCaseEvent(event, { personId: actor.personId, at: progress.at, decision });
    return this.#advance(this.#amended(row, event), told, progress, {
      // A case that kept an older law until its facts change has come to that point.
      next: event.type === 'AMENDED' ? this.#next(row, progress.at, true) : null,
      person: {
        decision: decisionRow(row, event, { decision, person: actor.personId }),
        options,
      },
    });
  }

  /** Applies what the engine itself owes: a permit that was issued, a timer that ran out. Locks the case. */
  async tell(caseId: string, event: (at: Instant) => CaseEvent): Promise<CaseView> {
    const row = await this.#locked(caseId);
    const progress = this.#progress(row);
    const { view, written } = await this.#advance(row, event(progress.at), progress);
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
    const progress = this.#progress(row);
    const next = this.#next(row, progress.at, false);
    if (!next || row.status !== 'open') return null;
    if (next.moved.length === 0 && (await this.#findsSame(row, next))) return null;
    const event = packChanged(next, progress.at);
    const { view, written } = await this.#advance(row, event, progress, { next });
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
    const progress = this.#progress(row);
    const next = this.#next(row, progress.at, false);
    if (!next || row.stages.includes('review')) return null;
    const { after } = await this.#readings(row, next);
    const rules = newlyFiring(row.context.assessment?.findings ?? [], after.findings);
    if (rules.length === 0) return null;
    const event = reviewForLaw(next, rules, progress.at);
    const { view, written } = await this.#advance(row, event, progress);
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

  async #advance(
    row: CaseRow,
    event: CaseEvent,
    progress: Progress,
    more: { readonly next?: NextLaw | null; readonly person?: ByPerson } = {},
  ): Promise<{ readonly view: CaseView; readonly written: Promise<void> }> {
    const { next, person } = more;
    const told = takeStep(this.parts, row, event, progress);
    const moves = next && event.type === 'AMENDED';
    const moving = { ...row, snapshot: told.snapshot };
    const first = moves
      ? takeStep(this.parts, moving, packChanged(next, progress.at), progress)
      : told;
    const after = next ? { ...row, packs: next.law.pins } : row;
    const result = await settle(this.client, this.parts, after, first, progress);
    const voided = await recordVoided(this.client, this.parts, row, progress);
    const view = viewAfter(this.parts, after, result, progress);
    const jobs = owedJobs(result);
    this.queued.push(...jobs.map(({ kind }) => kind));
    // On the wire before the write; a failure of either fails the transaction.
    const repinned = next ? this.#repin(row, next) : Promise.resolve();
    const written = writeCase(this.client, {
      progress,
      result,
      before: row,
      manifest: view.manifestSha256,
      outcome: view.outcome,
      decision: person?.decision ?? null,
      voided,
      jobs,
      revokedPermit: revokedPermit(row, result),
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

/** What the engine owes a case by itself; the machine says so by a task of `carnet` in the stage. */
export function owedJobs(result: StepResult): CaseChange['jobs'] {
  const owed = result.tasks.some(({ role, stage }) => role === ENGINE_ACTOR && stage === 'permit');
  return owed ? [{ kind: 'issue-permit', payload: {} }] : [];
}

/** The case's view once a change is written. */
export function viewAfter(
  parts: EngineParts,
  row: CaseRow,
  result: StepResult,
  progress: Progress,
): CaseView {
  const { context, snapshot, status, stages } = result;
  const { seq, hash } = progress.tail;
  const outcome: Outcome = context.assessment?.outcome ?? row.outcome;
  const after = { ...row, context, snapshot, status, stages, outcome, seq, tail: hash };
  return toView({ ...after, updatedAt: progress.at }, possibleEvents(parts.machine, after));
}

const ENDS_PERMIT: readonly string[] = ['revoked', 'withdrawn', 'rejected', 'retired'];

function revokedPermit(row: CaseRow, result: StepResult): string | null {
  const held = row.context.permit?.id ?? null;
  const stands = result.context.permit?.id === held && !ENDS_PERMIT.includes(result.status);
  return stands ? null : held;
}

function answerOf(view: CaseView, options: HandleOptions | undefined): CaseChange['answer'] {
  if (!options?.idempotency) return null;
  const { idempotency, status, respond } = options;
  return { ...idempotency, status: status ?? 200, response: respond ? respond(view) : view };
}

function decisionRow(
  row: CaseRow,
  event: PersonEvent,
  by: { readonly decision: string; readonly person: string },
): NewDecision | null {
  if (!isDecision(event)) return null;
  const { stage, role, reason, type } = event;
  const waived = event.type === 'FINDING_WAIVED' ? event : null;
  return {
    id: by.decision,
    seq: row.seq + 1,
    stage,
    role,
    kind: KIND_OF[type],
    person: by.person,
    reason,
    rule: waived?.rule ?? null,
    expires: waived?.expires ?? null,
    seen: 'seen' in event ? event.seen : null,
  };
}
