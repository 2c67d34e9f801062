import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateKey, writeOnce } from '../../permits/key-files.ts';
import { SigningKeyError } from '../../permits/permits.errors.ts';
import { rawPublicKey } from './checkpoint.ts';

/** What signs tree heads; a key in a KMS or HSM fits the same shape. */
export interface LogSigner {
  /** 32 bytes. */
  readonly publicKey: Buffer;
  /** Ed25519 over the UTF-8 of `text`, 64 bytes. */
  sign(text: string): Promise<Buffer>;
}

/** What the tree heads of a region's journal are signed with. */
export interface LogKey {
  readonly region: string;
  /** Name of the log if it has none yet: `carnet/eu/3f2a…`. It keeps the name when its key changes. */
  readonly firstOrigin: string;
  readonly current: LogSigner;
  /** The key before, as long as it signs too, so that nobody who trusts only that one is left in the dark. */
  readonly leaving: LogSigner | null;
}

/**
 * The Ed25519 key of a region's log, `<dataDir>/keys/<region>.log.pem`, made at first start for its owner alone.
 *
 * A key that lies beside it as `<region>.log.old.pem` signs too: that is how the key is changed.
 *
 * @throws {SigningKeyError} unreadable, no Ed25519 private key, or open to group or others
 */
export function loadLogKey(region: string, dataDir: string): LogKey {
  const path = join(dataDir, 'keys', `${region}.log.pem`);
  const fresh = generateKeyPairSync('ed25519').privateKey;
  writeOnce(path, fresh.export({ type: 'pkcs8', format: 'pem' }).toString());
  const current = signerIn(path);
  const older = join(dataDir, 'keys', `${region}.log.old.pem`);
  // Two installations that serve a region of one name are two logs.
  const id = createHash('sha256').update(current.publicKey).digest('hex').slice(0, 16);
  return {
    region,
    firstOrigin: `carnet/${region}/${id}`,
    current,
    leaving: existsSync(older) ? signerIn(older) : null,
  };
}

function signerIn(path: string): LogSigner {
  const key = readPrivateKey(path);
  if (key.asymmetricKeyType !== 'ed25519') throw new SigningKeyError(path, 'is not an Ed25519 key');
  return signerOf(key);
}

/** A signer over a private key that lies in this process. */
export function signerOf(privateKey: KeyObject): LogSigner {
  return {
    publicKey: rawPublicKey(createPublicKey(privateKey)),
    async sign(text) {
      return sign(null, Buffer.from(text, 'utf8'), privateKey);
    },
  };
}
