import type { RouteSettings } from '../../workflows/settings.ts';
import type { Assessment, Facts, Finding, Held, PackPin } from '../policy/policy.types.ts';

/** What a case is moved to, and how it differs from what it had. */
export interface NextLaw {
  readonly law: Law;
  /** Rules that read differently from now on. */
  readonly moved: readonly string[];
  /** Rules that changed and stay as they were for this case. */
  readonly kept: readonly string[];
}

export interface LawQuestion {
  readonly facts: Facts;
  readonly held: Held;
  readonly asOf: string;
}

/** The law of one region as loaded: its own packs and no other's. */
export interface Law {
  /** The law of older pins, from the archive; undefined when it does not hold it. Absent where there is no archive. */
  readonly at?: (pins: readonly PackPin[]) => Law | undefined;
  /** Where a case at older pins goes from here; null when it stays. */
  readonly next?: (
    pins: readonly PackPin[],
    when: { readonly today: string; readonly amended: boolean },
  ) => NextLaw | null;
  readonly region: string;
  /** What a case is pinned to: the region's packs and the vocabulary their conditions are written in. */
  readonly pins: readonly PackPin[];
  readonly settings: RouteSettings;
  /** Pure; `asOf` is an ISO date. */
  assess(input: LawQuestion): Assessment;
  /** First day after an assessment's own on which the same case may be judged otherwise; null when none is known. */
  nextChange(assessment: Assessment): string | null;
  /** The findings of the assessment, each that does not pass with what would make it pass. Takes longer. */
  readonly ways?: (input: LawQuestion) => readonly Finding[];
}
