import type { IncomingMessage } from 'node:http';
import { DomainError } from '../common/domain-error.ts';
import type { HttpInstance, HttpRequest } from './http.types.ts';

/** More nesting than any honest request has, and far less than it takes to exhaust a stack. */
const MAX_DEPTH = 64;

/** `config` of a route (`@RouteConfig`) that takes its body as a stream of bytes, whatever its type. */
export const STREAMED_BODY = { streamedBody: true } as const;

/** The body is larger than this server takes. */
class BodyTooLargeError extends DomainError {
  readonly code = 'ERR_BODY_TOO_LARGE';
  readonly status = 413;
  override readonly details: { readonly limit_bytes: number };

  constructor(limitBytes: number) {
    super(`the body is larger than the limit of ${limitBytes} bytes`);
    this.details = { limit_bytes: limitBytes };
  }
}

/** The body is not the JSON object it should be. */
class BodyMalformedError extends DomainError {
  readonly code = 'ERR_BODY_MALFORMED';
  readonly status = 400;

  constructor(reason: string) {
    super(`the body is no readable JSON: ${reason}`);
  }
}

/** The body is of a type this route does not read. */
class MediaTypeError extends DomainError {
  readonly code = 'ERR_MEDIA_TYPE';
  readonly status = 415;

  constructor(mediaType: string | undefined) {
    const sent = mediaType === undefined ? 'a body without a type' : `\`${mediaType}\``;
    super(`this route reads \`application/json\`, not ${sent}`);
  }
}

/**
 * Teaches the server to read bodies: JSON within `limitBytes`, or the bare stream where a route asks for it.
 *
 * The stream is never read ahead of the handler, so an upload is held in memory one chunk at a time.
 */
export function readBodies(instance: HttpInstance, limitBytes: number): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', async (request: HttpRequest, payload: IncomingMessage) => {
    if (isStreamed(request)) return payload;
    const mediaType = request.headers['content-type'];
    if (!isJson(mediaType)) throw new MediaTypeError(mediaType);
    return parseJson(await readText(payload, limitBytes));
  });
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new BodyMalformedError('it is empty');
  if (depthOf(text) > MAX_DEPTH) {
    throw new BodyMalformedError(`it is nested deeper than ${MAX_DEPTH} levels`);
  }
  try {
    return JSON.parse(text, refusePrototypes);
  } catch (error) {
    if (error instanceof BodyMalformedError) throw error;
    throw new BodyMalformedError(whereItBroke(error));
  }
}

/** `__proto__` copied onto another object would change what that object is. */
function refusePrototypes(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new BodyMalformedError('`__proto__` is no name for a member');
  return value;
}

/** Whether the request's route takes its body as a stream. */
export function isStreamed(request: HttpRequest): boolean {
  const config = request.routeOptions.config as { streamedBody?: boolean } | undefined;
  return config?.streamedBody === true;
}

function isJson(mediaType: string | undefined): boolean {
  const essence = mediaType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return essence === 'application/json' || /^application\/[\w.-]+\+json$/.test(essence);
}

async function readText(payload: IncomingMessage, limitBytes: number): Promise<string> {
  const declared = Number(payload.headers['content-length'] ?? 0);
  if (declared > limitBytes) throw new BodyTooLargeError(limitBytes);
  const pieces: Buffer[] = [];
  let size = 0;
  // Without `destroyOnReturn` the socket would be gone before the answer that says why.
  for await (const piece of payload.iterator({ destroyOnReturn: false })) {
    size += (piece as Buffer).length;
    if (size > limitBytes) throw new BodyTooLargeError(limitBytes);
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Deepest nesting of brackets outside strings; what is no JSON is the parser's business. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}

/** The place only: the parser's sentence quotes the body, which may be long. */
function whereItBroke(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(message);
  return place ? `something unexpected stands ${place[0]}` : 'it ends too early';
}
