import { Inject, Injectable } from '@nestjs/common';
import type { Page } from '../cases/case.views.ts';
import { CursorUnreadableError } from '../cases/cases.errors.ts';
import { readableScopes } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { listRequests, merged, readManifestText } from './request-rows.ts';
import { RequestNotFoundError } from './requests.errors.ts';
import type { RequestView } from './request.views.ts';
import { RequestsService } from './requests.service.ts';

const PAGE = 50;

/** Lists over several cells: each is asked for a page, and the newest of all make the page that is answered. */
@Injectable()
export class RequestListService {
  constructor(@Inject(RequestsService) private readonly requests: RequestsService) {}

  /** @throws {CursorUnreadableError} the cursor is none that a page gave */
  async list(caller: Principal, cursor: string | undefined): Promise<Page<RequestView>> {
    const before = cursor === undefined ? null : readCursor(cursor);
    const parts = await Promise.all(
      this.requests.readable(caller).map((engine) => {
        const scopes = readableScopes(caller, engine.region);
        return listRequests(engine.parts.pool, { limit: PAGE + 1, before, scopes });
      }),
    );
    const all = merged(parts.flat());
    const items = all.slice(0, PAGE);
    const last = items.at(-1);
    return { items, nextCursor: all.length > PAGE && last ? cursorOf(last) : null };
  }

  /** @throws {RequestNotFoundError} no region in which the caller may read holds it */
  async manifest(caller: Principal, id: string): Promise<string> {
    for (const engine of this.requests.readable(caller)) {
      const scopes = readableScopes(caller, engine.region);
      // oxlint-disable-next-line no-await-in-loop -- a region is asked when the one before has nothing
      const text = await readManifestText(engine.parts.pool, id, scopes);
      if (text !== null) return text;
    }
    throw new RequestNotFoundError(id);
  }
}

function cursorOf({ submittedAt, id }: RequestView): string {
  return Buffer.from(JSON.stringify([submittedAt, id])).toString('base64url');
}

function readCursor(cursor: string): { readonly at: string; readonly id: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof at === 'string' && typeof id === 'string' && !Number.isNaN(Date.parse(at))) {
      return { at, id };
    }
  } catch {
    // Said below in our own words.
  }
  throw new CursorUnreadableError(cursor);
}
