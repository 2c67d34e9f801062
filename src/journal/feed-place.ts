/**
 * Where a reader of a cell's feed stands: behind this event.
 *
 * Events are told in the order of the transactions that wrote them, and only once no older transaction can still
 * commit. The order never changes afterwards, so a reader that goes on from its place misses nothing and gets nothing
 * twice, however late a commit lands.
 */
export interface FeedPlace {
  readonly xact: bigint;
  readonly subject: string;
  readonly seq: number;
}

/** Negative when `a` comes before `b`; pure. */
export function comparePlaces(a: FeedPlace, b: FeedPlace): number {
  if (a.xact !== b.xact) return a.xact < b.xact ? -1 : 1;
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.seq - b.seq;
}

/** `812.3.eu-…`: a place as text. */
export function formatPlace({ xact, subject, seq }: FeedPlace): string {
  return `${xact.toString()}.${String(seq)}.${subject}`;
}

/** The place a text names; null when it names none. */
export function parsePlace(text: string): FeedPlace | null {
  const [, xact, seq, subject] = /^(\d{1,19})\.(\d{1,9})\.([a-z0-9~-]{0,80})$/.exec(text) ?? [];
  if (xact === undefined || seq === undefined || subject === undefined) return null;
  return { xact: BigInt(xact), seq: Number(seq), subject };
}
