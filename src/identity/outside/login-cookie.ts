import type { Begun } from './provider.ts';

/**
 * What a browser keeps while its person is away at a provider.
 *
 * Nothing in it is worth stealing from another browser, and nothing in it is believed that the provider does not confirm:
 * it binds what comes back to the browser that set out.
 */
export interface Away extends Begun {
  readonly provider: string;
  /** Where in the pages to go on afterwards. */
  readonly to: string;
  /** The session whose person proves again who they are; absent when somebody signs in. */
  readonly session?: string;
}

const MAX_AGE_SECONDS = 600;
const FIELDS = ['state', 'nonce', 'verifier', 'provider', 'to'] as const;

/** `Set-Cookie` before somebody goes; sent along when a provider sends them back, hence not `Strict`. */
export function awayCookie(away: Away, secure: boolean): string {
  const text = Buffer.from(JSON.stringify(away)).toString('base64url');
  return `${nameOf(secure)}=${text}; ${attributes(secure)}; Max-Age=${MAX_AGE_SECONDS}`;
}

/** `Set-Cookie` when they are back. */
export function backCookie(secure: boolean): string {
  return `${nameOf(secure)}=; ${attributes(secure)}; Max-Age=0`;
}

/** What the browser kept; null when there is nothing, or nothing that makes sense. */
export function awayIn(cookies: string | undefined, secure: boolean): Away | null {
  const start = `${nameOf(secure)}=`;
  const pair = (cookies ?? '').split(/; */u).find((one) => one.startsWith(start));
  if (pair === undefined) return null;
  try {
    const read: unknown = JSON.parse(
      Buffer.from(pair.slice(start.length), 'base64url').toString('utf8'),
    );
    return isAway(read) ? read : null;
  } catch {
    return null;
  }
}

/** Whether an address is one of the pages: nobody is sent elsewhere by a link. */
export const PAGE_ADDRESS = /^\/(?![/\\])[!-[\]-~]{0,500}$/u;

function isAway(read: unknown): read is Away {
  if (typeof read !== 'object' || read === null) return false;
  const values = read as Readonly<Record<string, unknown>>;
  const { session, to } = values;
  return (
    FIELDS.every((field) => typeof values[field] === 'string') &&
    (session === undefined || typeof session === 'string') &&
    PAGE_ADDRESS.test(String(to))
  );
}

function nameOf(secure: boolean): string {
  return secure ? '__Host-carnet_away' : 'carnet_away';
}

function attributes(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
