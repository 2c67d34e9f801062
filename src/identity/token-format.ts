import { newId } from '../common/ids.ts';
import { hashOf, newSecret } from './secret.ts';
import type { ParsedSecret } from './secret.ts';

const FORM = /^carnet_(tok-[a-z2-7]{20})_([A-Za-z0-9_-]{43})$/;

/** A new token of 256 random bits. */
export function mintToken(): { readonly token: string } & ParsedSecret {
  const id = newId('tok');
  const secret = newSecret();
  return { token: `carnet_${id}_${secret}`, id, secretSha256: hashOf(secret) };
}

/** Takes a token apart; null when it has not the form of one. */
export function parseToken(token: string): ParsedSecret | null {
  const [, id, secret] = FORM.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secretSha256: hashOf(secret) };
}
