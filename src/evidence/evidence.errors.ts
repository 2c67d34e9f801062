import { DomainError } from '../common/domain-error.ts';

/** The file is larger than this installation takes. */
export class EvidenceTooLargeError extends DomainError {
  readonly code = 'ERR_EVIDENCE_TOO_LARGE';
  readonly status = 413;
  override readonly details: { readonly limit_bytes: number };

  constructor(limitBytes: number) {
    super(`the file is larger than the limit of ${limitBytes} bytes`);
    this.details = { limit_bytes: limitBytes };
  }
}

/** A file without a byte proves nothing. */
export class EvidenceEmptyError extends DomainError {
  readonly code = 'ERR_EVIDENCE_EMPTY';
  readonly status = 422;

  constructor() {
    super('the file is empty');
  }
}

/** The upload ended before the file did. */
export class EvidenceInterruptedError extends DomainError {
  readonly code = 'ERR_EVIDENCE_INTERRUPTED';
  readonly status = 400;

  constructor(cause: unknown) {
    super('the upload was interrupted, nothing was kept', { cause });
  }
}

/** Not one byte came for a while: whoever waits for the rest keeps others from their place. */
export class EvidenceStalledError extends DomainError {
  readonly code = 'ERR_EVIDENCE_STALLED';
  readonly status = 408;
  override readonly details: { readonly idle_ms: number };

  constructor(idleMs: number) {
    super('the upload stood still for too long, nothing was kept');
    this.details = { idle_ms: idleMs };
  }
}

/** What is stored is not what was stored. */
export class EvidenceCorruptError extends DomainError {
  readonly code = 'ERR_EVIDENCE_CORRUPT';
  readonly status = 500;

  constructor(sha256: string) {
    super(`the stored bytes of \`${sha256}\` no longer have this hash`);
  }
}

/** Nothing is stored under this name. */
export class EvidenceNotFoundError extends DomainError {
  readonly code = 'ERR_EVIDENCE_NOT_FOUND';
  readonly status = 404;

  constructor(name: string) {
    super(`there is no evidence \`${name}\``);
  }
}
