import { TooManyAttemptsError } from './identity.errors.ts';

const WINDOW_MS = 15 * 60_000;
/** Failed attempts on one account from one address before it has to wait. */
const PER_ACCOUNT_AND_ADDRESS = 10;
/** Failed attempts from one address, on whatever accounts. */
const PER_ADDRESS = 50;
const MOST_KEPT = 10_000;

interface Count {
  failures: number;
  since: number;
}

/**
 * Slows guessing down without handing anybody a way to lock others out: what is counted is the address that fails,
 * never the account alone, so that its owner signs in from elsewhere all the while.
 *
 * Kept in memory: a process that starts anew forgives.
 */
export class SignInBrake {
  private readonly counts = new Map<string, Count>();

  /** @throws {TooManyAttemptsError} */
  assertMayTry(address: string, person: string, now: Date): void {
    const wait = Math.max(
      this.waitOf(address, PER_ADDRESS, now),
      this.waitOf(pairOf(address, person), PER_ACCOUNT_AND_ADDRESS, now),
    );
    if (wait > 0) throw new TooManyAttemptsError(Math.ceil(wait / 1000));
  }

  failed(address: string, person: string, now: Date): void {
    for (const key of [address, pairOf(address, person)]) {
      const count = this.current(key, now) ?? { failures: 0, since: now.getTime() };
      count.failures += 1;
      this.counts.delete(key);
      this.counts.set(key, count);
    }
    for (const key of this.counts.keys()) {
      if (this.counts.size <= MOST_KEPT) break;
      this.counts.delete(key);
    }
  }

  succeeded(address: string, person: string): void {
    this.counts.delete(pairOf(address, person));
  }

  private waitOf(key: string, most: number, now: Date): number {
    const count = this.current(key, now);
    if (!count || count.failures < most) return 0;
    return count.since + WINDOW_MS - now.getTime();
  }

  private current(key: string, now: Date): Count | undefined {
    const count = this.counts.get(key);
    return count && now.getTime() - count.since < WINDOW_MS ? count : undefined;
  }
}

function pairOf(address: string, person: string): string {
  return `${address} ${person}`;
}
