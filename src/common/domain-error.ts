/** A problem with a name: what went wrong with what somebody asked for, told so that they can act on it. */
export abstract class DomainError extends Error {
  /** `ERR_…`; stable, so that a client may branch on it. */
  abstract readonly code: string;
  /** HTTP status of the problem document made from it. */
  abstract readonly status: number;
  /** Further members of the problem document, named as they leave (snake_case). */
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
