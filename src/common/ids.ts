import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 20;

/** A fresh id: the prefix, a dash, and 20 characters of lower-case base32 (100 random bits). */
export function newId(prefix: string): string {
  // 256 is a multiple of 32, so the low five bits of a random byte are uniform.
  const random = [...randomBytes(LENGTH)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
  return `${prefix}-${random}`;
}
