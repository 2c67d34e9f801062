import type { HttpReply } from './http.types.ts';
import { toWire } from './wire.ts';

/** What a write led to, or led to when it came the first time. */
export interface Written<T> {
  readonly view: T;
  readonly replayed: boolean;
}

/** Answers a write: the view as it travels, marked when it is the answer of an earlier request. */
export function answerWrite<T>(reply: HttpReply, { view, replayed }: Written<T>): unknown {
  if (replayed) reply.header('idempotency-replayed', 'true');
  return toWire(view);
}
