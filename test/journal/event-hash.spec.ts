import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { eventHash, verifyChain } from '../../src/journal/event-hash.ts';
import type { JournalEvent } from '../../src/journal/journal.types.ts';
import { chained, type Tail } from '../../src/journal/journal.ts';
import { GENESIS } from '../../src/journal/journal.types.ts';

const AT = '2026-11-23T09:00:00.000Z';

function chainOf(reasons: readonly string[]): JournalEvent[] {
  let tail: Tail = { seq: 0, hash: GENESIS };
  return reasons.map((reason) => {
    const entry = { type: 'WITHDRAWN', payload: { reason } } as const;
    const event = chained('eu-case', tail, { actor: 'rita', at: AT, entry });
    tail = event;
    return event;
  });
}

const reasons = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 8 });

it('holds for every chain as it was written', () => {
  fc.assert(
    fc.property(reasons, (words) => {
      const events = chainOf(words);
      const read = JSON.parse(JSON.stringify(events)) as JournalEvent[];
      return verifyChain(read).ok;
    }),
  );
});

it('breaks at the event that was altered, left out, doubled or moved', () => {
  const change = fc.constantFrom('alter', 'rehash', 'drop', 'double', 'swap');
  fc.assert(
    fc.property(reasons, change, fc.nat(), (words, how, pick) => {
      const events = chainOf(words.map((word, index) => `${index}${word}`));
      // The end may be cut off unseen; that is what tails outside the database are for.
      const at = pick % (events.length - 1);
      const forged = FORGERIES[how]?.(events, at) ?? events;
      return !verifyChain(forged).ok;
    }),
  );
});

const FORGERIES: Record<string, (events: JournalEvent[], at: number) => JournalEvent[]> = {
  alter: (events, at) => events.map((e, i) => (i === at ? { ...e, actor: 'nobody' } : e)),
  rehash: (events, at) =>
    events.map((e, i) => {
      if (i !== at) return e;
      const altered = { ...e, actor: 'nobody' };
      return { ...altered, hash: eventHash(altered) };
    }),
  drop: (events, at) => events.toSpliced(at, 1),
  double: (events, at) => events.flatMap((e, i) => (i === at ? [e, e] : [e])),
  swap: (events, at) =>
    events.map((e, i) => (i === at ? events[at + 1] : i === at + 1 ? events[at] : e) ?? e),
};

it('says which event and why', () => {
  const [first, second] = chainOf(['a', 'b']);
  if (!first || !second) throw new Error('no events');
  expect(verifyChain([first, { ...second, payload: { reason: 'c' } }])).toEqual({
    ok: false,
    seq: 2,
    reason: 'event was altered: its hash does not match its content',
  });
  expect(verifyChain([second])).toMatchObject({ ok: false, reason: 'expected event 1, found 2' });
});

it('hashes an event to what anybody can work out from its canonical JSON', () => {
  const [event] = chainOf(['a']);
  // printf %s '…' | sha256sum
  const text =
    `{"actor":"rita","at":"${AT}","payload":{"reason":"a"},"prev":"${'0'.repeat(64)}",` +
    '"schemaVersion":1,"seq":1,"subject":"eu-case","type":"WITHDRAWN"}';
  expect(event?.hash).toBe(createHash('sha256').update(text).digest('hex'));
});
