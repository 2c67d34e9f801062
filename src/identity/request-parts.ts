import type { HttpRequest } from '../http/http.types.ts';
import type { Attempt } from './sign-in.service.ts';

/** Where an attempt to sign in comes from. */
export function attemptOf({ ip, headers }: HttpRequest): Attempt {
  return { address: ip, userAgent: headers['user-agent'] ?? '' };
}

/** Where browsers reach Carnet: what was configured, or else the host that was asked. */
export function baseOf({ headers }: HttpRequest, origin: string | undefined): string {
  return origin ?? `http://${headers.host ?? 'localhost'}`;
}
