import { DomainError } from '../common/domain-error.ts';

/** One thing that is missing in a filled-in document, or is not what its outline asks for. */
export interface DocumentProblem {
  /** Id of the field it is about; null when it is about a section or the whole. */
  readonly field: string | null;
  /** Title of the section it is about. */
  readonly section: string | null;
  /** In the file, from 1; null where the format has no lines. */
  readonly line: number | null;
  readonly message: string;
}

/** A filled-in document does not say what its outline asks for; all problems at once. */
export class DocumentIncompleteError extends DomainError {
  readonly code = 'ERR_DOCUMENT_INCOMPLETE';
  readonly status = 422;
  override readonly details: {
    readonly problems: readonly (DocumentProblem & { readonly path: string })[];
  };

  constructor(document: string, problems: readonly DocumentProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(`the document \`${document}\` is not filled in: ${count}, see its outline`);
    this.details = { problems: problems.map((problem) => ({ path: pathOf(problem), ...problem })) };
  }
}

/** Where a problem stands, for people: `author`, `## Residual risk`. */
function pathOf({ field, section }: DocumentProblem): string {
  if (section !== null) return `## ${section}`;
  return field ?? 'document';
}
