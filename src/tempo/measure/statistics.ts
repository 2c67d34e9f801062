/** Small statistics, each on plain numbers; pure and seeded, so that the same history gives the same figures. */

export interface Quantiles {
  readonly n: number;
  readonly p50: number;
  readonly p85: number;
  readonly p95: number;
  readonly mean: number;
  readonly total: number;
}

/** An estimate with the interval in which 95 of 100 resamples of the same history lie. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Quantiles of values; null of none. */
export function quantilesOf(values: readonly number[] | Float64Array): Quantiles | null {
  if (values.length === 0) return null;
  // `Float64Array.from` walks an iterator, which costs more than the sorting does.
  const sorted = new Float64Array(values).toSorted();
  let total = 0;
  for (const value of sorted) total += value;
  return {
    n: sorted.length,
    p50: quantile(sorted, 0.5),
    p85: quantile(sorted, 0.85),
    p95: quantile(sorted, 0.95),
    mean: total / sorted.length,
    total,
  };
}

/** Of ascending values, with linear interpolation (type 7 of Hyndman and Fan, as PostgreSQL's `percentile_cont`). */
export function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[low + 1] ?? below;
  return below + (above - below) * (at - low);
}

export function median(values: readonly number[] | Float64Array): number {
  return quantile(new Float64Array(values).toSorted(), 0.5);
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const RESAMPLES = 400;
const SEED = 20_261_128;

/**
 * A statistic with its bootstrap interval: the percentiles 2.5 and 97.5 of the statistic over resamples drawn with
 * replacement (Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13).
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
): Estimate {
  const random = randomFrom(SEED);
  const values = Array.from({ length: RESAMPLES }, () => statistic(resample(items, random)));
  return intervalAround(statistic(items), values);
}

/** The difference of a statistic between two groups, each resampled by itself. */
export function bootstrapDifference(
  a: readonly number[],
  b: readonly number[],
  statistic: (sample: readonly number[]) => number = median,
): Estimate {
  const random = randomFrom(SEED);
  const values = Array.from(
    { length: RESAMPLES },
    () => statistic(resample(a, random)) - statistic(resample(b, random)),
  );
  return intervalAround(statistic(a) - statistic(b), values);
}

/** The 95 % percentile interval of resampled values around what was found. */
export function intervalAround(value: number, resampled: readonly number[]): Estimate {
  const sorted = Float64Array.from(resampled.filter((one) => !Number.isNaN(one))).toSorted();
  if (sorted.length === 0) return { value, low: Number.NaN, high: Number.NaN };
  return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** As many items as there are, drawn with replacement. */
export function resample<T>(items: readonly T[], random: () => number): T[] {
  const drawn: T[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = items[Math.floor(random() * items.length)];
    if (item !== undefined) drawn.push(item);
  }
  return drawn;
}
