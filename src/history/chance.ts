import { randomFrom } from '../tempo/measure/statistics.ts';

/** Draws from one seed, so that the same history comes out again. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomFrom(seed);
  }

  /** True with a probability of `share`. */
  happens(share: number): boolean {
    return this.#next() < share;
  }

  /** One of the items, as often as its weight says. */
  pick<T>(items: readonly T[], weightOf: (item: T) => number = () => 1): T {
    let left = this.#next() * items.reduce((sum, item) => sum + weightOf(item), 0);
    const found = items.find((item) => (left -= weightOf(item)) < 0) ?? items.at(-1);
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  }

  /** Somewhere from half of `mean` to half as much again. */
  around(mean: number): number {
    return mean * (0.5 + this.#next());
  }

  /** Evenly from 0 to below `end`. */
  below(end: number): number {
    return this.#next() * end;
  }
}
