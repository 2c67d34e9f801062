import { envelopeOf, isSignedBy, payloadOf, recordOf, signPayload } from './envelope.ts';
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
  return signPayload(PERMIT_PAYLOAD_TYPE, statement, key);
}

/**
 * The statement of an envelope that was signed with the private half of `publicKeyPem`.
 *
 * @throws {PermitInvalidError} no signature of this key holds, or the payload is no permit
 */
export function verifyEnvelope(envelope: unknown, publicKeyPem: string): PermitStatement {
  const checked = envelopeOf(envelope);
  if (!isSignedBy(checked, publicKeyPem)) {
    throw new PermitInvalidError('no signature of the given key holds');
  }
  return statementOf(checked);
}

/**
 * Reads the statement WITHOUT checking the signature.
 *
 * @throws {PermitInvalidError} the payload is no permit
 */
export function statementOf(envelope: unknown): PermitStatement {
  const statement = payloadOf(envelopeOf(envelope), PERMIT_PAYLOAD_TYPE);
  if (!isStatement(statement)) throw new PermitInvalidError('its payload is no permit statement');
  return statement;
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
