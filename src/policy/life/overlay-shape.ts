/** The form of `policies/overlays/<name>.yaml`: what an organisation asks beyond the law. */
import { EFFECTS, type Effect } from '../policy.types.ts';
import { DURATION, INT, list, map, match, object, type Shape, TEXT, word } from '../shape.ts';

export interface OverlayFile {
  readonly version: string;
  /** Region of the pack it tightens. */
  readonly pack: string;
  readonly title?: string;
  /** Name of the overlay that is applied before this one. */
  readonly extends?: string;
  readonly tighten?: Readonly<Record<string, Tightening>>;
  readonly route?: {
    readonly approvalQuorum?: number;
    readonly permitValidity?: string;
    readonly reviewEvery?: string;
  };
}

export interface Tightening {
  readonly effect?: Effect;
  readonly requires?: {
    readonly documents?: readonly string[];
    readonly approvals?: readonly string[];
  };
  readonly exceptions?: { readonly remove: readonly string[] };
}

export const OVERLAY: Shape = object({
  version: match('version such as 2026.11.1', /^\d+\.\d+\.\d+$/),
  pack: TEXT,
  'title?': TEXT,
  'extends?': TEXT,
  'tighten?': map(
    object({
      'effect?': word('effect', EFFECTS),
      'requires?': object({ 'documents?': list(TEXT), 'approvals?': list(TEXT) }),
      'exceptions?': object({ remove: list(TEXT) }),
    }),
  ),
  'route?': object({
    'approvalQuorum?': INT,
    'permitValidity?': DURATION,
    'reviewEvery?': DURATION,
  }),
});

/**
 * How strict an effect is. `question` and `warn` ask for nothing; the duties are ordered by who has to act: the team
 * alone, somebody who approves, an independent validator, a third party; a block nobody can fulfil.
 */
export const STRICTNESS: Readonly<Record<Effect, number>> = {
  question: 0,
  warn: 1,
  periodic_review: 2,
  require_condition: 3,
  require_document: 3,
  require_approval: 4,
  require_validation: 5,
  require_audit: 6,
  block: 7,
};
