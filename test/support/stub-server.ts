import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StubServer {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** What a stub answers: a JSON value, or `drop` to cut the line without an answer. */
export type Answer = { readonly status: number; readonly body: unknown } | 'drop';

/** An HTTP server on a free port of the loopback that remembers what it was sent. */
export async function stubServer(answer: (received: Received) => Answer): Promise<StubServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const it = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(it);
      send(answer(it), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(answer: Answer, response: ServerResponse): void {
  if (answer === 'drop') {
    response.destroy();
    return;
  }
  const { status, body } = answer;
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  if (Buffer.isBuffer(body)) {
    response.writeHead(status, { 'content-type': 'application/pdf' }).end(body);
    return;
  }
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}
