/** Values worth trying for a fact. */
import type { FactDeclaration } from '../catalog.types.ts';
import type { FactLeaf } from '../policy.types.ts';
import { declarationOf, placeOf, type Wording } from './labels.ts';

/** Stands for whatever a team writes where any text will do. */
export const ANY_TEXT = 'stated';

/** Of a longer list so many words are named as examples. */
export const MOST_WORDS = 4;

/** What Carnet counts itself. */
const HELD: ReadonlySet<string> = new Set(['evidence.documents', 'evidence.approvals']);

/** Every word of a closed list, both truths, no entries, or the numbers around those it was compared with. */
export function candidateValues(
  wording: Wording,
  fact: string,
  leaves: readonly FactLeaf[],
): readonly unknown[] {
  const { path } = placeOf(wording, fact);
  // Works of Carnet and whole elements of lists are not stated by themselves.
  if (path.endsWith('[]') || wording.vocabulary.derived.has(path) || HELD.has(path)) return [];
  const declaration = declarationOf(wording, path);
  return declaration ? ofType(declaration, fact, leaves) : [];
}

function ofType(
  declaration: FactDeclaration,
  fact: string,
  leaves: readonly FactLeaf[],
): readonly unknown[] {
  switch (declaration.type) {
    case 'bool':
      return [true, false];
    case 'list':
      return [[]];
    case 'string':
      return declaration.values ?? [ANY_TEXT];
    case 'int':
    case 'number':
      return aroundLimits(declaration, fact, leaves);
    case 'date':
    case 'object':
    default:
      return [];
  }
}

function aroundLimits(
  { min, max }: FactDeclaration,
  fact: string,
  leaves: readonly FactLeaf[],
): readonly number[] {
  const limits = leaves.flatMap((leaf) =>
    leaf.fact === fact && typeof leaf.expected === 'number' ? [leaf.expected] : [],
  );
  const around = limits.flatMap((limit) => [limit, limit - 1, limit + 1]);
  return [...new Set(around)].filter(
    (value) => (min === null || value >= min) && (max === null || value <= max),
  );
}
