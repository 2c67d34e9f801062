import type { Instant } from '../../workflows/words.ts';
import type { PermitStatement } from './permit.types.ts';

/** What a pipeline asks before it runs an artifact. */
export interface PermitQuestion {
  /** SHA-256 of the artifact, hex. */
  readonly artifact: string;
  /** `aws:eu-central-1`; null leaves it open where in the region. */
  readonly cloudRegion: string | null;
  /** Places it will serve: `EU-DE`, `US`. */
  readonly jurisdictions: readonly string[];
  /** `credit_scoring`; null does not ask for it. */
  readonly useCase: string | null;
  readonly at: Instant;
}

/** Why a permit does not answer a question with yes; stable words. */
export type PermitReason =
  | 'other_artifact'
  | 'not_yet_valid'
  | 'expired'
  | 'cloud_region_not_permitted'
  | 'jurisdiction_not_permitted'
  | 'use_case_not_permitted';

export interface PermitRefusal {
  readonly code: PermitReason;
  readonly detail: string;
}

/** Everything in which a permit falls short of a question; pure, whatever has been revoked. Empty: it says yes. */
export function refusalsOf(
  statement: PermitStatement,
  question: PermitQuestion,
): readonly PermitRefusal[] {
  return [
    ...ofArtifact(statement, question),
    ...ofTime(statement, question),
    ...ofUse(statement, question),
  ];
}

function ofArtifact(
  { subject, predicate }: PermitStatement,
  { artifact }: PermitQuestion,
): PermitRefusal[] {
  if (subject.some(({ digest }) => digest.sha256 === artifact)) return [];
  const detail = `permit \`${predicate.permit}\` is for another artifact`;
  return [{ code: 'other_artifact', detail }];
}

/** A time that cannot be read lies within nothing. */
function ofTime({ predicate }: PermitStatement, question: PermitQuestion): PermitRefusal[] {
  const { issuedAt, expiresAt } = predicate;
  const at = Date.parse(question.at);
  const isBegun = at >= Date.parse(issuedAt);
  const isGoing = at < Date.parse(expiresAt);
  return [
    ...(isBegun ? [] : [{ code: 'not_yet_valid', detail: `it holds from ${issuedAt}` } as const]),
    ...(isGoing ? [] : [{ code: 'expired', detail: `it expired at ${expiresAt}` } as const]),
  ];
}

function ofUse({ predicate }: PermitStatement, question: PermitQuestion): PermitRefusal[] {
  const found: PermitRefusal[] = [];
  const { cloudRegion, useCase } = question;
  const places = predicate.cloudRegions.map(({ provider, region }) => `${provider}:${region}`);
  if (cloudRegion !== null && !places.includes(cloudRegion)) {
    const detail = `\`${cloudRegion}\` is not in it; it permits ${listed(places)}`;
    found.push({ code: 'cloud_region_not_permitted', detail });
  }
  const strange = question.jurisdictions.filter(
    (place) => !isWithin(place, predicate.jurisdictions),
  );
  if (strange.length > 0) {
    const detail = `${listed(strange)} is not in it; it serves ${listed(predicate.jurisdictions)}`;
    found.push({ code: 'jurisdiction_not_permitted', detail });
  }
  if (useCase !== null && useCase !== predicate.useCase) {
    const detail = `it is for \`${predicate.useCase}\`, not for \`${useCase}\``;
    found.push({ code: 'use_case_not_permitted', detail });
  }
  return found;
}

function listed(words: readonly string[]): string {
  return words.join(', ') || 'nothing';
}

/** `US-NY-NYC` lies within `US-NY` and within `US`. */
function isWithin(place: string, permitted: readonly string[]): boolean {
  return permitted.some((one) => place === one || place.startsWith(`${one}-`));
}
