import { CsrfError, ForeignOriginError } from './identity.errors.ts';
import type { HttpRequest } from '../http/http.types.ts';
import { hashOf, sameSecret } from './secret.ts';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const HEADER = 'x-carnet-csrf';

/**
 * Lets a request pass that a page of Carnet made, or no page at all.
 *
 * Browsers say where a request comes from and let no page change it.
 *
 * @param origin where browsers reach Carnet; without it, the host that was asked
 * @throws {ForeignOriginError}
 */
export function assertOwnOrigin({ headers }: HttpRequest, origin: string | undefined): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new ForeignOriginError();
  const from = headers.origin;
  if (from === undefined) return;
  const own = origin === undefined ? isHost(from, headers.host) : from === origin;
  if (!own) throw new ForeignOriginError();
}

/**
 * Lets a request in a session pass when it changes nothing, or carries what only a page of Carnet can know.
 *
 * @throws {CsrfError} {ForeignOriginError}
 */
export function assertOwnWrite(
  request: HttpRequest,
  csrf: string,
  origin: string | undefined,
): void {
  if (READS.has(request.method)) return;
  assertOwnOrigin(request, origin);
  const sent = request.headers[HEADER];
  if (typeof sent !== 'string' || !sameSecret(hashOf(sent), hashOf(csrf))) throw new CsrfError();
}

function isHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
