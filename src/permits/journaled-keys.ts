import type pg from 'pg';

import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { appendEvent } from '../journal/journal.ts';
import type { SigningKey } from './permit.types.ts';

/**
 * Writes a key into its region's journal before its first signature: what an old permit was signed with can be read
 * there long after the key was changed.
 */
export async function journalKey(
  client: pg.ClientBase,
  key: SigningKey,
  at: string,
): Promise<void> {
  const { region, keyId, publicKeyPem } = key;
  // Two first permits at once: the lock is the one that the journal itself takes for this subject.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7001))', [region]);
  if ((await journaledKeys(client, region)).has(keyId)) return;
  await appendEvent(client, {
    subject: region,
    actor: ENGINE_ACTOR,
    at,
    entry: { type: 'KEY_CREATED', payload: { keyId, publicKeyPem } },
  });
}

/** Public keys (PEM) that ever signed in a region, by key id. */
export async function journaledKeys(
  client: pg.ClientBase | pg.Pool,
  region: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ key: string; pem: string }>(
    `select payload::jsonb ->> 'keyId' as key, payload::jsonb ->> 'publicKeyPem' as pem
       from journal_event where subject = $1 and type = 'KEY_CREATED'`,
    [region],
  );
  return new Map(rows.map(({ key, pem }) => [key, pem]));
}
