import { newId } from '../common/ids.ts';
import { hashOf, newSecret } from './secret.ts';
import type { ParsedSecret } from './secret.ts';

const FORM = /^(ses-[a-z2-7]{20})_([A-Za-z0-9_-]{43})$/;
const NAME = 'carnet_session';

/** The text of a cookie for a new session, or for one that gets a new secret. */
export function mintSession(id: string = newId('ses')): { readonly text: string } & ParsedSecret {
  const secret = newSecret();
  return { text: `${id}_${secret}`, id, secretSha256: hashOf(secret) };
}

/** Takes the text of a session's cookie apart; null when it has not the form of one. */
export function parseSession(text: string): ParsedSecret | null {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secretSha256: hashOf(secret) };
}

/** With `secure` the prefix makes browsers refuse the cookie from anybody but this very host over TLS. */
function nameOf(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

/** The session's text among the cookies of a request; null when there is none. */
export function sessionIn(cookies: string | undefined, secure: boolean): string | null {
  const name = nameOf(secure);
  for (const pair of (cookies ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** `Set-Cookie` that hands the session to the browser, out of reach of scripts and of other sites. */
export function cookieOf(text: string, expiresAt: Date, secure: boolean): string {
  return `${nameOf(secure)}=${text}; ${attributes(secure)}; Expires=${expiresAt.toUTCString()}`;
}

/** `Set-Cookie` that takes it away again. */
export function noCookie(secure: boolean): string {
  return `${nameOf(secure)}=; ${attributes(secure)}; Max-Age=0`;
}

function attributes(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
