import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../common/error-code.ts';
import { SigningKeyError } from './permits.errors.ts';

/**
 * Creates a P-256 key at `path` unless something lies there: folder 0700, file 0600.
 *
 * @throws {SigningKeyError} it cannot be created
 */
export function createKeyOnce(path: string): void {
  if (exists(path)) return;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeOnce(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/**
 * Writes a file that is for its owner alone, unless one lies there. Of two that do so at once, one wins for both.
 *
 * @throws {SigningKeyError} it cannot be created
 */
export function writeOnce(path: string, text: string): void {
  const dir = dirname(path);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const draft = join(dir, `.${randomUUID()}.draft`);
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    // A link, unlike a rename, never replaces.
    linkSync(draft, path);
  } catch (error) {
    if (!exists(path)) throw new SigningKeyError(path, `cannot be created (${codeOf(error)})`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Reads a private key that nobody else may read: one that others can read proves nothing by its signatures.
 *
 * @throws {SigningKeyError} unreadable, no private key, or open to group or others
 */
export function readPrivateKey(path: string): KeyObject {
  const pem = readPrivately(path);
  try {
    return createPrivateKey(pem);
  } catch {
    throw new SigningKeyError(path, 'is not a private key in PEM form');
  }
}

export function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

function readPrivately(path: string): string {
  try {
    const { mode } = statSync(path);
    if ((mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0');
      throw new SigningKeyError(path, `has mode ${shown} and is open to others, make it 0600`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof SigningKeyError) throw error;
    throw new SigningKeyError(path, `cannot be read (${codeOf(error)})`);
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function codeOf(error: unknown): string {
  return errorCode(error) ?? String(error);
}
