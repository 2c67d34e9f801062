import type { HttpInstance } from './http.types.ts';

const DOCS = '/api/docs';

/**
 * Shows somebody who opens the server's address in a browser to the pages of the API.
 *
 * Programs, which ask for no page, get the same problem document as everywhere else.
 */
export function addFrontDoor(instance: HttpInstance): void {
  instance.addHook('onRequest', (request, reply, done) => {
    const [path] = request.url.split('?');
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    if (request.method === 'GET' && path === '/' && wantsPage) {
      void reply.redirect(DOCS, 302);
      return;
    }
    done();
  });
}
