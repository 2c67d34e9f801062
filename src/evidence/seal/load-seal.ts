import type { KeyObject } from 'node:crypto';
import { X509Certificate, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealConfig } from '../../config/config.types.ts';
import { createKeyOnce, isP256, readPrivateKey, writeOnce } from '../../permits/key-files.ts';
import { keyIdOf } from '../../permits/keys.ts';
import { SigningKeyError } from '../../permits/permits.errors.ts';
import { commandSigner } from './command-signer.ts';
import type { Seal, SealAlgorithm } from './seal.types.ts';
import { selfSigned } from './self-signed.ts';

/** Packs are kept for ten years; smaller RSA keys are not advised beyond 2030 (NIST SP 800-57, BSI TR-02102-1). */
const LEAST_RSA_BITS = 3072;

interface Where extends SealConfig {
  readonly dataDir: string;
}

/**
 * What a region seals its packs with.
 *
 * With `command`, a program that holds the key (a KMS, an HSM) signs; else the key of the file `key`, else one that is
 * created at first start in `<dataDir>/keys/<region>.seal.pem`. `certificate` names the signer's certificate and those
 * above it (PEM); a key without one vouches for itself.
 *
 * @throws {SigningKeyError} a key or certificate is unreadable, too weak, open to others, or they do not belong together
 */
export async function loadSeal(region: string, where: Where): Promise<Seal> {
  if (where.command) return commandSeal(region, where.command, where.certificate);
  const path = where.key ?? join(where.dataDir, 'keys', `${region}.seal.pem`);
  if (where.key === undefined) createKeyOnce(path);
  const key = readPrivateKey(path);
  const file = where.certificate ?? (await ownCertificate(region, key, { path, ...where }));
  const certificates = readCertificates(file);
  if (!certificates[0].checkPrivateKey(key))
    throw new SigningKeyError(path, `is not the key of the certificate in \`${file}\``);
  return sealOf(region, certificates, file, async (bytes) => sign('sha256', bytes, key));
}

/** The sealing certificate of a region as it goes into a trust file; PEM. */
export function certificatePem({ certificates }: Seal): string {
  return new X509Certificate(certificates[0]).toString();
}

function commandSeal(region: string, command: readonly string[], file: string | undefined): Seal {
  if (file === undefined) {
    throw new SigningKeyError(
      command.join(' '),
      'needs a certificate: name its file in CARNET_SEAL_CERTIFICATE of the region',
    );
  }
  const certificates = readCertificates(file);
  const signWith = commandSigner(command);
  const publicKey = certificates[0].publicKey;
  return sealOf(region, certificates, file, async (bytes) => {
    const signature = await signWith(bytes);
    // Better no pack than one that is sealed with another key.
    if (!verify('sha256', bytes, publicKey, signature))
      throw new SigningKeyError(command.join(' '), `did not sign with the key of \`${file}\``);
    return signature;
  });
}

function sealOf(
  region: string,
  certificates: Certificates,
  file: string,
  signWith: Seal['sign'],
): Seal {
  const [signer, ...others] = certificates;
  return {
    region,
    certificates: [signer.raw, ...others.map(({ raw }) => raw)],
    algorithm: algorithmOf(signer, file),
    sign: signWith,
  };
}

function algorithmOf(certificate: X509Certificate, file: string): SealAlgorithm {
  const key = certificate.publicKey;
  if (isP256(key)) return 'ecdsa-p256';
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits >= LEAST_RSA_BITS) return 'rsa';
  throw new SigningKeyError(
    file,
    `is of a key that seals nothing: use P-256, or RSA of ${LEAST_RSA_BITS} bits and more`,
  );
}

/** Named for its key: a region that gets another key gets another certificate. */
async function ownCertificate(
  region: string,
  key: KeyObject,
  { path, dataDir }: { readonly path: string; readonly dataDir: string },
): Promise<string> {
  if (!isP256(key)) {
    throw new SigningKeyError(
      path,
      'needs a certificate: name its file in CARNET_SEAL_CERTIFICATE of the region (only a P-256 key vouches for itself)',
    );
  }
  const publicKey = createPublicKey(key);
  const id = keyIdOf(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const file = join(dataDir, 'keys', `${region}.seal.${id.slice(0, 16)}.crt`);
  const certificate = await selfSigned(`Carnet evidence packs of ${region}`, key, new Date());
  writeOnce(file, new X509Certificate(certificate).toString());
  return file;
}

type Certificates = readonly [X509Certificate, ...X509Certificate[]];

function readCertificates(file: string): Certificates {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SigningKeyError(file, 'cannot be read');
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  try {
    const [first, ...others] = blocks.map((pem) => new X509Certificate(pem));
    if (first) return [first, ...others];
  } catch {
    // Said below, as for a file without any.
  }
  throw new SigningKeyError(file, 'holds no certificates in PEM form');
}
