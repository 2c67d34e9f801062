/** The only clock of a history that is played: it goes on when somebody sets it, and never back. */
export class SimulatedClock {
  #at: number;

  /** @param at milliseconds since 1970 */
  constructor(at: number) {
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** ISO 8601, as the engines ask for it. */
  readonly now = (): string => new Date(this.#at).toISOString();

  /** Goes on to an instant; one that has passed leaves it where it is. */
  goTo(at: number): void {
    this.#at = Math.max(this.#at, Math.ceil(at));
  }
}
