import { DomainError } from '../common/domain-error.ts';

/** A comment is about findings that the case does not have. */
export class CommentAboutNothingError extends DomainError {
  readonly code = 'ERR_COMMENT_ABOUT_NOTHING';
  readonly status = 400;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(caseId: string, unknown: readonly string[]) {
    super(`\`${caseId}\` has no finding of ${unknown.map((rule) => `\`${rule}\``).join(', ')}`);
    this.details = { rules: unknown };
  }
}
