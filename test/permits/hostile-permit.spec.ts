/** Files that decide without a server, in any form: a no or a "cannot tell" with its reason, never a crash. */
import fc from 'fast-check';
import { exitCodeOf } from '../../src/evidence/check-line.ts';
import { checkPermit, type OfflineCheck } from '../../src/permits/check-permit.ts';
import { signPayload } from '../../src/permits/envelope.ts';
import { buildStatement, signStatement } from '../../src/permits/permit.ts';
import type { Envelope, SigningKey } from '../../src/permits/permit.types.ts';
import { REVOCATIONS_PAYLOAD_TYPE } from '../../src/permits/revocations.ts';
import { testKey } from '../evidence/pack-fixture.ts';

const ARTIFACT = 'd'.repeat(64);
const NOON = '2026-11-28T12:00:00.000Z';
const STATEMENT = buildStatement(
  { name: 'loan-default@3.2.0', sha256: ARTIFACT },
  {
    permit: 'permit-a',
    case: 'eu-a',
    region: 'eu',
    jurisdictions: ['EU-DE'],
    cloudRegions: [{ provider: 'aws', region: 'eu-central-1' }],
    useCase: 'credit_scoring',
    purpose: '',
    conditions: [],
    manifest: 'a'.repeat(64),
    packs: [],
    journal: { seq: 12, tail: 'c'.repeat(64) },
    issuedAt: '2026-11-23T09:00:00.000Z',
    expiresAt: '2027-11-23T09:00:00.000Z',
  },
);

async function listOf(key: SigningKey, permits: readonly object[] = []): Promise<Envelope> {
  const list = {
    _type: 'https://carnet.dev/revocations/v1',
    region: 'eu',
    issuedAt: '2026-11-28T11:00:00.000Z',
    nextUpdate: '2026-11-29T11:00:00.000Z',
    permits,
  };
  return signPayload(REVOCATIONS_PAYLOAD_TYPE, list, key);
}

const trusting = (...keys: readonly SigningKey[]): OfflineCheck['trust'] => ({
  keys: keys.map(({ keyId, publicKeyPem }) => ({ region: 'eu', keyId, publicKeyPem })),
});

let good: OfflineCheck;
const key = testKey();
const other = testKey();
beforeAll(async () => {
  const [permit, revocations] = await Promise.all([signStatement(STATEMENT, key), listOf(key)]);
  const place = { cloudRegion: 'aws:eu-central-1', jurisdictions: ['EU-DE'] };
  const question = { artifact: ARTIFACT, ...place, useCase: 'credit_scoring', at: NOON };
  good = { permit, trust: trusting(key), revocations, region: 'eu', question };
});

const failed = (check: OfflineCheck): string[] =>
  checkPermit(check)
    .filter(({ result }) => result !== 'pass')
    .map(({ check: name }) => name);
const asked = (change: Partial<OfflineCheck['question']>): OfflineCheck => ({
  ...good,
  question: { ...good.question, ...change },
});

it('says yes to the permit that everything is well with', () => {
  expect(failed(good)).toEqual([]);
});

it('denies a permit that is replayed for another artifact', () => {
  expect(failed(asked({ artifact: 'e'.repeat(64) }))).toEqual(['other_artifact']);
});

it('denies a permit and a list by a key that is trusted no more', async () => {
  expect(failed({ ...good, trust: trusting() })).toEqual(['signature', 'revocation']);
  expect(failed({ ...good, trust: trusting(other) })).toEqual(['signature', 'revocation']);
  // While keys change both are trusted; afterwards only what the new one has signed.
  expect(failed({ ...good, trust: trusting(other, key) })).toEqual([]);
  const renewed = { ...good, revocations: await listOf(other), trust: trusting(other) };
  expect(failed(renewed)).toEqual(['signature']);
  expect(failed({ ...renewed, permit: await signStatement(STATEMENT, other) })).toEqual([]);
});

it('denies by a clock that is ahead, and cannot tell by one that is behind', () => {
  expect(failed(asked({ at: '2026-11-30T12:00:00Z' }))).toEqual(['revocation']);
  expect(failed(asked({ at: '2028-01-01T00:00:00Z' }))).toEqual(['expired', 'revocation']);
  expect(failed(asked({ at: '2026-11-28T10:56:00Z' }))).toEqual([]);
  expect(failed(asked({ at: '2026-11-27T12:00:00Z' }))).toEqual(['revocation']);
  expect(failed(asked({ at: '2026-01-01T00:00:00Z' }))).toEqual(['not_yet_valid', 'revocation']);
  expect(failed(asked({ at: 'noon' }))).toEqual(
    expect.arrayContaining(['not_yet_valid', 'expired', 'revocation']),
  );
});

it('denies what is asked for another place, or for one that nobody knows', () => {
  expect(failed(asked({ cloudRegion: 'aws:us-east-1' }))).toEqual(['cloud_region_not_permitted']);
  expect(failed(asked({ cloudRegion: 'aws:moon-1' }))).toEqual(['cloud_region_not_permitted']);
  expect(failed({ ...good, region: 'north-america' })).toEqual(['region']);
});

describe('files of any form', () => {
  const words = 'payload payloadType signatures sig keyid predicate subject __proto__'.split(' ');
  const word = fc.constantFrom(...words);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(word, fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
    ),
  }));

  it('never say yes, whichever of them it is', () => {
    fc.assert(
      fc.property(fc.constantFrom('permit', 'revocations'), tree, (which, value) => {
        const lines = checkPermit({ ...good, [which]: value });
        expect(exitCodeOf(lines)).not.toBe(0);
        expect(lines.every(({ detail }) => detail !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never say yes once a byte of them is another', () => {
    const places = fc.tuple(fc.constantFrom('permit', 'revocations'), fc.nat(), fc.nat());
    fc.assert(
      fc.property(places, ([which, at, bit]) => {
        const envelope = (which === 'permit' ? good.permit : good.revocations) as Envelope;
        const bytes = Buffer.from(envelope.payload, 'base64');
        const place = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << (bit % 8)), place);
        const forged = { ...envelope, payload: bytes.toString('base64') };
        expect(exitCodeOf(checkPermit({ ...good, [which]: forged }))).not.toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('never say yes by a trust file that holds no key, or one of another kind', () => {
    for (const publicKeyPem of [
      '',
      'x',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
    ]) {
      const trust = { keys: [{ region: 'eu', keyId: 'k', publicKeyPem }] };
      expect(failed({ ...good, trust })).toEqual(['signature', 'revocation']);
    }
  });
});
