import fc from 'fast-check';
import { type Candidate, verdictOf } from '../../src/gate/gate.ts';
import { buildStatement } from '../../src/permits/permit.ts';
import type { PermitQuestion } from '../../src/permits/permit-question.ts';

const DAYS = ['2026-01-01', '2026-06-01', '2027-01-01'].map((day) => `${day}T00:00:00.000Z`);
const STATES = ['permitted', 'deployed', 'suspended', 'revoked', 'retired', 'expired'] as const;

const day = fc.constantFrom(...DAYS);
const artifact = fc.constantFrom('a'.repeat(64), 'b'.repeat(64));
const cloudRegion = fc.constantFrom('aws:eu-central-1', 'aws:us-east-1');

const candidates: fc.Arbitrary<Candidate> = fc
  .record({
    artifact,
    place: cloudRegion,
    from: day,
    until: day,
    jurisdictions: fc.subarray(['EU', 'US-NY']),
    useCase: fc.constantFrom('credit', 'hiring'),
    revokedAt: fc.option(day),
    status: fc.constantFrom(...STATES),
    isSigned: fc.boolean(),
  })
  .map(({ artifact: sha256, place, from, until, jurisdictions, useCase, ...rest }) => {
    const [provider = '', region = ''] = place.split(':');
    const statement = buildStatement(
      { name: 'm', sha256 },
      {
        permit: 'p',
        case: 'c',
        region: 'eu',
        jurisdictions,
        cloudRegions: [{ provider, region }],
        useCase,
        purpose: '',
        conditions: [],
        manifest: '',
        packs: [],
        journal: { seq: 1, tail: '' },
        issuedAt: from,
        expiresAt: until,
      },
    );
    return { id: 'p', case: 'c', statement, ...rest };
  });

const questions: fc.Arbitrary<PermitQuestion> = fc.record({
  artifact,
  cloudRegion: fc.option(cloudRegion),
  jurisdictions: fc.subarray(['EU', 'EU-DE', 'US', 'US-NY-NYC', 'USA']),
  useCase: fc.option(fc.constantFrom('credit', 'hiring')),
  at: fc.constantFrom(...DAYS, 'nonsense'),
});

/** Said once more, as a person would check a permit on paper. */
function saysYes(
  { statement, revokedAt, status, isSigned }: Candidate,
  q: PermitQuestion,
): boolean {
  const { predicate, subject } = statement;
  const places = predicate.cloudRegions.map((one) => `${one.provider}:${one.region}`);
  const covers = (place: string) =>
    (predicate.jurisdictions.includes('EU') && ['EU', 'EU-DE'].includes(place)) ||
    (predicate.jurisdictions.includes('US-NY') && place === 'US-NY-NYC');
  return [
    isSigned,
    revokedAt === null,
    status === 'permitted' || status === 'deployed',
    subject[0]?.digest.sha256 === q.artifact,
    q.at !== 'nonsense' && predicate.issuedAt <= q.at && q.at < predicate.expiresAt,
    q.cloudRegion === null || places.includes(q.cloudRegion),
    q.jurisdictions.every(covers),
    q.useCase === null || q.useCase === predicate.useCase,
  ].every(Boolean);
}

it('allows exactly where one permit says yes to everything, and says why not otherwise', () => {
  fc.assert(
    fc.property(questions, fc.array(candidates, { maxLength: 4 }), (question, permits) => {
      const verdict = verdictOf(question, permits);
      const isYes = permits.some((permit) => saysYes(permit, question));
      expect(verdict.decision).toBe(isYes ? 'allow' : 'deny');
      const isSound =
        verdict.decision === 'allow'
          ? saysYes(verdict.permit, question)
          : verdict.reasons.length > 0;
      expect(isSound).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
