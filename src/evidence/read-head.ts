/** How much of a file is looked at for what it says; a filled-in outline is far smaller. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Lets a stream pass and keeps its beginning. */
export class HeadOf {
  readonly #kept: Uint8Array[] = [];
  #bytes = 0;

  async *passing(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      if (this.#bytes <= MOST_BYTES) this.#kept.push(chunk);
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  /** The whole file as text; null when it is too large for that, or is no text. */
  text(): string | null {
    if (this.#bytes > MOST_BYTES) return null;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        Buffer.concat(this.#kept),
      );
    } catch {
      return null;
    }
  }
}
