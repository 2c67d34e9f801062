import type pg from 'pg';
import type { Instant } from '../../../workflows/words.ts';
import { openByAny, originIn, type NoteKey } from './checkpoint.ts';
import { edgeOf, GrowingTree, type StoredNode } from './growing-tree.ts';
import { LogDamagedError } from './log.errors.ts';

/** A log as it stands: where the next event goes, and under which name its heads are signed. */
export interface StoredLog {
  /** Null for a log without a checkpoint. */
  readonly origin: string | null;
  readonly tree: GrowingTree;
}

/**
 * The log, after making sure that it is still the one that was signed last.
 *
 * A log must never sign a head that does not go on from the one before: whoever changed its tables would have it
 * vouched for.
 *
 * @param keysFor the keys that may have signed heads of a log of this name
 * @throws {LogDamagedError} a node is lost, the newest head is signed by no key of the log, or is not that of its nodes
 */
export async function readLog(
  client: pg.ClientBase,
  keysFor: (origin: string) => readonly NoteKey[],
): Promise<StoredLog> {
  const { rows } = await client.query<{ size: string; note: string }>(
    'select size, note from log_checkpoint order by size desc limit 1',
  );
  const [newest] = rows;
  if (!newest) return { origin: null, tree: new GrowingTree() };
  const origin = originIn(newest.note);
  const head = openByAny(newest.note, keysFor(origin));
  if (head?.size !== Number(newest.size)) {
    throw new LogDamagedError(
      `the newest checkpoint of \`${origin}\` is signed by none of its keys`,
    );
  }
  const places = edgeOf(head.size);
  const hashes = await readNodes(client, places);
  const edge = places.map((one, i) => ({ ...one, hash: hashes[i] ?? Buffer.alloc(0) }));
  const tree = new GrowingTree(edge);
  if (!tree.root || Buffer.compare(tree.root, head.root) !== 0) {
    throw new LogDamagedError(`the nodes of \`${origin}\` are not those of its newest checkpoint`);
  }
  return { origin, tree };
}

/**
 * Hashes of complete subtrees, in the order in which they are asked for.
 *
 * @throws {LogDamagedError} one is not there
 */
export async function readNodes(
  db: pg.ClientBase | pg.Pool,
  places: readonly { readonly level: number; readonly index: number }[],
): Promise<readonly Buffer[]> {
  const { rows } = await db.query<{ level: number; index: string; hash: Buffer }>(
    `select n.level, n.index, n.hash
       from unnest($1::smallint[], $2::bigint[]) as w (level, index) join log_node n using (level, index)`,
    [places.map(({ level }) => level), places.map(({ index }) => index)],
  );
  const found = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return places.map(({ level, index }) => {
    const hash = found.get(`${level}/${index}`);
    if (!hash) throw new LogDamagedError(`the log has lost its node ${level}/${index}`);
    return hash;
  });
}

/** Gives events their places, one after the other from `begin`. */
export async function writeEntries(
  client: pg.ClientBase,
  begin: number,
  events: readonly { readonly subject: string; readonly seq: number }[],
): Promise<void> {
  await client.query(
    `insert into log_entry (index, subject, seq) select * from unnest($1::bigint[], $2::text[], $3::int[])`,
    [
      events.map((_, i) => begin + i),
      events.map(({ subject }) => subject),
      events.map(({ seq }) => seq),
    ],
  );
}

export async function writeNodes(
  client: pg.ClientBase,
  nodes: readonly StoredNode[],
): Promise<void> {
  await client.query(
    `insert into log_node (level, index, hash)
     select level, index, decode(hash, 'hex') from unnest($1::smallint[], $2::bigint[], $3::text[]) as n (level, index, hash)`,
    [
      nodes.map(({ level }) => level),
      nodes.map(({ index }) => index),
      nodes.map(({ hash }) => Buffer.from(hash).toString('hex')),
    ],
  );
}

export async function writeCheckpoint(
  client: pg.ClientBase,
  head: {
    readonly size: number;
    readonly root: Uint8Array;
    readonly at: Instant;
    readonly note: string;
  },
): Promise<void> {
  await client.query('insert into log_checkpoint (size, root, at, note) values ($1, $2, $3, $4)', [
    head.size,
    Buffer.from(head.root),
    head.at,
    head.note,
  ]);
}
