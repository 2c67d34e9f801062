/** Proposals carried out as a person would carry them out who reads them; the engine's own code is not asked. */
import type { AssessOptions } from '../../../src/policy/evaluate.ts';
import type { Change, Way } from '../../../src/policy/policy.types.ts';

/** Findings that pass; a rule that no longer applies has none. */
export const PASSES = ['met', 'exempt', 'not_applicable', undefined];

/** The question after a change, read as a person would read the proposal. */
function apply(options: AssessOptions, change: Change, value: unknown): AssessOptions {
  const { facts, held } = options;
  if (change.kind === 'document')
    return { ...options, held: { ...held, documents: [...held.documents, change.target] } };
  if (change.kind === 'approval')
    return { ...options, held: { ...held, approvals: [...held.approvals, change.target] } };
  const copy = structuredClone(facts) as Record<string, unknown>;
  const keys = change.target.split(/[.[]/).map((key) => key.replace(']', ''));
  const last = keys.pop() ?? '';
  let at: Record<string, unknown> = copy;
  for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
  at[last] = value;
  return { ...options, facts: copy };
}

/** Every question a way stands for: one for each value it names. */
export function outcomes(options: AssessOptions, { changes }: Way): AssessOptions[] {
  return changes.reduce<AssessOptions[]>(
    (all, change) =>
      all.flatMap((one) =>
        (change.values.length > 0 ? change.values : ['words of the team']).map((value) =>
          apply(one, change, value),
        ),
      ),
    [options],
  );
}
