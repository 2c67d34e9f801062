import { randomUUID } from 'node:crypto';
import { errorCode } from './error-code.ts';
import { ServerProblemError, ServerUnreachableError } from './client.errors.ts';

export interface HttpOptions {
  /** Origin of the server: `http://127.0.0.1:4600`. */
  readonly url: string;
  readonly token?: string | undefined;
  /** Milliseconds until a request counts as unanswered. */
  readonly timeoutMs?: number;
}

/** What a request carries besides its path; a body that streams is made anew for a retry. */
export interface HttpBody {
  readonly contentType: string;
  readonly make: () => HttpStream;
}

/** Whatever `fetch` sends. */
export type HttpStream = NonNullable<RequestInit['body']>;

/** Sends requests to `/api/v1`, one retry on network failure, problem documents turned into errors. */
export class Http {
  readonly url: string;
  private readonly token: string | undefined;
  private readonly timeoutMs: number;

  constructor(options: HttpOptions) {
    this.url = options.url.replace(/\/+$/u, '');
    this.token = options.token;
    this.timeoutMs = options.timeoutMs ?? 120_000;
  }

  /** @throws {ServerProblemError} {ServerUnreachableError} */
  async get<T>(path: string): Promise<T> {
    return (await (await this.send('GET', path)).json()) as T;
  }

  /** Fetches a file as it stands. @throws {ServerProblemError} {ServerUnreachableError} */
  async getBytes(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.send('GET', path)).arrayBuffer());
  }

  /** Fetches a file as it comes, never whole in memory. @throws {ServerProblemError} {ServerUnreachableError} */
  async getStream(path: string): Promise<ReadableStream<Uint8Array>> {
    // Making many packs takes as long as it takes.
    const { body } = await this.send('GET', path, undefined, 24 * 3_600_000);
    if (!body) throw new ServerUnreachableError(this.url, 'it answered nothing');
    return body;
  }

  /**
   * Writes. The idempotency key is random and the same in the retry, so a write is never done twice.
   *
   * @throws {ServerProblemError} {ServerUnreachableError}
   */
  async write<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
    const json: HttpBody = { contentType: 'application/json', make: () => JSON.stringify(body) };
    return this.writeBody<T>(method, path, json);
  }

  /** As `write`, with a body of any kind. */
  async writeBody<T>(method: 'POST' | 'PUT', path: string, body: HttpBody): Promise<T> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  private async send(
    method: string,
    path: string,
    body?: HttpBody,
    timeoutMs = this.timeoutMs,
  ): Promise<Response> {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json, */*',
    };
    if (this.token !== undefined) headers['authorization'] = `Bearer ${this.token}`;
    if (body) {
      headers['content-type'] = body.contentType;
      headers['idempotency-key'] = randomUUID();
    }
    const response = await this.reach(() =>
      this.once(method, path, { headers, signal: AbortSignal.timeout(timeoutMs) }, body),
    );
    if (response.ok) return response;
    throw new ServerProblemError(response.status, await problemOf(response));
  }

  private async once(
    method: string,
    path: string,
    how: Pick<RequestInit, 'headers' | 'signal'>,
    body?: HttpBody,
  ): Promise<Response> {
    const init: RequestInit = { method, ...how };
    // A streamed body needs `duplex`, which is not in the type of `RequestInit` yet.
    if (body) Object.assign(init, { body: body.make(), duplex: 'half' });
    return fetch(`${this.url}/api/v1${path}`, init);
  }

  private async reach(send: () => Promise<Response>): Promise<Response> {
    try {
      return await send();
    } catch (error) {
      if (!isNetworkFailure(error)) throw new ServerUnreachableError(this.url, reasonOf(error));
    }
    try {
      return await send();
    } catch (error) {
      throw new ServerUnreachableError(this.url, reasonOf(error));
    }
  }
}

/** `fetch` reports every network failure as a `TypeError` with a cause; a timeout has another name. */
function isNetworkFailure(error: unknown): boolean {
  return nameOf(error) === 'TypeError' && causeOf(error) !== undefined;
}

function reasonOf(error: unknown): string {
  if (nameOf(error) === 'TimeoutError') return 'no answer in time';
  const cause = causeOf(error);
  return errorCode(cause) || messageOf(cause) || messageOf(error) || 'the network failed';
}

// Errors of the platform may come from another realm, where `instanceof` says no.
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : '';
}

async function problemOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text();
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null)
      return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // Not every server on this port speaks problem documents.
  }
  return {
    status: response.status,
    title: `the server answered ${response.status} ${response.statusText}`.trim(),
  };
}
