import type { IncomingHttpHeaders } from 'node:http';
import type { HttpInstance } from './http.types.ts';
import type { PageAnswer, Pages } from './pages.ts';

const API = '/api/';
const DOCS = '/api/docs';

/**
 * Shows somebody who opens an address of the server in a browser the pages, or where these were not built, those of the
 * API.
 *
 * Programs, which ask for no page, get the same problem document as everywhere else.
 */
export function addFrontDoor(instance: HttpInstance, pages: Pages | null): void {
  instance.addHook('onRequest', (request, reply, done) => {
    const [path = '/'] = request.url.split('?');
    if (!['GET', 'HEAD'].includes(request.method) || path.startsWith(API)) {
      done();
      return;
    }
    const answer = answerAt(pages, path, request.headers);
    if (answer === null) done();
    else void reply.status(answer.status).headers(answer.headers).send(answer.body);
  });
}

function answerAt(
  pages: Pages | null,
  path: string,
  { accept = '', ...headers }: IncomingHttpHeaders,
): PageAnswer | null {
  const { 'accept-encoding': encodings, 'if-none-match': known } = headers;
  const file = pages?.file(path, encodings ?? '', known);
  if (file) return file;
  if (!accept.includes('text/html')) return null;
  if (pages) return pages.page();
  return path === '/' ? { status: 302, headers: { location: DOCS }, body: '' } : null;
}
