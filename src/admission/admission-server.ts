import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { ReviewUnreadableError } from './admission.errors.ts';

/** What the server presents, PEM; and, where callers have to present one too, who signs theirs. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly clientCa: string | null;
}

export interface Listening {
  readonly port: number;
  /** From now on new connections get this certificate. @throws {Error} certificate and key do not belong together */
  renew(tls: TlsFiles): void;
  /** Answers what was asked, then stops. */
  close(): Promise<void>;
}

export interface ServerParts {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsFiles;
  /** Body in, body out. @throws {ReviewUnreadableError} */
  readonly answer: (body: string) => Promise<object>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * The API server sends an object of at most 3 MiB, and the one before it.
 * https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */
const MOST_BYTES = 8 * 1024 * 1024;
/** The API server waits at most 30 s. */
const REQUEST_MS = 30_000;
const CLOSE_MS = 10_000;

/** Serves `POST /admit`, `GET /healthz` and `GET /readyz` over TLS. */
export async function listen(parts: ServerParts): Promise<Listening> {
  const server = createServer(
    { ...tlsOptions(parts.tls), requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    (request, response) => {
      serve(request, response, parts).catch((error: unknown) => {
        parts.onFailure(error);
        response.destroy();
      });
    },
  );
  // Somebody who speaks no TLS, or breaks off, is no failure of ours.
  server.on('tlsClientError', () => undefined);
  server.listen(parts.port, parts.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    renew: (tls) => server.setSecureContext(tlsOptions(tls)),
    close: async () => closed(server),
  };
}

/** Throws when certificate and key do not belong together, before anybody is served with them. */
function tlsOptions({ cert, key, clientCa }: TlsFiles): object {
  createSecureContext({ cert, key });
  const known =
    clientCa === null ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return { cert, key, minVersion: 'TLSv1.2', ...known };
}

async function closed(server: Server): Promise<void> {
  const ended = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await ended;
  clearTimeout(timer);
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, onFailure }: ServerParts,
): Promise<void> {
  const [path] = (request.url ?? '').split('?');
  if (path === '/healthz' || path === '/readyz') return send(response, 200, 'text/plain', 'ok\n');
  if (path !== '/admit') return problem(response, 404, `there is no \`${shown(path)}\` here`);
  if (request.method !== 'POST') {
    return problem(response, 405, `\`/admit\` takes POST, not ${shown(request.method)}`);
  }
  try {
    const body = await readBody(request);
    send(response, 200, 'application/json', JSON.stringify(await answer(body)));
  } catch (error) {
    if (error instanceof ReviewUnreadableError) {
      // What is too large is read to its end and dropped, so that the refusal arrives.
      request.resume();
      return problem(response, error.status, error.message, error.code);
    }
    onFailure(error);
    problem(response, 500, 'the webhook broke; its log says how');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/iu.test(type)) {
    throw new ReviewUnreadableError(`\`${shown(type)}\` is not read, \`application/json\` is`, 415);
  }
  const tooLarge = `a review has at most ${MOST_BYTES} bytes`;
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) {
    throw new ReviewUnreadableError(tooLarge, 413);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const read = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of read) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new ReviewUnreadableError(tooLarge, 413);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ReviewUnreadableError('the body is not UTF-8');
  }
}

/** RFC 9457. */
function problem(
  response: ServerResponse,
  status: number,
  detail: string,
  code = 'ERR_REQUEST_REFUSED',
): void {
  const title = code.replace(/^ERR_/u, '').toLowerCase().replaceAll('_', ' ');
  const body = { type: 'about:blank', title, status, detail, code };
  send(response, status, 'application/problem+json', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}

function shown(text: string | undefined): string {
  return (text ?? '').slice(0, 80).replaceAll(/[^\P{Cc}]/gu, '\uFFFD');
}
