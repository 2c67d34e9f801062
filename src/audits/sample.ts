import { sha256Hex } from '../common/canonical-json.ts';

/**
 * What a sample is drawn by: SHA-256 (hex) over the root of a signed checkpoint as it prints it (base64), `|`, and what
 * the auditor chose. Neither side can steer it alone.
 */
export function seedOf(root: string, nonce: string): string {
  return sha256Hex(`${root}|${nonce}`);
}

/**
 * The `size` cases whose ticket, SHA-256 over the seed, `|` and the case's id, is lowest; in the order of their tickets.
 * Whoever has population, root and nonce draws the same. Pure.
 */
export function drawn(cases: readonly string[], seed: string, size: number): string[] {
  return cases
    .map((id) => [sha256Hex(`${seed}|${id}`), id] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, size)
    .map(([, id]) => id);
}

/** The text whose hash a population has: one id a line, in byte order. */
export function populationText(cases: readonly string[]): string {
  return cases.map((id) => `${id}\n`).join('');
}
