/** The parts of a compiled condition. */
import type { Judgement, Leaf, Ref, Scope } from './truth.ts';

/** A variable that a macro binds, and those around it. */
export interface Local {
  readonly name: string;
  readonly ref: Ref;
  readonly outer: Local | undefined;
}

/**
 * A part that is true, false or unknown.
 *
 * Truth and reasons are two questions: nearly every part is asked the first, few are asked the second, and answering
 * the first makes nothing that has to be cleared up.
 */
export interface Part {
  /** The truth; without leaves. */
  judge(scope: Scope, local: Local | undefined): Judgement;
  /** The leaves that decided it. */
  leaves(scope: Scope, local: Local | undefined): readonly Leaf[];
}

/** A part that is a value, and where it was read. */
export type ValueOf = (scope: Scope, local: Local | undefined) => Ref;
