import type pg from 'pg';
import { ENGINE_ACTOR } from '../../../workflows/contract.ts';
import type { Instant } from '../../../workflows/words.ts';
import { appendEvent } from '../journal.ts';
import { formatVkey, originIn, parseVkey, type NoteKey } from './checkpoint.ts';
import type { LogKey } from './log-key.ts';

/** Every key that ever signed tree heads of this journal, as others are given it; oldest first. */
export async function journaledLogKeys(
  db: pg.ClientBase | pg.Pool,
  region: string,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ vkey: string }>(
    `select payload::jsonb ->> 'vkey' as vkey from journal_event
      where subject = $1 and type = 'LOG_KEY_CREATED' order by seq`,
    [region],
  );
  return rows.map(({ vkey }) => vkey);
}

/**
 * Writes a key into the journal that it signs, unless it stands there: what an old checkpoint was signed with can be
 * read there long after the key was changed. True when it was written.
 */
export async function journalLogKey(
  client: pg.ClientBase,
  { region, vkey, at }: { readonly region: string; readonly vkey: string; readonly at: Instant },
): Promise<boolean> {
  if ((await journaledLogKeys(client, region)).includes(vkey)) return false;
  await appendEvent(client, {
    subject: region,
    actor: ENGINE_ACTOR,
    at,
    entry: { type: 'LOG_KEY_CREATED', payload: { vkey } },
  });
  return true;
}

export interface VerifierKeys {
  readonly vkey: string;
  readonly older: readonly string[];
}

/** What a region's checkpoints are verified with: today's, then what is signed with no more but once was. */
export async function verifierKeys(pool: pg.Pool, key: LogKey): Promise<VerifierKeys> {
  const { rows } = await pool.query<{ note: string }>(
    'select note from log_checkpoint order by size desc limit 1',
  );
  const [newest] = rows;
  const name = newest ? originIn(newest.note) : key.firstOrigin;
  const vkey = formatVkey({ name, publicKey: key.current.publicKey });
  const older = await journaledLogKeys(pool, key.region);
  return { vkey, older: older.filter((one) => one !== vkey) };
}

/** Keys out of their text form; what is none is left out. */
export function noteKeysOf(vkeys: readonly string[]): NoteKey[] {
  return vkeys.flatMap((vkey) => parseVkey(vkey) ?? []);
}
