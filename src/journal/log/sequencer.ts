import type pg from 'pg';
import type { Instant } from '../../../workflows/words.ts';
import { inTransaction } from '../../common/in-transaction.ts';
import { formatPlace, parsePlace } from '../feed-place.ts';
import { checkpointText, formatVkey, noteOf, signatureLine } from './checkpoint.ts';
import type { NoteKey } from './checkpoint.ts';
import { journaledLogKeys, journalLogKey, noteKeysOf } from './journaled-log-keys.ts';
import type { LogKey, LogSigner } from './log-key.ts';
import { readLog, writeCheckpoint, writeEntries, writeNodes } from './log-store.ts';
import { hasPending, readPending } from './pending.ts';

const BATCH = 1000;
/** How long whoever has the turn may say nothing, as while a key far away signs; then the server takes it away. */
const SILENCE = '5s';

interface Cell {
  readonly region: string;
  readonly pool: pg.Pool;
}

/**
 * Gives every event of a cell that has none yet its place in the log, and signs the tree over them.
 *
 * One process at a time, by the row that says how far the log has come: whoever holds it and dies lets it go with its
 * transaction, and the next look of another process goes on there. Places, subtrees, checkpoint and how far it came
 * commit together.
 *
 * @throws {LogDamagedError} what stands there is not what was signed last: nothing is signed on top of it
 */
export async function sequence(cell: Cell, key: LogKey, now: () => Instant): Promise<void> {
  const { rows } = await cell.pool.query<{ cursor: string }>(
    `select cursor from feed_reader where name = 'log'`,
  );
  let more = await hasPending(cell.pool, settledIn(rows[0]?.cursor));
  while (more) {
    // oxlint-disable-next-line no-await-in-loop -- batch after batch
    more = await inTransaction(cell, async (client) => sequenceBatch(client, key, now()));
  }
}

async function sequenceBatch(client: pg.ClientBase, key: LogKey, at: Instant): Promise<boolean> {
  await client.query(`set local idle_in_transaction_session_timeout = '${SILENCE}'`);
  const { rows } = await client.query<{ cursor: string }>(
    `select cursor from feed_reader where name = 'log' for update skip locked`,
  );
  const [turn] = rows;
  if (!turn) return false;
  const { events, settled, more } = await readPending(client, settledIn(turn.cursor), BATCH);
  if (events.length === 0) return false;
  const journaled = noteKeysOf(await journaledLogKeys(client, key.region));
  const log = await readLog(client, (origin) => [...journaled, ...namesOf(key, origin)]);
  const origin = log.origin ?? key.firstOrigin;
  const { tree } = log;
  const begin = tree.size;
  const nodes = events.flatMap(({ hash }) => tree.append(hash));
  await writeEntries(client, begin, events);
  await writeNodes(client, nodes);
  const { size, root } = tree;
  if (root) {
    const note = await signedBy(key, checkpointText({ origin, size, root }), origin);
    await writeCheckpoint(client, { size, root, at, note });
  }
  await client.query(`update feed_reader set cursor = $1 where name = 'log'`, [
    formatPlace({ xact: settled, subject: '', seq: 0 }),
  ]);
  const vkey = formatVkey({ name: origin, publicKey: key.current.publicKey });
  const isNew = await journalLogKey(client, { region: key.region, vkey, at });
  return more || isNew;
}

function settledIn(cursor: string | undefined): bigint {
  return parsePlace(cursor ?? '')?.xact ?? 0n;
}

function signersOf({ current, leaving }: LogKey): LogSigner[] {
  return leaving ? [current, leaving] : [current];
}

function namesOf(key: LogKey, name: string): NoteKey[] {
  return signersOf(key).map(({ publicKey }) => ({ name, publicKey }));
}

async function signedBy(key: LogKey, text: string, name: string): Promise<string> {
  const lines = signersOf(key).map(async (signer) =>
    signatureLine({ name, publicKey: signer.publicKey }, await signer.sign(text)),
  );
  return noteOf(text, await Promise.all(lines));
}
