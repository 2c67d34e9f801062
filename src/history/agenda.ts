/** What happens when: takes the earliest first, and of the same instant what was put in first. */
export class Agenda<T> {
  /** Always in order. */
  readonly #entries: { readonly at: number; readonly what: T }[] = [];

  /** When the earliest is due, in milliseconds since 1970; infinity when nothing is. */
  get next(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  add(at: number, what: T): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, what });
  }

  take(): T | undefined {
    return this.#entries.shift()?.what;
  }
}
