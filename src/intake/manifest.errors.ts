import { DomainError } from '../common/domain-error.ts';

/** One thing wrong with a manifest, said so that the person who wrote it can put it right. */
export interface ManifestProblem {
  /** Where in the document: `data.locations[0].region`; empty for the document as a whole. */
  readonly path: string;
  /** From 1; null when the document as a whole is meant. */
  readonly line: number | null;
  /** From 1; null when the document as a whole is meant. */
  readonly column: number | null;
  /** What was found. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** More than this many problems are counted, not listed. */
const MOST_PROBLEMS = 50;

/** The manifest could not be read; `problems` lists everything that is wrong with it, at most 50. */
export class ManifestError extends DomainError {
  readonly code = 'ERR_MANIFEST_INVALID';
  readonly status = 422;
  override readonly details: Readonly<Record<string, unknown>>;
  readonly problems: readonly ManifestProblem[];
  /** How many there are in all, listed or not. */
  readonly total: number;

  constructor(problems: readonly ManifestProblem[], fileName?: string) {
    const what = fileName === undefined ? 'the manifest' : `\`${fileName}\``;
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    const listed = problems.slice(0, MOST_PROBLEMS);
    super(`${what} has ${count}`);
    this.problems = listed;
    this.total = problems.length;
    this.details = { problems: listed, total: problems.length };
  }
}
