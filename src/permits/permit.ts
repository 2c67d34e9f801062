import { createPublicKey, verify } from 'node:crypto';

import { canonicalJson } from '../common/canonical-json.ts';
import type { Envelope, PermitPredicate, PermitStatement, SigningKey } from './permit.types.ts';
import { PERMIT_PAYLOAD_TYPE, PERMIT_PREDICATE_TYPE, STATEMENT_TYPE } from './permit.types.ts';
import { PermitInvalidError } from './permits.errors.ts';

/** The statement "this artifact may run there under these conditions"; `sha256` is the artifact's, hex. */
export function buildStatement(
  artifact: { readonly name: string; readonly sha256: string },
  predicate: PermitPredicate,
): PermitStatement {
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: artifact.name, digest: { sha256: artifact.sha256 } }],
    predicateType: PERMIT_PREDICATE_TYPE,
    predicate,
  };
}

/** Wraps a statement, as canonical JSON, in a DSSE envelope with one signature. */
export async function signStatement(
  statement: PermitStatement,
  key: SigningKey,
): Promise<Envelope> {
  const payload = Buffer.from(canonicalJson(statement), 'utf8');
  const sig = await key.sign(preAuthEncoding(PERMIT_PAYLOAD_TYPE, payload));
  return {
    payloadType: PERMIT_PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [{ keyid: key.keyId, sig: sig.toString('base64') }],
  };
}

/**
 * The statement of an envelope that was signed with the private half of `publicKeyPem`.
 *
 * @throws {PermitInvalidError} no signature of this key holds, or the payload is no permit
 */
export function verifyEnvelope(envelope: unknown, publicKeyPem: string): PermitStatement {
  const checked = envelopeOf(envelope);
  const payload = Buffer.from(checked.payload, 'base64');
  const message = preAuthEncoding(checked.payloadType, payload);
  const key = createPublicKey(publicKeyPem);
  const holds = checked.signatures.some(({ sig }) =>
    verify('sha256', message, key, Buffer.from(sig, 'base64')),
  );
  if (!holds) throw new PermitInvalidError('no signature of the given key holds');
  return statementOf(checked);
}

/**
 * Reads the statement WITHOUT checking the signature.
 *
 * @throws {PermitInvalidError} the payload is no permit
 */
export function statementOf(envelope: unknown): PermitStatement {
  const { payload, payloadType } = envelopeOf(envelope);
  if (payloadType !== PERMIT_PAYLOAD_TYPE) {
    throw new PermitInvalidError(`its payload type is \`${payloadType}\``);
  }
  const statement = parse(Buffer.from(payload, 'base64').toString('utf8'));
  if (!isStatement(statement)) throw new PermitInvalidError('its payload is no permit statement');
  return statement;
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

function envelopeOf(value: unknown): Envelope {
  const { payload, payloadType, signatures } = recordOf(value);
  const wellFormed =
    typeof payload === 'string' &&
    typeof payloadType === 'string' &&
    Array.isArray(signatures) &&
    signatures.every((one) => typeof recordOf(one)['sig'] === 'string');
  if (!wellFormed) throw new PermitInvalidError('it is not a DSSE envelope');
  return value as Envelope;
}

function isStatement(value: unknown): value is PermitStatement {
  const { _type, predicateType, subject, predicate } = recordOf(value);
  if (_type !== STATEMENT_TYPE || predicateType !== PERMIT_PREDICATE_TYPE) return false;
  if (!Array.isArray(subject) || subject.length !== 1) return false;
  const digest = recordOf(recordOf(subject[0])['digest'])['sha256'];
  return typeof digest === 'string' && isPredicate(recordOf(predicate));
}

function isPredicate(predicate: Record<string, unknown>): boolean {
  const texts = ['permit', 'case', 'region', 'manifest', 'issuedAt', 'expiresAt'];
  const lists = ['jurisdictions', 'cloudRegions', 'conditions', 'packs'];
  const { seq, tail } = recordOf(predicate['journal']);
  return (
    texts.every((name) => typeof predicate[name] === 'string') &&
    lists.every((name) => Array.isArray(predicate[name])) &&
    typeof seq === 'number' &&
    typeof tail === 'string'
  );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
