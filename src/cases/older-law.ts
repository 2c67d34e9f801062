import type { CaseEvent, NewerLaw } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { canonicalJson, sha256Of } from '../common/canonical-json.ts';
import type { Assessment, PackPin } from '../policy/policy.types.ts';
import type { Law, NextLaw } from './law.ts';

/**
 * The law that these pins mean: the one in force, or an older one from the archive.
 *
 * Where nobody holds the older one it is the one in force, and whoever assesses by it refuses the pins.
 */
export function lawFor(law: Law, pins: readonly PackPin[]): Law {
  if (isSame(law.pins, pins)) return law;
  return law.at?.(pins) ?? law;
}

/** What moves a case to a newer law. */
export function packChanged({ law, moved }: NextLaw, at: Instant): CaseEvent {
  const { pins, settings } = law;
  return {
    type: 'PACK_CHANGED',
    by: ENGINE_ACTOR,
    at,
    law: lawId(pins),
    packs: pins,
    rules: moved,
    settings,
  };
}

/** What calls a live permit in for review, before its time. */
export function reviewForLaw(because: NewerLaw, at: Instant): CaseEvent {
  return { type: 'REVIEW_DUE', by: ENGINE_ACTOR, at, because };
}

/** Identity of what a case is pinned to. */
export function lawId(pins: readonly PackPin[]): string {
  return sha256Of(pins);
}

/** Rules that stand in the way now and did not before, sorted. */
export function newlyFiring(before: Findings, after: Findings): string[] {
  const stood = new Set(before.filter(stands).map(({ rule }) => rule));
  return after
    .filter((finding) => stands(finding) && !stood.has(finding.rule))
    .map(({ rule }) => rule)
    .toSorted();
}

export type Findings = readonly { readonly rule: string; readonly finding: string }[];

const IN_THE_WAY: readonly string[] = ['blocked', 'unknown', 'open'];

function stands({ finding }: Findings[number]): boolean {
  return IN_THE_WAY.includes(finding);
}

/** True when two readings find the same, whatever the texts they were read by are called. */
export function findsSame(one: Assessment, other: Assessment): boolean {
  return canonicalJson(one.findings) === canonicalJson(other.findings);
}

function isSame(one: readonly PackPin[], other: readonly PackPin[]): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other);
}
