import { DomainError } from '../../common/domain-error.ts';

/** The archive does not give back the law that a pin names. */
export class ArchiveError extends DomainError {
  readonly code = 'ERR_ARCHIVE';
  readonly status = 500;
}

/** The lock file cannot be read. */
export class LockFileError extends DomainError {
  readonly code = 'ERR_PACKS_LOCK';
  readonly status = 500;

  constructor(file: string, reason: string) {
    super(`\`${file}\` cannot be read: ${reason}; restore it from version control`);
  }
}

/** What was asked to be published cannot be; says what to do instead. */
export class PublishError extends DomainError {
  readonly code = 'ERR_PUBLISH_REFUSED';
  readonly status = 409;
}

/** No pack, draft or version goes by this name. */
export class PackNotFoundError extends DomainError {
  readonly code = 'ERR_PACK_NOT_FOUND';
  readonly status = 404;

  constructor(name: string, known: readonly string[]) {
    super(`there is no pack \`${name}\`; there are ${known.join(', ')}`);
  }
}
