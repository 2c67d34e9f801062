import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { PasswordWeakError } from './identity.errors.ts';

/** Parameters of RFC 9106's second choice brought down to what OWASP asks at least: 19 MiB, two passes. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MIN_LENGTH = 12;
/** What is longer is no password but a way to keep the server busy. */
const MAX_LENGTH = 200;

/**
 * The Argon2id hash of a password, in its own text form.
 *
 * @throws {PasswordWeakError} shorter than 12 characters, or longer than 200
 */
export async function hashPassword(password: string): Promise<string> {
  const { length } = Array.from(password);
  if (length < MIN_LENGTH || length > MAX_LENGTH)
    throw new PasswordWeakError(MIN_LENGTH, MAX_LENGTH);
  return hash(password.normalize('NFKC'), ARGON2ID);
}

let nobody: Promise<string> | undefined;

/** Whether the password is the one that was hashed; without a hash it takes as long to say no. */
export async function isPassword(hashed: string | null, password: string): Promise<boolean> {
  if (password.length > MAX_LENGTH * 4) return false;
  nobody ??= hashPassword(randomBytes(24).toString('base64url'));
  const matches = await verify(hashed ?? (await nobody), password.normalize('NFKC'));
  return hashed !== null && matches;
}

/** Characters that nobody takes for one another. */
const PLAIN = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A fresh password to be read out and typed: four groups of four, 79 random bits. */
export function newPassword(): string {
  return Array.from({ length: 4 }, newGroup).join('-');
}

function newGroup(): string {
  return Array.from({ length: 4 }, pick).join('');
}

function pick(): string {
  // Bytes past the last whole multiple would make some characters more likely than others.
  const limit = 256 - (256 % PLAIN.length);
  for (;;) {
    const [byte = 255] = randomBytes(1);
    if (byte < limit) return PLAIN.charAt(byte % PLAIN.length);
  }
}
