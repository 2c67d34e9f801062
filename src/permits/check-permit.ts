import type { CheckLine } from '../evidence/check-line.ts';
import { fail, messageOf, pass } from '../evidence/check-line.ts';
import { envelopeOf, isSignedBy } from './envelope.ts';
import { statementOf } from './permit.ts';
import { type PermitQuestion, refusalsOf } from './permit-question.ts';
import type { PermitStatement, TrustFile } from './permit.types.ts';
import { verifyRevocations } from './revocations.ts';

/** As much as clocks may differ. */
const CLOCK_OFF_MS = 5 * 60_000;

/** What a permit is held against where no server can be asked. */
export interface OfflineCheck {
  /** The permit's DSSE envelope, parsed; untrusted. */
  readonly permit: unknown;
  readonly trust: TrustFile;
  /** The region's revocation list in its envelope, parsed; absent where there is none at hand. */
  readonly revocations?: unknown;
  /** Parts left out are not asked for. */
  readonly question: Omit<PermitQuestion, 'artifact'> & { readonly artifact: string | null };
  /** A region it has to be of. */
  readonly region?: string | undefined;
}

/**
 * Whether a permit holds, without a server and without a database: one line per check.
 *
 * Nothing is taken on trust: without a revocation list, or with one that is too old, it stays `unknown` whether the
 * permit was taken back.
 */
export function checkPermit(given: OfflineCheck): readonly CheckLine[] {
  let statement: PermitStatement;
  try {
    statement = statementOf(given.permit);
  } catch (error) {
    return [fail('permit', messageOf(error))];
  }
  const { region, permit } = statement.predicate;
  const keys = given.trust.keys.filter((key) => key.region === region);
  return [
    signature(given, region, keys),
    ...(given.region === undefined ? [] : [regionLine(given.region, region)]),
    ...terms(statement, given.question),
    revocation(given, { region, permit, pems: keys.map(({ publicKeyPem }) => publicKeyPem) }),
  ];
}

function signature({ permit }: OfflineCheck, region: string, keys: TrustFile['keys']): CheckLine {
  const key = keys.find(({ publicKeyPem }) => holds(permit, publicKeyPem));
  return key
    ? pass('signature', `signed by the trusted key ${key.keyId} of ${region}`)
    : fail('signature', `no trusted key of \`${region}\` has signed it`);
}

function holds(envelope: unknown, publicKeyPem: string): boolean {
  try {
    return isSignedBy(envelopeOf(envelope), publicKeyPem);
  } catch {
    return false;
  }
}

function regionLine(asked: string, region: string): CheckLine {
  return asked === region
    ? pass('region', `it is of \`${region}\``)
    : fail('region', `it is of \`${region}\`, not of \`${asked}\``);
}

function terms(statement: PermitStatement, asked: OfflineCheck['question']): readonly CheckLine[] {
  const own = statement.subject[0]?.digest.sha256 ?? '';
  const refusals = refusalsOf(statement, { ...asked, artifact: asked.artifact ?? own });
  if (refusals.length > 0) return refusals.map(({ code, detail }) => fail(code, detail));
  const { issuedAt, expiresAt } = statement.predicate;
  return [pass('terms', `artifact ${own}, from ${issuedAt} to ${expiresAt}`)];
}

function revocation(
  { revocations, question }: OfflineCheck,
  of: { readonly region: string; readonly permit: string; readonly pems: readonly string[] },
): CheckLine {
  const check = 'revocation';
  const unknown = (detail: string): CheckLine => ({ check, result: 'unknown', detail });
  if (revocations === undefined) {
    return unknown('no revocation list was given: nobody can say whether it was taken back');
  }
  try {
    const list = verifyRevocations(revocations, of.pems);
    if (list.region !== of.region) return fail(check, `the list is of \`${list.region}\``);
    const found = list.permits.find(({ permit }) => permit === of.permit);
    if (found) return fail(check, `it was ${found.state} at ${found.since}`);
    if (Date.parse(question.at) < Date.parse(list.issuedAt) - CLOCK_OFF_MS) {
      const behind = 'it says nothing of a time before it, or the clock here is behind';
      return unknown(`the list is of ${list.issuedAt}, and it is ${question.at}: ${behind}`);
    }
    return Date.parse(question.at) < Date.parse(list.nextUpdate)
      ? pass(check, `not taken back as of ${list.issuedAt}`)
      : unknown(`the list is of ${list.issuedAt} and too old since ${list.nextUpdate}`);
  } catch (error) {
    return fail(check, messageOf(error));
  }
}
