import { createHash } from 'node:crypto';

/** How something is read from files, and what it was read from. */
export interface Source<T> {
  /** Reads it anew. Throws while it cannot be used. */
  readonly read: () => Promise<T>;
  /** Called with what was read, when it is another than before. */
  readonly onChange?: (value: T) => void;
  /** Called when it cannot be read; what was read before stays in force. Once for each different message. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Something read from files that others renew: certificates, tokens, lists. What was good last stays in force until
 * there is something good again.
 *
 * Asks again at an interval, because Kubernetes swaps links below what it mounts and no watcher hears of it reliably.
 */
export class Fresh<T> {
  #value: T;
  #seen: string;
  #failure = '';
  #timer: NodeJS.Timeout | undefined;
  readonly #source: Source<T>;

  private constructor(source: Source<T>, value: T) {
    this.#source = source;
    this.#value = value;
    this.#seen = printOf(value);
  }

  /** Reads it for the first time. @throws whatever `read` throws: a start with bad files is no start */
  static async start<T>(source: Source<T>, everyMs: number): Promise<Fresh<T>> {
    const fresh = new Fresh(source, await source.read());
    fresh.#plan(everyMs);
    return fresh;
  }

  get value(): T {
    return this.#value;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #plan(everyMs: number): void {
    this.#timer = setTimeout(() => {
      void this.#look().finally(() => {
        if (this.#timer) this.#plan(everyMs);
      });
    }, everyMs).unref();
  }

  async #look(): Promise<void> {
    try {
      const value = await this.#source.read();
      const print = printOf(value);
      this.#failure = '';
      if (print === this.#seen) return;
      // A listener that refuses the value leaves the old one in force.
      this.#source.onChange?.(value);
      this.#seen = print;
      this.#value = value;
    } catch (error) {
      const message = String(error);
      if (message !== this.#failure) this.#source.onFailure(error);
      this.#failure = message;
    }
  }
}

function printOf(value: unknown): string {
  const text = JSON.stringify(value, (_, one: unknown) => (one instanceof Map ? [...one] : one));
  return createHash('sha256').update(text).digest('hex');
}
