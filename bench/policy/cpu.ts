/** CPU time of several contenders in one run, taken in turns so that a busy machine hits all of them alike. */

export interface Contender {
  readonly name: string;
  readonly once: () => void;
}

const ROUNDS = 5;
/** Long enough for the coarse clock of `process.cpuUsage`, and for one round to hold several collections. */
const ROUND_MS = 500;
/** A fifth of a round goes by uncounted after a forced collection. */
const SETTLING = 5;
/** The compiler works on threads of its own, which count too, until it is done with what is called often. */
const WARM_MS = 3000;

/** Milliseconds of CPU (user and system, all threads) per call, by name: the median of five rounds after a warm-up. */
export function cpuPerCall(contenders: readonly Contender[]): ReadonlyMap<string, number> {
  const calls = new Map(contenders.map(({ name, once }) => [name, callsIn(once)]));
  const taken = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, once } of contenders)
      taken.get(name)?.push(cpuOf(once, calls.get(name) ?? 1));
  }
  return new Map([...taken].map(([name, rounds]) => [name, median(rounds)]));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** How many calls fill a round, once the code is warm. */
function callsIn(once: () => void): number {
  let ms = cpuOf(once, 1);
  for (let warm = ms; warm < WARM_MS;) {
    const calls = Math.max(1, Math.round(ROUND_MS / ms));
    ms = cpuOf(once, calls);
    warm += ms * calls;
  }
  return Math.max(1, Math.round(ROUND_MS / ms));
}

function cpuOf(once: () => void, calls: number): number {
  // What the one before left behind is not for the next to clear up. A forced collection also shrinks the space that
  // new objects are made in, so that it has to grow again before anything is counted.
  globalThis.gc?.();
  for (let call = 0; call < calls / SETTLING; call += 1) once();
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) once();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / calls;
}
