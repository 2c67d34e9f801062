import type pg from 'pg';
import { eventHash } from '../event-hash.ts';
import { type EventRow, eventOf } from '../journal.ts';
import { GENESIS, type JournalEvent } from '../journal.types.ts';
import { type NoteKey, openByAny } from './checkpoint.ts';
import { GrowingTree } from './growing-tree.ts';

const PAGE = 2000;
/** Where one thing is wrong, many are: so many are told. */
const FAULTS_TOLD = 20;

const EVENT =
  'e.subject, e.seq, e.at, e.actor, e.type, e.schema_version, e.payload, e.prev, e.hash';

/** What a journal and its log come to, worked out from the events alone. */
export interface Recomputed {
  readonly events: number;
  /** Of them: those without a place in the log yet. */
  readonly unplaced: number;
  readonly checkpoints: number;
  readonly size: number;
  /** Events whose hash is not that of their content, or that do not follow the one before. */
  readonly chainFaults: readonly string[];
  /** Places that are empty, and checkpoints that are not signed, or not over these events. */
  readonly logFaults: readonly string[];
}

/**
 * Recomputes every hash of a region's journal, and the root of every checkpoint that was ever signed over it.
 *
 * Page by page, in the transaction of `client`: give it one that sees a single state of the database.
 */
export async function recomputeJournal(
  client: pg.ClientBase,
  keys: readonly NoteKey[],
): Promise<Recomputed> {
  const audit = new Recomputation(keys);
  for (let end = 0, more = true; more; end += PAGE) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const rows = await placedEvents(client, end);
    more = rows.length === PAGE;
    // Behind the last place there may still be checkpoints, over places that were taken away.
    const until = more ? end + PAGE : Number.MAX_SAFE_INTEGER;
    // oxlint-disable-next-line no-await-in-loop -- page after page
    audit.take(rows, await headsWithin(client, end, until));
  }
  for (const event of await unplacedEvents(client)) audit.follow(event);
  return audit.result();
}

interface Head {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
}

interface Placed {
  readonly index: number;
  /** Null where the place is one of nothing. */
  readonly event: JournalEvent | null;
}

class Recomputation {
  readonly #tree = new GrowingTree();
  readonly #tails = new Map<string, { readonly seq: number; readonly hash: string }>();
  readonly #chainFaults: string[] = [];
  readonly #logFaults: string[] = [];
  #events = 0;
  #checkpoints = 0;

  constructor(private readonly keys: readonly NoteKey[]) {}

  take(placed: readonly Placed[], heads: readonly Head[]): void {
    const waiting = [...heads];
    for (const { index, event } of placed) {
      if (index !== this.#tree.size) this.#log(`place ${this.#tree.size} is empty`);
      const hash = event ? this.follow(event) : '';
      if (!event) this.#log(`place ${index} is of an event that is not there`);
      this.#tree.append(Buffer.from(hash, 'hex'));
      while (waiting[0] && waiting[0].size <= this.#tree.size) this.#hold(waiting.shift());
    }
    for (const head of waiting) {
      this.#log(`checkpoint ${head.size} is over more events than there are`);
    }
  }

  /** Holds an event against the one before it; its hash, as it comes out of its content. */
  follow(event: JournalEvent): string {
    const tail = this.#tails.get(event.subject) ?? { seq: 0, hash: GENESIS };
    const hash = eventHash(event);
    const name = `event ${event.seq} of \`${event.subject}\``;
    if (hash !== event.hash) this.#chain(`${name} was altered`);
    if (event.seq !== tail.seq + 1 || event.prev !== tail.hash) {
      this.#chain(`${name} does not follow event ${tail.seq}`);
    }
    this.#tails.set(event.subject, { seq: event.seq, hash: event.hash });
    this.#events += 1;
    return hash;
  }

  #hold(head: Head | undefined): void {
    if (!head) return;
    this.#checkpoints += 1;
    const name = `checkpoint ${head.size}`;
    const opened = openByAny(head.note, this.keys);
    if (opened?.size !== head.size) this.#log(`${name} is signed by no trusted key`);
    const root = this.#tree.root ?? Buffer.alloc(0);
    const roots = [head.root, ...(opened ? [opened.root] : [])];
    if (roots.some((one) => Buffer.compare(one, root) !== 0)) {
      this.#log(`${name} is not over these events`);
    }
  }

  #chain(fault: string): void {
    if (this.#chainFaults.length < FAULTS_TOLD) this.#chainFaults.push(fault);
  }

  #log(fault: string): void {
    if (this.#logFaults.length < FAULTS_TOLD) this.#logFaults.push(fault);
  }

  result(): Recomputed {
    const { size } = this.#tree;
    return {
      events: this.#events,
      unplaced: this.#events - size,
      checkpoints: this.#checkpoints,
      size,
      chainFaults: this.#chainFaults,
      logFaults: this.#logFaults,
    };
  }
}

async function placedEvents(client: pg.ClientBase, from: number): Promise<Placed[]> {
  const { rows } = await client.query<EventRow & { index: string; found: boolean }>(
    `select l.index, e.subject is not null as found, ${EVENT}
       from log_entry l left join journal_event e on e.subject = l.subject and e.seq = l.seq
      where l.index >= $1 order by l.index limit ${PAGE}`,
    [from],
  );
  return rows.map((row) => ({
    index: Number(row.index),
    event: row.found ? eventOf(row) : null,
  }));
}

async function headsWithin(client: pg.ClientBase, begin: number, end: number): Promise<Head[]> {
  const { rows } = await client.query<{ size: string; root: Buffer; note: string }>(
    'select size, root, note from log_checkpoint where size > $1 and size <= $2 order by size',
    [begin, end],
  );
  return rows.map(({ size, ...head }) => ({ ...head, size: Number(size) }));
}

async function unplacedEvents(client: pg.ClientBase): Promise<JournalEvent[]> {
  const { rows } = await client.query<EventRow>(
    `select ${EVENT} from journal_event e
      where not exists (select from log_entry l where l.subject = e.subject and l.seq = e.seq)
      order by e.subject, e.seq`,
  );
  return rows.map(eventOf);
}
