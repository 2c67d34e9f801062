import type { QueryResult } from 'pg';
import { DomainError } from '../common/domain-error.ts';

/** What makes a write repeatable: who sent which key, for what. */
export interface IdempotentCall {
  readonly personId: string;
  /** `Idempotency-Key` header: 1 to 255 printable ASCII characters. */
  readonly key: string;
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  /** SHA-256 (hex) of the canonical JSON of everything that was asked for. */
  readonly bodySha256: string;
}

/** The answer a call got the first time. */
export interface StoredResponse {
  readonly status: number;
  /** JSON; exactly what `rememberResponse` was given. */
  readonly response: unknown;
}

/** A pooled client inside a transaction, or anything that queries like one. */
interface Queryable {
  query(text: string, values?: unknown[]): Promise<QueryResult>;
}

/** The key was already used by this person for another call. */
class IdempotencyKeyReusedError extends DomainError {
  readonly code = 'ERR_IDEMPOTENCY_KEY_REUSED';
  readonly status = 422;

  constructor(key: string) {
    super(`the idempotency key \`${key}\` was already used for another request`);
  }
}

/**
 * Puts calls with the same person and key in line until the transaction ends.
 *
 * A caller that already holds a lock which every call of this key takes (a case row) needs no second one.
 */
export async function lockIdempotencyKey(client: Queryable, call: IdempotentCall): Promise<void> {
  const lock = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
  await client.query(lock, [`idempotency:${call.personId}:${call.key}`]);
}

/**
 * The answer this call got before, or null when it is new.
 *
 * @throws {IdempotencyKeyReusedError} the key stands for another method, path or body
 */
export async function findReplay(
  client: Queryable,
  call: IdempotentCall,
): Promise<StoredResponse | null> {
  const { rows } = await client.query(
    `select method, path, encode(body_sha256, 'hex') as body, status, response
       from idempotency where person_id = $1 and key = $2`,
    [call.personId, call.key],
  );
  const row = rows[0] as
    { method: string; path: string; body: string; status: number; response: unknown } | undefined;
  if (!row) return null;
  if (row.method !== call.method || row.path !== call.path || row.body !== call.bodySha256) {
    throw new IdempotencyKeyReusedError(call.key);
  }
  return { status: row.status, response: row.response };
}

/** Keeps the answer of a call; belongs into the transaction of the change itself. */
export async function rememberResponse(
  client: Queryable,
  call: IdempotentCall,
  answer: StoredResponse,
  at: string,
): Promise<void> {
  await client.query(
    `insert into idempotency (person_id, key, method, path, body_sha256, status, response, created_at)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7::jsonb, $8)`,
    [
      call.personId,
      call.key,
      call.method,
      call.path,
      call.bodySha256,
      answer.status,
      JSON.stringify(answer.response ?? null),
      at,
    ],
  );
}
