import type pg from 'pg';
import { comparePlaces, type FeedPlace } from '../journal/feed-place.ts';
import { feedEnd, type FeedEvent, readFeed } from './feed.ts';

const KEPT = 1000;
const PAGE = 200;

/**
 * Reads a cell's feed once for everybody who listens in this process, as long as somebody does.
 *
 * It keeps the last events. Who is slow falls out of what is kept and reads pages of their own until they have caught
 * up, so that no listener holds another up, or makes this process hold what they do not take.
 */
export class EventHub {
  #kept: FeedEvent[] = [];
  /** Everything behind `floor` up to `head` is kept. */
  #floor: FeedPlace | null = null;
  #head: FeedPlace | null = null;
  #listeners = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly everyMs: number,
  ) {}

  /** Begins to read for one more listener; call what it gives when they are gone. */
  listen(): () => void {
    this.#listeners += 1;
    if (this.#listeners === 1) this.#schedule(0);
    let gone = false;
    return () => {
      if (gone) return;
      gone = true;
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#forget();
    };
  }

  /** Events behind a place, as many as are at hand; none when there are none yet. */
  async after(place: FeedPlace): Promise<readonly FeedEvent[]> {
    if (this.#floor !== null && comparePlaces(place, this.#floor) >= 0) {
      return this.#kept.filter((event) => comparePlaces(event.place, place) > 0).slice(0, PAGE);
    }
    return readFeed(this.pool, place, PAGE);
  }

  /** Resolves at the next news, or when the signal or the time says so. */
  async news(signal: AbortSignal, atMostMs: number): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, atMostMs);
      signal.addEventListener('abort', done);
      this.#waiting.add(done);
    });
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#kept = [];
    this.#floor = null;
    this.#head = null;
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => void this.#look(), ms);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    let more = false;
    try {
      more = await this.#read();
    } catch {
      // The database is away: the next look tells.
    }
    if (this.#listeners > 0) this.#schedule(more ? 0 : this.everyMs);
  }

  async #read(): Promise<boolean> {
    const from = this.#head ?? (await feedEnd(this.pool));
    const events = await readFeed(this.pool, from, PAGE);
    if (this.#listeners === 0) return false;
    this.#floor ??= from;
    this.#head = events.at(-1)?.place ?? from;
    this.#kept.push(...events);
    const dropped = this.#kept.splice(0, Math.max(0, this.#kept.length - KEPT));
    this.#floor = dropped.at(-1)?.place ?? this.#floor;
    if (events.length > 0) for (const wake of this.#waiting) wake();
    return events.length === PAGE;
  }
}
