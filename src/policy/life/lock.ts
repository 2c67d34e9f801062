/** `policies/packs.lock.json`: every version that was ever published, with its hash. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from './write-file.ts';
import { LockFileError } from './life.errors.ts';

export const LOCK_FILE = 'packs.lock.json';

/** One published version. The vocabulary stands under `vocabulary`, an overlay under `overlay:` and its name. */
export interface LockEntry {
  readonly pack: string;
  readonly version: string;
  /** Hex. */
  readonly sha256: string;
  /** ISO date. */
  readonly publishedAt: string;
  /** Person who published it. */
  readonly by: string;
}

/**
 * Every version that was published in this folder; null where nobody has published yet, so that nothing is frozen.
 *
 * @throws {LockFileError} the file is there and is no lock file
 */
export function readLock(dir: string): readonly LockEntry[] | null {
  const path = join(dir, LOCK_FILE);
  if (!existsSync(path)) return null;
  const read = parsed(readFileSync(path, 'utf8'));
  if (!isLock(read)) throw new LockFileError(LOCK_FILE, 'it is no list of published versions');
  return read.entries;
}

/** Writes the whole file, sorted, at once or not at all. */
export function writeLock(dir: string, entries: readonly LockEntry[]): void {
  const sorted = entries.toSorted((a, b) => compare(a.pack, b.pack) || byVersion(a, b));
  writeFileAtomic(
    join(dir, LOCK_FILE),
    `${JSON.stringify({ schema: 1, entries: sorted }, null, 2)}\n`,
  );
}

/** Orders versions such as 2026.9.1 and 2026.11.1 by their numbers. */
export function byVersion(
  a: { readonly version: string },
  b: { readonly version: string },
): number {
  const [left, right] = [numbers(a.version), numbers(b.version)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function numbers(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isLock(read: unknown): read is { readonly entries: readonly LockEntry[] } {
  const entries = (read as { entries?: unknown } | null)?.entries;
  return Array.isArray(entries) && entries.every(isEntry);
}

const KEYS = ['pack', 'version', 'sha256', 'publishedAt', 'by'] as const;

function isEntry(entry: unknown): boolean {
  const stated = entry as Record<string, unknown> | null;
  return stated !== null && KEYS.every((key) => typeof stated[key] === 'string');
}
