import { X509Certificate } from 'node:crypto';
import type { TrustFile } from '../permits/permit.types.ts';
import type { CheckLine } from './check-line.ts';
import { fail, messageOf, pass } from './check-line.ts';
import { readSeal } from './seal/read-seal.ts';
import type { ReadSeal } from './seal/read-seal.ts';

const SEAL = 'seal';
const CERTIFICATE = 'seal certificate';
/** Longer chains than this are no business of a seal, and looking through them must end. */
const LONGEST_CHAIN = 8;

/** The lines about the pack's seal: that it covers the whole file and holds, and that it is one of `region`'s. */
export async function verifySeal(
  pdf: Uint8Array,
  region: unknown,
  trust: TrustFile | undefined,
): Promise<CheckLine[]> {
  let seal: ReadSeal | null;
  try {
    seal = await readSeal(pdf);
  } catch (error) {
    return [fail(SEAL, messageOf(error))];
  }
  if (!seal) {
    const detail = 'the pack is not sealed; that it is whole follows from the permit alone';
    return [{ check: SEAL, result: 'unknown', detail }];
  }
  const when = seal.statedAt ? `, it says on ${seal.statedAt.toISOString()}` : '';
  const holds = `it covers the whole file and holds; sealed by ${nameOf(seal.signer)}${when}`;
  return [pass(SEAL, holds), certificateLine(seal, region, trust)];
}

function certificateLine(seal: ReadSeal, region: unknown, trust: TrustFile | undefined): CheckLine {
  const fingerprint = fingerprintOf(seal.signer);
  if (!trust?.certificates) {
    const detail = `${fingerprint}; give a trust file with certificates to know whose it is`;
    return { check: CERTIFICATE, result: 'unknown', detail };
  }
  const anchors = trust.certificates
    .filter((one) => one.region === region)
    .map(({ pem }) => new X509Certificate(pem));
  const anchor = anchorOf(seal, anchors);
  if (!anchor) return fail(CERTIFICATE, `${fingerprint} is not trusted for \`${String(region)}\``);
  const { statedAt } = seal;
  if (!statedAt || !wasValid(seal.signer, statedAt))
    return fail(CERTIFICATE, `${fingerprint} was not valid when the pack says it was sealed`);
  return pass(CERTIFICATE, `${fingerprint} is trusted for ${String(region)}`);
}

/** The trusted certificate that the signer's leads to, each vouched for by the next, or is itself. */
function anchorOf(
  { signer, others }: ReadSeal,
  anchors: readonly X509Certificate[],
): X509Certificate | undefined {
  let at = signer;
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    const here = at;
    const found = anchors.find((one) => one.raw.equals(here.raw) || vouches(one, here));
    if (found) return found;
    const next = others.find((one) => !one.raw.equals(here.raw) && vouches(one, here));
    if (!next) return undefined;
    at = next;
  }
  return undefined;
}

function vouches(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function wasValid({ validFrom, validTo }: X509Certificate, at: Date): boolean {
  // A certificate knows whole seconds.
  const from = Date.parse(validFrom);
  return at.getTime() >= from && at.getTime() <= Date.parse(validTo);
}

function nameOf({ subject }: X509Certificate): string {
  return subject.split('\n').join(', ');
}

/** SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` gives it, without colons and in small letters. */
function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}
