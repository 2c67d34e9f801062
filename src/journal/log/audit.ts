/** What an auditor checks of a log without believing its server. Pure. */

import type { CheckLine } from '../../evidence/check-line.ts';
import { fail, pass } from '../../evidence/check-line.ts';
import { verifyChain } from '../event-hash.ts';
import type { JournalEvent } from '../journal.types.ts';
import { type Checkpoint, type NoteKey, openByAny } from './checkpoint.ts';
import type { ConsistencyView, InclusionView } from './log-queries.ts';
import { isConsistent, isIncluded, leafHash } from './merkle.ts';

/** Whether the log that was seen before is the beginning of the one that is shown now. */
export function checkGrowth(
  seen: string,
  shown: ConsistencyView,
  keys: readonly NoteKey[],
): { readonly line: CheckLine; readonly now: Checkpoint | null } {
  const check = 'log';
  const before = openByAny(seen, keys);
  if (!before)
    return {
      line: fail(check, 'what was kept from last time is signed by no key of this log'),
      now: null,
    };
  const now = openByAny(shown.checkpoint, keys);
  if (!now) return { line: fail(check, 'the checkpoint is signed by no key of this log'), now };
  if (now.origin !== before.origin) {
    return {
      line: fail(check, `it is another log: \`${now.origin}\`, not \`${before.origin}\``),
      now,
    };
  }
  if (now.size < before.size) {
    return { line: fail(check, `it shrank from ${before.size} events to ${now.size}`), now };
  }
  const isKept = isConsistent(before, now, bytesOf(shown.proof));
  return {
    line: isKept
      ? pass(check, `the ${before.size} events seen last time are the first of ${now.size}`)
      : fail(
          check,
          `it was rewritten: ${now.size} events do not begin with the ${before.size} seen before`,
        ),
    now,
  };
}

/** Whether a case's events are whole, unaltered, and all in the log of a signed checkpoint. */
export function checkCase(
  events: readonly JournalEvent[],
  inclusions: readonly InclusionView[],
  keys: readonly NoteKey[],
): readonly CheckLine[] {
  const chain = verifyChain(events);
  const lines = [
    chain.ok
      ? pass('journal chain', `${chain.events} events, gapless and unaltered`)
      : fail('journal chain', `event ${chain.seq}: ${chain.reason}`),
  ];
  const outside = events.filter((event, i) => !isInLog(event, inclusions[i], keys));
  const [first] = outside;
  return [
    ...lines,
    first
      ? fail('inclusion', `event ${first.seq} is not in the log of the signed checkpoint`)
      : pass('inclusion', `all ${events.length} events are in the log of a signed checkpoint`),
  ];
}

function isInLog(
  event: JournalEvent,
  shown: InclusionView | undefined,
  keys: readonly NoteKey[],
): boolean {
  if (!shown) return false;
  const checkpoint = openByAny(shown.checkpoint, keys);
  if (checkpoint?.size !== shown.size) return false;
  const leaf = leafHash(Buffer.from(event.hash, 'hex'));
  const { index, size } = shown;
  return isIncluded(leaf, { index, size }, bytesOf(shown.proof), checkpoint.root);
}

function bytesOf(proof: readonly string[]): readonly Buffer[] {
  return proof.map((one) => Buffer.from(one, 'base64'));
}
