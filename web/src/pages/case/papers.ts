import type { Evidence, Finding, Reference } from '../../api/types.ts';

/** One document that a case is asked for or holds. */
export interface Paper {
  readonly id: string;
  readonly title: string;
  readonly legalBasis: string;
  /** The file that counts now; null while it is missing. */
  readonly file: Evidence | null;
  readonly missing: boolean;
  /** Titles of the rules that ask for it. */
  readonly askedBy: readonly string[];
}

/** Every document the findings ask for and every one that is held, the missing ones first. */
export function papersOf(
  findings: readonly Finding[],
  evidence: readonly Evidence[],
  known: Reference['documents'],
): readonly Paper[] {
  const current = evidence.filter((file) => file.superseded_by === null);
  const asked = findings.flatMap(({ documents }) => documents);
  const ids = new Set([...asked, ...current.map(({ document }) => document)]);
  return [...ids]
    .map((id): Paper => {
      const about = known.find((one) => one.id === id);
      return {
        id,
        title: about?.title ?? id,
        legalBasis: about?.legal_basis ?? '',
        file: current.findLast(({ document }) => document === id) ?? null,
        missing: findings.some(({ lacks }) => lacks.documents.includes(id)),
        askedBy: findings
          .filter(({ documents }) => documents.includes(id))
          .map(({ title }) => title),
      };
    })
    .toSorted((a, b) => Number(b.missing) - Number(a.missing) || a.title.localeCompare(b.title));
}
