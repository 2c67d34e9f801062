import type { KeyObject } from 'node:crypto';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import type { SigningKey } from './permit.types.ts';
import { SigningKeyError } from './permits.errors.ts';

/**
 * The key a region signs its permits with.
 *
 * Without `path` the key lies in `<dataDir>/keys/<region>.pem` and is created at first start: folder 0700, file
 * 0600. With `path` it must exist. Either way a key that others may read is refused, because its signatures
 * prove nothing.
 *
 * @throws {SigningKeyError} unreadable, no P-256 private key, or open to group or others
 */
export function loadSigningKey(
  region: string,
  where: { readonly dataDir: string; readonly path?: string | undefined },
): SigningKey {
  const path = where.path ?? createKeyOnce(region, where.dataDir);
  return signingKeyOf(region, readPrivateKey(path));
}

function createKeyOnce(region: string, dataDir: string): string {
  const dir = join(dataDir, 'keys');
  const path = join(dir, `${region}.pem`);
  if (exists(path)) return path;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const draft = join(dir, `.${region}.${process.pid}.pem`);
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
  });
  try {
    // A link, unlike a rename, never replaces: of two first starts at once, one key wins for both.
    linkSync(draft, path);
  } catch (error) {
    if (!exists(path)) throw new SigningKeyError(path, `cannot be created (${codeOf(error)})`);
  } finally {
    rmSync(draft, { force: true });
  }
  return path;
}

function readPrivateKey(path: string): KeyObject {
  const pem = readPrivately(path);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new SigningKeyError(path, 'is not a private key in PEM form');
  }
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new SigningKeyError(path, 'is not a P-256 key');
  }
  return key;
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

function signingKeyOf(region: string, privateKey: KeyObject): SigningKey {
  const publicKeyPem = createPublicKey(privateKey)
    .export({ type: 'spki', format: 'pem' })
    .toString();
  return {
    region,
    publicKeyPem,
    keyId: keyIdOf(publicKeyPem),
    async sign(bytes) {
      return sign('sha256', bytes, privateKey);
    },
  };
}

/**
 * SHA-256 over the SPKI DER of a public key, hex: the name it goes by in envelopes and trust files.
 *
 * @throws when `publicKeyPem` holds no public key
 */
export function keyIdOf(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : String(error);
}
