import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../common/error-code.ts';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new secret of an endpoint, as its receiver configures it: `whsec_` and 32 bytes in base64. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The key under which a region keeps its endpoints' secrets: made from a file of the data folder (mode 0600, written at
 * first use), so that whoever holds a copy of the database alone holds no secret.
 */
export function sealingKey(dataDir: string, region: string): Buffer {
  const path = join(dataDir, 'webhook-secrets.key');
  mkdirSync(dataDir, { recursive: true });
  try {
    // Whoever comes second reads what the first one wrote.
    writeFileSync(path, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const root = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (root.length !== SECRET_BYTES) throw new Error(`\`${path}\` holds no key: 64 hex digits`);
  return Buffer.from(hkdfSync('sha256', root, '', `carnet webhook secrets of ${region}`, 32));
}

/** Encrypts a secret for its row (AES-256-GCM), bound to its endpoint. */
export function seal(key: Buffer, endpoint: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(endpoint));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws when the row was altered, belongs to another endpoint, or the region's signing key is another one */
export function unseal(key: Buffer, endpoint: string, row: Buffer): string {
  const nonce = row.subarray(0, NONCE_BYTES);
  const tag = row.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(endpoint))
    .setAuthTag(tag);
  const opened = decipher.update(row.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([opened, decipher.final()]).toString('utf8');
}

/** `webhook-signature` of the Standard Webhooks specification: one `v1,…` for each secret that is good now. */
export function signatures(
  secrets: readonly string[],
  message: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const { id, timestamp, body } = message;
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      const mac = createHmac('sha256', key).update(`${id}.${String(timestamp)}.${body}`);
      return `v1,${mac.digest('base64')}`;
    })
    .join(' ');
}
