import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId } from '../common/ids.ts';

/** A token as its owner holds it, taken apart. Only the hash of the secret is ever stored. */
export interface ParsedToken {
  readonly id: string;
  readonly secretSha256: Buffer;
}

const FORM = /^carnet_(tok-[a-z2-7]{20})_([A-Za-z0-9_-]{43})$/;

/**
 * A new token of 256 random bits.
 *
 * That much randomness needs no slow hash: nobody guesses it, so SHA-256 of it may be stored.
 */
export function mintToken(): { readonly token: string } & ParsedToken {
  const id = newId('tok');
  const secret = randomBytes(32).toString('base64url');
  return { token: `carnet_${id}_${secret}`, id, secretSha256: hashOf(secret) };
}

/** Takes a token apart; null when it has not the form of one. */
export function parseToken(token: string): ParsedToken | null {
  const [, id, secret] = FORM.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secretSha256: hashOf(secret) };
}

/** Compares in the same time whatever differs. */
export function sameSecret(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
