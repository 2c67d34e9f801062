import { createPublicKey } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toDSSEBundle } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

import {
  buildStatement,
  signStatement,
  statementOf,
  verifyEnvelope,
} from '../../src/permits/permit.ts';
import { preAuthEncoding } from '../../src/permits/envelope.ts';
import type { Envelope, PermitPredicate } from '../../src/permits/permit.types.ts';
import { PermitInvalidError } from '../../src/permits/permits.errors.ts';
import { testKey } from '../evidence/pack-fixture.ts';
import { run } from '../evidence/read-pack.ts';

const PREDICATE: PermitPredicate = {
  permit: 'permit-a',
  case: 'eu-a',
  region: 'eu',
  jurisdictions: ['EU-DE'],
  cloudRegions: [{ provider: 'aws', region: 'eu-central-1' }],
  useCase: 'credit_scoring',
  purpose: 'décide «R&D» 贷款',
  conditions: ['reviewed every P1Y'],
  manifest: 'a'.repeat(64),
  packs: [{ pack: 'eu', version: '2026.11.1', sha256: 'b'.repeat(64) }],
  journal: { seq: 12, tail: 'c'.repeat(64) },
  issuedAt: '2026-11-23T09:00:00.000Z',
  expiresAt: '2027-11-23T09:00:00.000Z',
};
const STATEMENT = buildStatement({ name: 'loan-default@3.2.0', sha256: 'd'.repeat(64) }, PREDICATE);

describe('a permit', () => {
  const key = testKey();
  let envelope: Envelope;

  beforeAll(async () => {
    envelope = await signStatement(STATEMENT, key);
  });

  it('is an in-toto statement about the artifact that comes back as it was signed', () => {
    expect(verifyEnvelope(envelope, key.publicKeyPem)).toEqual(STATEMENT);
    expect(STATEMENT).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'loan-default@3.2.0', digest: { sha256: 'd'.repeat(64) } }],
      predicateType: 'https://carnet.dev/permit/v1',
    });
    expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
  });

  it('signs the bytes that the DSSE specification shows', () => {
    // Test vector of the DSSE protocol document.
    const encoded = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('verifies with the verifier of Sigstore', () => {
    const bundle = toDSSEBundle({
      artifact: Buffer.from(envelope.payload, 'base64'),
      artifactType: envelope.payloadType,
      signature: Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64'),
      keyHint: key.keyId,
    });
    const trust = toTrustMaterial(
      {
        mediaType: '',
        tlogs: [],
        certificateAuthorities: [],
        ctlogs: [],
        timestampAuthorities: [],
      },
      () => ({ publicKey: createPublicKey(key.publicKeyPem), validFor: () => true }),
    );
    const verifier = new Verifier(trust, {
      tlogThreshold: 0,
      ctlogThreshold: 0,
      timestampThreshold: 0,
    });
    expect(() => verifier.verify(toSignedEntity(bundle))).not.toThrow();
    const other = testKey();
    const distrust = toTrustMaterial(
      {
        mediaType: '',
        tlogs: [],
        certificateAuthorities: [],
        ctlogs: [],
        timestampAuthorities: [],
      },
      () => ({ publicKey: createPublicKey(other.publicKeyPem), validFor: () => true }),
    );
    const strict = new Verifier(distrust, {
      tlogThreshold: 0,
      ctlogThreshold: 0,
      timestampThreshold: 0,
    });
    expect(() => strict.verify(toSignedEntity(bundle))).toThrow('signature');
  });

  it('verifies with openssl', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carnet-permit-'));
    const at = (name: string, bytes: string | Buffer): string => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    };
    const signed = preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
    const args = [
      'dgst',
      '-sha256',
      '-verify',
      at('key.pem', key.publicKeyPem),
      '-signature',
      at('permit.sig', Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64')),
      at('permit.pae', signed),
    ];
    expect(run('openssl', args)).toContain('Verified OK');
  });

  it('is refused when a bit of payload, type or signature was changed, or the key is another', () => {
    const payload = Buffer.from(envelope.payload, 'base64');
    payload[40] = (payload[40] ?? 0) ^ 1;
    const [signature] = envelope.signatures;
    const forged: unknown[] = [
      { ...envelope, payload: payload.toString('base64') },
      { ...envelope, payloadType: 'application/json' },
      { ...envelope, signatures: [{ ...signature, sig: 'AAAA' }] },
      { ...envelope, signatures: [] },
    ];
    for (const one of forged) {
      expect(() => verifyEnvelope(one, key.publicKeyPem)).toThrow(PermitInvalidError);
    }
    expect(() => verifyEnvelope(envelope, testKey().publicKeyPem)).toThrow(PermitInvalidError);
  });

  it('is refused when what was signed is no permit', async () => {
    const strange: unknown[] = [null, 'text', {}, { payload: 1 }, { ...envelope, payload: 'bm8=' }];
    for (const one of strange) expect(() => statementOf(one)).toThrow(PermitInvalidError);
    const other = await signStatement(
      { ...STATEMENT, predicateType: 'https://example.org' } as never,
      key,
    );
    expect(() => verifyEnvelope(other, key.publicKeyPem)).toThrow('no permit statement');
  });
});
