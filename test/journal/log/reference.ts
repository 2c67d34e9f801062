import { createHash } from 'node:crypto';

/** RFC 6962, section 2.1, word for word and slowly: what the code under test is held against. */

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

export function mth(entries: readonly Buffer[]): Buffer {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0), only);
  const k = split(entries.length);
  return sha256(Buffer.of(1), mth(entries.slice(0, k)), mth(entries.slice(k)));
}

export function path(m: number, entries: readonly Buffer[]): Buffer[] {
  const n = entries.length;
  if (n <= 1) return [];
  const k = split(n);
  if (m < k) return [...path(m, entries.slice(0, k)), mth(entries.slice(k))];
  return [...path(m - k, entries.slice(k)), mth(entries.slice(0, k))];
}

export function proof(m: number, entries: readonly Buffer[]): Buffer[] {
  return subproof(m, entries, true);
}

function subproof(m: number, entries: readonly Buffer[], whole: boolean): Buffer[] {
  const n = entries.length;
  if (m === n) return whole ? [] : [mth(entries)];
  const k = split(n);
  if (m <= k) return [...subproof(m, entries.slice(0, k), whole), mth(entries.slice(k))];
  return [...subproof(m - k, entries.slice(k), false), mth(entries.slice(0, k))];
}

function split(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}
