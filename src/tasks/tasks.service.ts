import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Page, TaskView } from '../cases/case.views.ts';
import { CursorUnreadableError } from '../cases/cases.errors.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import type { Written } from '../http/answer.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { allows, authorize, regionsWhere, rolesIn } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { leadsRegion } from '../escalation/work-profiles.ts';
import { operated } from '../operations/operated.ts';
import { assignTask, claimTask, releaseTask, type TaskDeed, type TaskOf } from './task-holding.ts';
import {
  countInbox,
  type InboxCounts,
  readInbox,
  readTasks,
  type TaskPlace,
} from './task-queries.ts';
import type { InboxQuery } from './tasks.dto.ts';

interface Call {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
}

const PAGE = 100;
/** A bigint's highest: behind every task of one instant. */
const BEHIND = '9223372036854775807';

/** What waits for somebody, and who is on it. */
@Injectable()
export class TasksService {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  /**
   * What waits for the caller in the regions in which they may read, first due first.
   *
   * @throws {RegionNotServedError} {RegionForbiddenError} {CursorUnreadableError}
   */
  async inbox(caller: Principal, query: InboxQuery): Promise<Page<TaskView>> {
    const limit = query.limit ?? PAGE;
    const place = query.cursor === undefined ? null : parseCursor(query.cursor);
    const pages = await Promise.all(
      this.#readable(caller, query.region).map(async ({ region, parts }) =>
        readInbox(
          parts.pool,
          { personId: caller.personId, roles: rolesIn(caller, region) },
          {
            held: query.held,
            role: query.role,
            stage: query.stage,
            caseId: query.case,
            dueBefore: query.overdue === 'true' ? parts.now() : undefined,
            after: place ? placeIn(region, place) : undefined,
            limit: limit + 1,
          },
        ),
      ),
    );
    const all = pages.flat().toSorted(firstDue);
    const items = all.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: all.length > limit && last ? cursorOf(last) : null };
  }

  /** How much waits for the caller: all of it, theirs, nobody's yet, overdue. */
  async counts(caller: Principal, region: string | undefined): Promise<InboxCounts> {
    const counts = await Promise.all(
      this.#readable(caller, region).map(async (engine) => {
        const owner = { personId: caller.personId, roles: rolesIn(caller, engine.region) };
        return countInbox(engine.parts.pool, owner, engine.parts.now());
      }),
    );
    const sum = (of: keyof InboxCounts) => counts.reduce((all, one) => all + one[of], 0);
    return {
      all: sum('all'),
      mine: sum('mine'),
      unclaimed: sum('unclaimed'),
      overdue: sum('overdue'),
    };
  }

  /** @throws what `claimTask` throws, {RegionForbiddenError} {ActionForbiddenError} */
  async claim(of: TaskOf, call: Call): Promise<Written<TaskView>> {
    const engine = this.#engine(of, call.caller);
    authorize(call.caller, engine.region, 'upload');
    return this.#moved(engine, of, { call, move: claimTask });
  }

  /** @throws what `releaseTask` throws, {RegionForbiddenError} {ActionForbiddenError} */
  async release(
    of: TaskOf,
    what: { readonly person?: string | undefined; readonly reason?: string | undefined },
    call: Call,
  ): Promise<Written<TaskView>> {
    const { person = call.caller.personId, reason = '' } = what;
    return this.#moved(this.#engine(of, call.caller), of, {
      call,
      move: async (client, task, deed) => releaseTask(client, task, { ...deed, person, reason }),
    });
  }

  /** @throws what `assignTask` throws, {RegionForbiddenError} {ActionForbiddenError} */
  async assign(
    of: TaskOf,
    what: { readonly person: string; readonly reason: string },
    call: Call,
  ): Promise<Written<TaskView>> {
    return this.#moved(this.#engine(of, call.caller), of, {
      call,
      move: async (client, task, deed) => assignTask(client, task, { ...deed, ...what }),
    });
  }

  /** Whoever works in the region, or operates it. */
  #engine({ caseId }: TaskOf, caller: Principal): CaseEngine {
    const engine = this.engines.ofCase(caseId);
    const operates = allows(caller, engine.region, 'operate');
    authorize(caller, engine.region, operates ? 'operate' : 'upload');
    return engine;
  }

  async #moved(
    { region, parts }: CaseEngine,
    of: TaskOf,
    how: {
      readonly call: Call;
      readonly move: (client: pg.ClientBase, of: TaskOf, deed: TaskDeed) => Promise<void>;
    },
  ): Promise<Written<TaskView>> {
    const { caller, idempotency } = how.call;
    const at = parts.now();
    const operates = allows(caller, region, 'operate');
    return operated({ region, pool: parts.pool }, { idempotency, at }, async ({ client }) => {
      const leads = await leadsRegion(client, caller.personId);
      await how.move(client, of, { by: caller.personId, at, operates: operates || leads });
      const tasks = await readTasks(client, of.caseId);
      const task = tasks.find(({ key, closedAt }) => key === of.key && closedAt === null);
      if (!task) throw new Error(`task \`${of.key}\` closed although its case was locked`);
      return task;
    });
  }

  #readable(caller: Principal, region: string | undefined): CaseEngine[] {
    if (region === undefined) {
      const readable = regionsWhere(caller, 'read');
      return this.engines.all().filter((engine) => readable.includes(engine.region));
    }
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    authorize(caller, region, 'read');
    return [engine];
  }
}

function firstDue(a: TaskView, b: TaskView): number {
  return (
    a.dueAt.localeCompare(b.dueAt, 'en') ||
    a.region.localeCompare(b.region, 'en') ||
    Number(BigInt(a.id) - BigInt(b.id))
  );
}

interface InboxPlace extends TaskPlace {
  readonly region: string;
}

function cursorOf({ dueAt, region, id }: TaskView): string {
  return `${dueAt}~${region}~${id}`;
}

function parseCursor(cursor: string): InboxPlace {
  const [, dueAt, region, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([a-z][a-z0-9-]*)~(\d{1,18})$/.exec(cursor) ?? [];
  if (dueAt === undefined || region === undefined || id === undefined) {
    throw new CursorUnreadableError(cursor);
  }
  return { dueAt, region, id };
}

/** Tasks of one instant go by region, then by number. */
function placeIn(region: string, { region: last, dueAt, id }: InboxPlace): TaskPlace {
  if (region === last) return { dueAt, id };
  return { dueAt, id: region.localeCompare(last, 'en') > 0 ? '0' : BEHIND };
}
