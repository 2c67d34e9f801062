import { sha256Of } from '../common/canonical-json.ts';
import type { JournalEvent } from './journal.types.ts';
import { GENESIS } from './journal.types.ts';

/** What `verifyChain` found: the chain holds, or the first event at which it does not, and why. */
export type ChainVerdict =
  | { readonly ok: true; readonly events: number; readonly tail: string }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/** SHA-256 (hex) over the canonical JSON (RFC 8785) of an event without its own hash. */
export function eventHash(event: Omit<JournalEvent, 'hash'>): string {
  const { subject, seq, at, actor, type, schemaVersion, payload, prev } = event;
  return sha256Of({ subject, seq, at, actor, type, schemaVersion, payload, prev });
}

/**
 * Checks that events are one subject's whole story from its beginning: gapless, linked, unaltered.
 *
 * Pure: an auditor runs it over `events.jsonl` without us. That nothing was cut off at the end cannot be seen from
 * the events alone; compare `tail` with a hash that left the database (a permit, a pack, a checkpoint).
 */
export function verifyChain(events: readonly JournalEvent[]): ChainVerdict {
  let prev = GENESIS;
  for (const [index, event] of events.entries()) {
    const reason = faultOf(event, index + 1, prev, events[0]?.subject);
    if (reason !== null) return { ok: false, seq: event.seq, reason };
    prev = event.hash;
  }
  return { ok: true, events: events.length, tail: prev };
}

function faultOf(
  event: JournalEvent,
  seq: number,
  prev: string,
  subject: string | undefined,
): string | null {
  if (event.subject !== subject)
    return `event speaks of \`${event.subject}\`, not of \`${subject}\``;
  if (event.seq !== seq) return `expected event ${seq}, found ${event.seq}`;
  if (event.prev !== prev) return 'event does not follow the one before it';
  if (eventHash(event) !== event.hash)
    return 'event was altered: its hash does not match its content';
  return null;
}
