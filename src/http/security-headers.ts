import type { HttpInstance } from './http.types.ts';

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Nothing the API answers is a page: it may load nothing and be framed by nobody. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The documentation page brings its own scripts and styles from this very origin. */
const DOCS_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** Gives every answer the headers that keep browsers from doing more with it than was meant. */
export function addSecurityHeaders(instance: HttpInstance): void {
  instance.addHook('onRequest', (request, reply, done) => {
    reply.headers(EVERYWHERE);
    reply.header('x-request-id', request.id);
    const isDocs = request.url.startsWith('/api/docs');
    reply.header('content-security-policy', isDocs ? DOCS_POLICY : API_POLICY);
    if (!isDocs) reply.header('cache-control', 'no-store');
    done();
  });
}
