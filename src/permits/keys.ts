import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import { join } from 'node:path';

import { createKeyOnce, isP256, readPrivateKey } from './key-files.ts';
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
  const path = where.path ?? join(where.dataDir, 'keys', `${region}.pem`);
  if (where.path === undefined) createKeyOnce(path);
  const key = readPrivateKey(path);
  if (!isP256(key)) throw new SigningKeyError(path, 'is not a P-256 key');
  return signingKeyOf(region, key);
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
