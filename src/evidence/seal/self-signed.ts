import { randomBytes, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { bufferOf } from './cms.ts';

const YEARS = 20;
/** digitalSignature and contentCommitment, the two first bits of RFC 5280's key usage; six bits are unused. */
const SEALS_DOCUMENTS = Uint8Array.of(0xc0);

/**
 * A certificate of a key for itself, for a region that no authority has given one: verifiers trust it because they hold
 * it in their trust file, not because somebody vouches for it. Valid for 20 years, since packs are kept that long.
 *
 * @param privateKey P-256
 * @returns DER
 */
export async function selfSigned(name: string, privateKey: KeyObject, from: Date): Promise<Buffer> {
  const keys = await webKeys(privateKey);
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: bufferOf(serial()) }),
    notBefore: new pkijs.Time({ value: from }),
    notAfter: new pkijs.Time({ value: yearsAfter(from) }),
    extensions: [keyUsage()],
  });
  for (const side of [certificate.issuer, certificate.subject]) {
    side.typesAndValues.push(attributeOf('2.5.4.3', name));
  }
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine());
  await certificate.sign(keys.privateKey, 'SHA-256', engine());
  return Buffer.from(certificate.toSchema(true).toBER());
}

function engine(): pkijs.CryptoEngine {
  return new pkijs.CryptoEngine({ crypto: webcrypto });
}

async function webKeys(
  privateKey: KeyObject,
): Promise<{ privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey }> {
  const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
  const { subtle } = webcrypto;
  const pkcs8 = bufferOf(privateKey.export({ type: 'pkcs8', format: 'der' }));
  const { d: _secret, ...open } = privateKey.export({ format: 'jwk' });
  return {
    privateKey: await subtle.importKey('pkcs8', pkcs8, P256, false, ['sign']),
    publicKey: await subtle.importKey('jwk', open, P256, true, ['verify']),
  };
}

/** Positive and random, as RFC 5280 asks. */
function serial(): Uint8Array {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function yearsAfter(from: Date): Date {
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  return until;
}

function keyUsage(): pkijs.Extension {
  const usage = new asn1js.BitString({ valueHex: bufferOf(SEALS_DOCUMENTS), unusedBits: 6 });
  return new pkijs.Extension({
    extnID: '2.5.29.15',
    critical: true,
    extnValue: usage.toBER(),
    parsedValue: usage,
  });
}

function attributeOf(type: string, value: string): pkijs.AttributeTypeAndValue {
  return new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) });
}
