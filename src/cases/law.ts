import type { RouteSettings } from '../../workflows/contract.ts';
import type { Assessment, Facts, Held, PackPin } from '../policy/policy.types.ts';

/** The law of one region as loaded: its own packs and no other's. */
export interface Law {
  readonly region: string;
  /** What a case is pinned to: the region's packs and the vocabulary their conditions are written in. */
  readonly pins: readonly PackPin[];
  readonly settings: RouteSettings;
  /** Pure; `asOf` is an ISO date. */
  assess(input: { readonly facts: Facts; readonly held: Held; readonly asOf: string }): Assessment;
}
