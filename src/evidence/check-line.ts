import type { JournalEvent } from '../journal/journal.types.ts';

/** One thing that was checked. `unknown`: nothing speaks against it, but it could not be settled. */
export interface CheckLine {
  readonly check: string;
  readonly result: 'pass' | 'fail' | 'unknown';
  readonly detail: string;
}

/** What the checks share, as read from the attachments; all of it untrusted. */
export interface OpenedPack {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly events: readonly JournalEvent[];
}

/** Exit code of a command: 0 verified, 1 something failed, 2 nothing failed and something could not be settled. */
export function exitCodeOf(lines: readonly CheckLine[]): 0 | 1 | 2 {
  if (lines.some(({ result }) => result === 'fail')) return 1;
  return lines.some(({ result }) => result === 'unknown') ? 2 : 0;
}

export function pass(check: string, detail: string): CheckLine {
  return { check, result: 'pass', detail };
}

export function fail(check: string, detail: string): CheckLine {
  return { check, result: 'fail', detail };
}

/** Hostile data may make any check throw: that is a failed check, not a crash. */
export function guarded(check: () => CheckLine): CheckLine {
  try {
    return check();
  } catch (error) {
    return fail('evidence', `cannot be read: ${messageOf(error)}`);
  }
}

/** The value below a chain of names, or `undefined`. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
