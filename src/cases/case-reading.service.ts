import { Inject, Injectable } from '@nestjs/common';
import { sha256Of } from '../common/canonical-json.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { authorize, readableScopes, regionsReadable } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { readEvents } from '../journal/journal.ts';
import type { JournalEvent } from '../journal/journal.types.ts';
import type { Finding } from '../policy/policy.types.ts';
import { readTasks } from '../tasks/task-queries.ts';
import { cursorOf, listCases, readAssessment, readDecisions } from './case-queries.ts';
import { findingsWithWays } from './case-ways.ts';
import type { CaseListItem, CaseView, DecisionView, Page, TaskView } from './case.views.ts';
import type { CasesQuery } from './cases.dto.ts';
import { CaseNotFoundError } from './cases.errors.ts';
import type { CaseEngine } from './engine.ts';
import { Engines } from './engines.ts';
import type { Shown } from './shown.ts';

const PAGE = 50;
const EVENTS_PAGE = 500;
/** Kinds of work that end in a decision on what is shown. */
const DECIDED: readonly string[] = ['review', 'opinion', 'approve', 'audit'];

/** A task, and, where it ends in a decision, what that decision would bind to. */
export type TaskWithShown = TaskView & { readonly seen?: string; readonly shown?: Shown };

/** Reads cases for somebody: what they may not see is never fetched. */
@Injectable()
export class CaseReadingService {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  /** @throws {RegionForbiddenError} {ActionForbiddenError} {CaseNotFoundError} */
  async get(caseId: string, caller: Principal): Promise<CaseView> {
    return this.engineFor(caseId, caller).view(caseId);
  }

  /**
   * Cases of the regions in which the caller may read, newest first.
   *
   * @throws {RegionNotServedError} {RegionForbiddenError} {CursorUnreadableError}
   */
  async list(caller: Principal, query: CasesQuery): Promise<Page<CaseListItem>> {
    const { status, cursor } = query;
    const pages = await Promise.all(
      this.enginesFor(caller, query.region).map((engine) =>
        listCases(engine.parts.pool, {
          status,
          cursor,
          limit: PAGE + 1,
          scopes: readableScopes(caller, engine.region),
        }),
      ),
    );
    const all = pages.flatMap(({ items }) => items).toSorted(newestFirst);
    const items = all.slice(0, PAGE);
    const last = items.at(-1);
    return { items, nextCursor: all.length > PAGE && last ? cursorOf(last) : null };
  }

  /** Findings, worst first, as of the last reading of the law; on demand with what would make each pass. */
  async findings(
    caseId: string,
    caller: Principal,
    { ways }: { readonly ways: boolean },
  ): Promise<readonly Finding[]> {
    const { parts } = this.engineFor(caseId, caller);
    if (ways) return findingsWithWays(parts, caseId);
    return (await readAssessment(parts.pool, caseId)).findings;
  }

  /** Every decision, fallen ones too. */
  async decisions(caseId: string, caller: Principal): Promise<readonly DecisionView[]> {
    const engine = this.engineFor(caseId, caller);
    await engine.view(caseId);
    return readDecisions(engine.parts.pool, caseId);
  }

  /** Every task of the case; open ones that end in a decision say what it would bind to. */
  async tasks(caseId: string, caller: Principal): Promise<readonly TaskWithShown[]> {
    const engine = this.engineFor(caseId, caller);
    await engine.view(caseId);
    const tasks = await readTasks(engine.parts.pool, caseId);
    const open = tasks.filter((task) => task.closedAt === null && DECIDED.includes(task.kind));
    const stages = [...new Set(open.map(({ stage }) => stage))];
    const shown = new Map<string, Shown>();
    for (const stage of stages) shown.set(stage, await engine.shownToDecider(caseId, stage));
    return tasks.map((task) => {
      const matter = open.includes(task) ? shown.get(task.stage) : undefined;
      return matter ? { ...task, seen: sha256Of(matter), shown: matter } : task;
    });
  }

  /** The case's journal in order, after `after` (exclusive), at most 500 events. */
  async events(caseId: string, caller: Principal, after = 0): Promise<Page<JournalEvent>> {
    const { pool } = this.engineFor(caseId, caller).parts;
    const events = await readEvents(pool, caseId, { after, limit: EVENTS_PAGE + 1 });
    if (events.length === 0 && after === 0) throw new CaseNotFoundError(caseId);
    const items = events.slice(0, EVENTS_PAGE);
    const more = events.length > EVENTS_PAGE ? items.at(-1) : undefined;
    return { items, nextCursor: more ? String(more.seq) : null };
  }

  /** The engine of a case the caller may read. */
  engineFor(caseId: string, caller: Principal): CaseEngine {
    const engine = this.engines.ofCase(caseId);
    authorize(caller, engine.region, 'read');
    return engine;
  }

  private enginesFor(caller: Principal, region: string | undefined): CaseEngine[] {
    if (region === undefined) {
      const readable = regionsReadable(caller);
      return this.engines.all().filter((engine) => readable.includes(engine.region));
    }
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return [engine];
  }
}

function newestFirst(a: CaseListItem, b: CaseListItem): number {
  return b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id);
}
