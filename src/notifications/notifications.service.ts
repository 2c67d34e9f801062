import { Inject, Injectable } from '@nestjs/common';
import { Engines } from '../cases/engines.ts';
import type { Written } from '../http/answer.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { regionsWhere } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { operated } from '../operations/operated.ts';

const MOST = 200;

export interface NotificationView {
  readonly id: string;
  readonly region: string;
  /** Null of what concerns the region as a whole. */
  readonly caseId: string | null;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly readAt: string | null;
  readonly link: string;
}

interface Columns {
  readonly id: string;
  readonly case_id: string | null;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly read_at: Date | null;
}

/** What happened that somebody should know of. */
@Injectable()
export class NotificationsService {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  /** The caller's notifications in the regions they may read, newest first, at most 200. */
  async list(
    caller: Principal,
    { unread }: { readonly unread: boolean },
  ): Promise<NotificationView[]> {
    const found = await Promise.all(
      this.#mine(caller).map(async ({ region, parts }) => {
        const { rows } = await parts.pool.query<Columns>(
          `select id, case_id, seq, type, at, read_at from notification
            where person_id = $1 and (read_at is null or not $2) order by id desc limit ${MOST}`,
          [caller.personId, unread],
        );
        return rows.map((row) => viewOf(region, row));
      }),
    );
    return found
      .flat()
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .slice(0, MOST);
  }

  /** Marks the caller's notifications of a case, or all of them, as read. */
  async read(
    caller: Principal,
    caseId: string | undefined,
    idempotency: IdempotentCall,
  ): Promise<Written<{ region: string; done: true }>> {
    const written = await Promise.all(
      this.#mine(caller).map(async ({ region, parts }) =>
        operated(
          { region, pool: parts.pool },
          { idempotency, at: parts.now() },
          async ({ client }) => {
            await client.query(
              `update notification set read_at = now()
              where person_id = $1 and read_at is null and ($2::text is null or case_id = $2)`,
              [caller.personId, caseId ?? null],
            );
            return { region, done: true as const };
          },
        ),
      ),
    );
    const view = { region: written.map((one) => one.view.region).join(', '), done: true as const };
    return { view, replayed: written.every(({ replayed }) => replayed) };
  }

  #mine(caller: Principal): ReturnType<Engines['all']> {
    const regions = regionsWhere(caller, 'read');
    return this.engines.all().filter(({ region }) => regions.includes(region));
  }
}

function viewOf(region: string, row: Columns): NotificationView {
  return {
    id: row.id,
    region,
    caseId: row.case_id,
    seq: row.seq,
    type: row.type,
    at: row.at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
    link: row.case_id === null ? '/api/v1/region-tasks' : `/api/v1/cases/${row.case_id}`,
  };
}
