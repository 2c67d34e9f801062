/** What one run of one load came to. */
export interface Figures {
  readonly clients: number;
  readonly done: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Lets `clients` workers do their work over and over for a while.
 *
 * @param once does one unit; false when there is nothing left for this client
 */
export async function measure(
  clients: number,
  seconds: number,
  once: (client: number) => Promise<boolean>,
): Promise<Figures> {
  const took: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  let last = begun;
  await Promise.all(
    Array.from({ length: clients }, async (_none, client) => {
      for (let now = performance.now(); now < until; now = performance.now()) {
        // oxlint-disable-next-line no-await-in-loop -- a client does one thing at a time
        if (!(await once(client))) return;
        last = performance.now();
        took.push(last - now);
      }
    }),
  );
  took.sort((one, other) => one - other);
  return {
    clients,
    done: took.length,
    perSecond: (took.length * 1000) / (last - begun),
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
  };
}

/** Of sorted numbers, by nearest rank. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
