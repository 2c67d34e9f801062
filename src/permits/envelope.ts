import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '../common/canonical-json.ts';
import type { Envelope, SigningKey } from './permit.types.ts';
import { PermitInvalidError } from './permits.errors.ts';

/** Wraps a value, as canonical JSON, in a DSSE envelope with one signature. */
export async function signPayload(
  payloadType: string,
  value: unknown,
  key: SigningKey,
): Promise<Envelope> {
  const payload = Buffer.from(canonicalJson(value), 'utf8');
  const sig = await key.sign(preAuthEncoding(payloadType, payload));
  return {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: key.keyId, sig: sig.toString('base64') }],
  };
}

/** True when some signature of the envelope was made with the private half of this key. */
export function isSignedBy(envelope: Envelope, publicKeyPem: string): boolean {
  const message = preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  const key = createPublicKey(publicKeyPem);
  return envelope.signatures.some(({ sig }) =>
    verify('sha256', message, key, Buffer.from(sig, 'base64')),
  );
}

/** DSSE v1 PAE: what is signed, so that no byte can move between type and body. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** @throws {PermitInvalidError} the value is no DSSE envelope */
export function envelopeOf(value: unknown): Envelope {
  const { payload, payloadType, signatures } = recordOf(value);
  const wellFormed =
    typeof payload === 'string' &&
    typeof payloadType === 'string' &&
    Array.isArray(signatures) &&
    signatures.every((one) => typeof recordOf(one)['sig'] === 'string');
  if (!wellFormed) throw new PermitInvalidError('it is not a DSSE envelope');
  return value as Envelope;
}

/** What an envelope of this type carries, parsed and NOT checked; `undefined` where it is no JSON. */
export function payloadOf(envelope: Envelope, payloadType: string): unknown {
  if (envelope.payloadType !== payloadType) {
    throw new PermitInvalidError(`its payload type is \`${envelope.payloadType}\``);
  }
  try {
    return JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The members of an object; none of anything else. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
