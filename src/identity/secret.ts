import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What somebody holds to prove who they are, taken apart. Only the hash of the secret is ever stored. */
export interface ParsedSecret {
  readonly id: string;
  readonly secretSha256: Buffer;
}

/**
 * 256 random bits as text.
 *
 * That much randomness needs no slow hash: nobody guesses it, so SHA-256 of it may be stored.
 */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in the same time whatever differs. */
export function sameSecret(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
