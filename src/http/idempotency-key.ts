import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { sha256Of } from '../common/canonical-json.ts';
import { DomainError } from '../common/domain-error.ts';
import { isStreamed } from './body.ts';
import type { HttpRequest } from './http.types.ts';
import type { IdempotentCall } from './idempotency.ts';

/** A write came without its `Idempotency-Key` header. */
class IdempotencyKeyMissingError extends DomainError {
  readonly code = 'ERR_IDEMPOTENCY_KEY_MISSING';
  readonly status = 400;

  constructor() {
    super('a write needs an `Idempotency-Key` header: any text that is new for each intention');
  }
}

/** The `Idempotency-Key` header is not 1 to 255 printable characters. */
class IdempotencyKeyMalformedError extends DomainError {
  readonly code = 'ERR_IDEMPOTENCY_KEY_MALFORMED';
  readonly status = 400;

  constructor() {
    super('`Idempotency-Key` takes 1 to 255 printable ASCII characters');
  }
}

/**
 * What makes this write repeatable: its key, and the hash of everything it asks for.
 *
 * A streamed body is not in the hash: whoever reads the stream adds the hash of its content (`withContent`).
 */
export const Idempotent = createParamDecorator(
  (_: unknown, context: ExecutionContext): IdempotentCall => {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const [path = '', query = ''] = request.url.split('?', 2);
    const body = isStreamed(request) ? request.headers['content-type'] : request.body;
    return {
      personId: request.principal?.personId ?? '',
      key: keyOf(request),
      method: request.method,
      path,
      bodySha256: sha256Of({ query, body: body ?? null }),
    };
  },
);

/** The same call, told apart also by the content (SHA-256, hex) of what was streamed. */
export function withContent(call: IdempotentCall, contentSha256: string): IdempotentCall {
  return { ...call, bodySha256: sha256Of({ asked: call.bodySha256, content: contentSha256 }) };
}

function keyOf({ headers }: HttpRequest): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') throw new IdempotencyKeyMissingError();
  if (Array.isArray(key) || !/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new IdempotencyKeyMalformedError();
  }
  return key;
}
