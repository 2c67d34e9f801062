import { inTransaction } from '../common/in-transaction.ts';
import type { Written } from '../http/answer.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { findReplay, lockIdempotencyKey, rememberResponse } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import type pg from 'pg';
import type { OpenCell } from './jobs.ts';

/** Does what an operator asks in one transaction of a cell, once per idempotency key. */
export async function operated<T>(
  cell: { readonly region: string; readonly pool: pg.Pool },
  call: { readonly idempotency: IdempotentCall; readonly at: string },
  work: (open: OpenCell) => Promise<T>,
): Promise<Written<T>> {
  const { idempotency, at } = call;
  return inTransaction(cell, async (client) => {
    await lockIdempotencyKey(client, idempotency);
    const replay = await findReplay(client, idempotency);
    if (replay) return { view: replay.response as T, replayed: true };
    const view = await work({ region: cell.region, client });
    await rememberResponse(client, idempotency, { status: 200, response: toWire(view) }, at);
    return { view, replayed: false };
  });
}
