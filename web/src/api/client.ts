import createClient from 'openapi-fetch';
import { OfflineError, problemOf } from './problem.ts';
import type { paths } from './schema.d.ts';

let csrf = '';

/** What every write carries, as the session told it. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** Headers of a write that is new for each intention. */
export function writeHeaders(key: string = crypto.randomUUID()): Record<string, string> {
  return { 'x-carnet-csrf': csrf, 'idempotency-key': key };
}

/** `fetch` whose failures are told apart: nobody answered, or somebody refused. */
export async function ask(input: Request | string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch {
    throw new OfflineError();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The API, typed by its own document. Every call gives its answer or throws. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: async (request: Request) => ask(request),
});

api.use({
  onRequest: ({ request }) => {
    if (request.method !== 'GET') {
      request.headers.set('x-carnet-csrf', csrf);
      if (!request.headers.has('idempotency-key')) {
        request.headers.set('idempotency-key', crypto.randomUUID());
      }
    }
    return request;
  },
});

/** The answer of a call; the client throws where there is none. */
export function answered<T>({ data }: { readonly data?: T }): T {
  if (data === undefined) throw new OfflineError();
  return data;
}

/** The header of a write that is a new intention of the person. */
export function newIntention(): { readonly 'Idempotency-Key': string } {
  return { 'Idempotency-Key': crypto.randomUUID() };
}
