import type { CaseListItem } from '../cases/case.views.ts';
import type { Instant } from '../../workflows/words.ts';

/** One request with the part of each region that the reader may see. */
export interface RequestView {
  readonly id: string;
  readonly model: { readonly name: string; readonly version: string };
  readonly requester: string;
  /** All regions it was submitted to, also those the reader may not see. */
  readonly regions: readonly string[];
  readonly submittedAt: Instant;
  readonly cases: readonly CaseListItem[];
}
