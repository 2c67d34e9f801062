import { randomUUID } from 'node:crypto';

/** A session as a page of Carnet holds it. */
export interface BrowserSession {
  readonly cookie: string;
  readonly csrf: string;
  send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
}

/** Signs in to a local account over HTTP. */
export async function signedIn(
  url: string,
  person: string,
  password: string,
): Promise<BrowserSession> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, password }),
  });
  if (!response.ok) throw new Error(`signing in failed: ${await response.text()}`);
  const { csrf } = (await response.json()) as { csrf: string };
  return sessionOf(url, response.headers.get('set-cookie')?.split(';')[0] ?? '', csrf);
}

/** A session whose cookie somebody has already. */
export function sessionOf(url: string, cookie: string, csrf: string): BrowserSession {
  return {
    cookie,
    csrf,
    send: async (method, path, body) => {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          cookie,
          'x-carnet-csrf': csrf,
          'idempotency-key': randomUUID(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}
