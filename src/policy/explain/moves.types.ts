/** What the search for ways starts from, and what it tries. */
import type { Rule } from '../catalog.types.ts';
import type { Scope } from '../cel/truth.ts';
import type { Finding, Held } from '../policy.types.ts';
import type { Step } from './apply.ts';
import type { Wording } from './labels.ts';

/** Steps that only make sense together. */
export type Move = readonly Step[];

export interface Situation {
  readonly wording: Wording;
  readonly rule: Rule;
  readonly finding: Finding;
  readonly scope: Scope;
  readonly held: Held;
}
