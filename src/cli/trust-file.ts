import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TrustFile } from '../permits/permit.types.ts';
import { UsageError } from './cli.errors.ts';

const TRUST_FORM =
  '`carnet trust` writes one: {"keys": [{"region", "keyId", "publicKeyPem"}], "certificates": [{"region", "pem"}]}';

/**
 * The keys and certificates that somebody trusts.
 *
 * @throws {UsageError} the file cannot be read, or is no trust file
 */
export async function readTrust(path: string): Promise<TrustFile> {
  const value = await readJson(path, TRUST_FORM);
  if (!isTrustFile(value)) throw new UsageError(`\`${path}\` is no trust file`, TRUST_FORM);
  return value;
}

/** @throws {UsageError} the file cannot be read, or holds no JSON */
export async function readJson(path: string, hint: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UsageError(`cannot read \`${path}\` as JSON`, hint);
  }
}

function isTrustFile(value: unknown): value is TrustFile {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return false;
  if (!Array.isArray(value.keys) || !value.keys.every(isTrustedKey)) return false;
  if (!('certificates' in value)) return true;
  return Array.isArray(value.certificates) && value.certificates.every(isTrustedCertificate);
}

function isTrustedCertificate(certificate: unknown): boolean {
  if (typeof certificate !== 'object' || certificate === null) return false;
  const { region, pem } = certificate as Readonly<Record<string, unknown>>;
  return typeof region === 'string' && typeof pem === 'string' && isCertificate(pem);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

function isTrustedKey(key: unknown): boolean {
  if (typeof key !== 'object' || key === null) return false;
  const { region, keyId, publicKeyPem } = key as Readonly<Record<string, unknown>>;
  return [region, keyId, publicKeyPem].every((field) => typeof field === 'string');
}
