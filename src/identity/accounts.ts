import type { Cell } from '../database/cell.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { appendEvent } from '../journal/journal.ts';
import { PersonUnknownError } from './identity.errors.ts';
import { hashPassword, isPassword } from './password.ts';
import type { Deed } from './people.ts';
import { endSessionsOf } from './sessions.ts';

/**
 * Gives a person a password in every cell that knows them, in place of the one they had; sessions begun with that end.
 *
 * @throws {PasswordWeakError}
 * @throws {PersonUnknownError} no cell knows the person
 */
export async function setPassword(
  cells: readonly Cell[],
  { person, password }: { readonly person: string; readonly password: string },
  deed: Deed,
): Promise<void> {
  const hashed = await hashPassword(password);
  let known = 0;
  for (const cell of cells) {
    known += await inTransaction(cell, async (client) => {
      const { rowCount } = await client.query(
        `insert into local_account (person_id, password_hash, changed_at)
         select id, $2, $3 from person where id = $1 and kind = 'person'
         on conflict (person_id) do update
            set password_hash = excluded.password_hash, changed_at = excluded.changed_at`,
        [person, hashed, deed.at],
      );
      if (rowCount !== 1) return 0;
      await endSessionsOf(client, { region: cell.region, person, why: 'password_changed' }, deed);
      await appendEvent(client, {
        subject: cell.region,
        actor: deed.by,
        at: deed.at.toISOString(),
        entry: { type: 'PASSWORD_SET', payload: { person } },
      });
      return 1;
    });
  }
  if (known === 0) {
    throw new PersonUnknownError(person, cells.map(({ region }) => region).join(', '));
  }
}

/** The cells in which this is the password of an account that may sign in; it takes as long when there is none. */
export async function cellsOfAccount(
  cells: readonly Cell[],
  person: string,
  password: string,
): Promise<readonly Cell[]> {
  const accounts = await Promise.all(
    cells.map(async (cell) => {
      const { rows } = await cell.pool.query<{ password_hash: string }>(
        `select a.password_hash from local_account a join person p on p.id = a.person_id
          where a.person_id = $1 and p.disabled_at is null`,
        [person],
      );
      return { cell, hashed: rows[0]?.password_hash ?? null };
    }),
  );
  const hashes = new Set(accounts.map(({ hashed }) => hashed));
  if (hashes.size > 1) hashes.delete(null);
  const good = new Set<string>();
  for (const hashed of hashes) {
    if ((await isPassword(hashed, password)) && hashed !== null) good.add(hashed);
  }
  return accounts
    .filter(({ hashed }) => hashed !== null && good.has(hashed))
    .map(({ cell }) => cell);
}
