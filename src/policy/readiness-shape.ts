/**
 * The form of `policies/readiness/`: questions about operational tempo, in a shorter form than a rule of law.
 *
 * They have no legal force: they reach wherever a model runs, ask for no paper and no approval, and decide no outcome.
 */
import { COMMON_PACK, COMMON_RULE, type PackFile, type RuleFile } from './rule-shape.ts';
import { ANY, object, type Shape, TEXT, word } from './shape.ts';
import { FACTORS } from './policy.types.ts';

/** Name of the pack, and what its findings say for region and jurisdiction: it belongs to none. */
export const READINESS = 'readiness';

/** A question has no first day: it could always have been asked. */
const TIMELESS = '1970-01-01';

export const READINESS_PACK: Shape = object({
  ...COMMON_PACK,
  kind: word('kind of pack', [READINESS]),
});

export const READINESS_RULE: Shape = object({
  ...COMMON_RULE,
  factor: word('factor', FACTORS),
  // Whom the question concerns; everybody when it says nothing.
  'when?': ANY,
  requires: object({ when: ANY }),
  costOfSkipping: TEXT,
  remedy: TEXT,
});

type ReadinessFile = Omit<RuleFile, 'jurisdiction' | 'inForce' | 'reach' | 'effect' | 'stage'>;

/** A readiness pack as a pack that governs nothing. */
export function asPack(file: Omit<PackFile, 'jurisdictions' | 'route'>): PackFile {
  return { ...file, jurisdictions: [] };
}

/** A question as a rule that holds always and everywhere. */
export function asRule(file: ReadinessFile): RuleFile {
  return {
    ...file,
    when: file.when ?? 'true',
    jurisdiction: READINESS,
    inForce: { from: TIMELESS },
    reach: 'always',
    effect: 'question',
    stage: 'documentation',
    inFlight: 'new_requests_only',
  };
}
