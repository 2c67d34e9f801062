import { keyIdOf } from '../permits/keys.ts';
import { statementOf, verifyEnvelope } from '../permits/permit.ts';
import type { PermitStatement, TrustFile } from '../permits/permit.types.ts';
import type { CheckLine, OpenedPack } from './check-line.ts';
import { at, fail, guarded, pass } from './check-line.ts';

const SIGNATURE = 'permit signature';

/** The lines about a pack's permit: its signature, and that it speaks of this case, artifact and journal. */
export function verifyPermit(pack: OpenedPack, trust: TrustFile | undefined): CheckLine[] {
  const issued = pack.events.some(({ type }) => type === 'PERMIT_ISSUED');
  const bytes = pack.files.get('permit.dsse.json');
  if (!bytes) {
    return [
      issued || at(pack.evidence, 'permit') !== null
        ? fail('permit', 'a permit was issued, and the pack does not hold it')
        : pass('permit', 'none was issued, none is here'),
    ];
  }
  let envelope: unknown;
  let statement: PermitStatement;
  try {
    envelope = JSON.parse(bytes.toString('utf8'));
    statement = statementOf(envelope);
  } catch (error) {
    return [fail('permit', error instanceof Error ? error.message : String(error))];
  }
  return [
    guarded(() => signature(pack, envelope, trust)),
    guarded(() => subject(pack, statement)),
    guarded(() => binding(pack, statement)),
    guarded(() => time(pack, statement)),
  ];
}

function signature(pack: OpenedPack, envelope: unknown, trust: TrustFile | undefined): CheckLine {
  if (!trust) {
    const printed = String(at(pack.evidence, 'permit', 'publicKeyPem'));
    if (!holds(envelope, printed))
      return fail(SIGNATURE, 'it does not hold against the key printed in the pack');
    return {
      check: SIGNATURE,
      result: 'unknown',
      detail: `it holds against the key printed in the pack, ${keyIdOf(printed)}; give a trust file to know whose key it is`,
    };
  }
  const region = at(pack.evidence, 'case', 'region');
  const key = trust.keys.find((one) => one.region === region && holds(envelope, one.publicKeyPem));
  return key
    ? pass(SIGNATURE, `signed by the trusted key ${keyIdOf(key.publicKeyPem)} of ${key.region}`)
    : fail(SIGNATURE, `no trusted key of \`${String(region)}\` has signed it`);
}

function holds(envelope: unknown, publicKeyPem: string): boolean {
  try {
    verifyEnvelope(envelope, publicKeyPem);
    return true;
  } catch {
    return false;
  }
}

function subject(
  { evidence }: OpenedPack,
  { subject: subjects, predicate }: PermitStatement,
): CheckLine {
  const check = 'permit subject';
  const sha256 = subjects[0]?.digest.sha256;
  if (sha256 !== at(evidence, 'subject', 'artifactSha256'))
    return fail(check, 'it is for another artifact');
  if (predicate.case !== at(evidence, 'case', 'id')) return fail(check, 'it is of another case');
  if (predicate.region !== at(evidence, 'case', 'region'))
    return fail(check, 'it is for another region');
  return pass(check, `it is for the artifact ${sha256}`);
}

/** The signature reaches the journal here: a journal that was rewritten does not have the hash that was signed. */
function binding({ events }: OpenedPack, { predicate }: PermitStatement): CheckLine {
  const check = 'permit journal';
  const { seq, tail } = predicate.journal;
  if (events[seq - 1]?.hash !== tail)
    return fail(check, `the journal is not the one that was signed at event ${seq}`);
  const issued = events.some(
    ({ type, seq: at_, payload }) =>
      type === 'PERMIT_ISSUED' && at_ > seq && at(payload, 'permit', 'id') === predicate.permit,
  );
  return issued
    ? pass(
        check,
        `the permit signs the journal up to event ${seq}, and the journal names the permit`,
      )
    : fail(check, 'the journal does not name this permit');
}

function time({ events }: OpenedPack, { predicate }: PermitStatement): CheckLine {
  const check = 'permit time';
  const issuedAt = Date.parse(predicate.issuedAt);
  const expiresAt = Date.parse(predicate.expiresAt);
  if (Number.isNaN(issuedAt) || !(issuedAt < expiresAt))
    return fail(check, 'it expires before it is issued');
  const deployed = events
    .filter(({ type }) => type === 'DEPLOYED')
    .map((event) => Date.parse(event.at));
  return deployed.every((when) => when >= issuedAt && when < expiresAt)
    ? pass(check, `it holds from ${predicate.issuedAt} to ${predicate.expiresAt}`)
    : fail(check, 'a deployment lies outside its time');
}
