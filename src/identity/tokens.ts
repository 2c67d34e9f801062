import type { Cell } from '../database/cell.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { appendEvent } from '../journal/journal.ts';
import { PersonUnknownError } from './identity.errors.ts';
import type { Deed } from './people.ts';
import type { Action } from './permissions.ts';
import { mintToken } from './token-format.ts';

/** A token somebody asks for. */
export interface WantedToken {
  readonly person: string;
  readonly label: string;
  readonly expiresAt: Date;
  /** What of the person's powers it opens; all of them unless said. */
  readonly actions?: readonly Action[] | undefined;
}

/**
 * Makes a token and registers it in each of the cells, the only ones in which it is good; the answer is the only time
 * its secret is seen.
 *
 * @throws {PersonUnknownError} the person is not registered in one of the cells; nothing is registered then
 */
export async function createToken(
  cells: readonly Cell[],
  wanted: WantedToken,
  deed: Deed,
): Promise<{ readonly id: string; readonly token: string }> {
  for (const cell of cells) {
    const { rowCount } = await cell.pool.query('select 1 from person where id = $1', [
      wanted.person,
    ]);
    if (rowCount === 0) throw new PersonUnknownError(wanted.person, cell.region);
  }
  const { id, token, secretSha256 } = mintToken();
  const { person, label, actions } = wanted;
  for (const cell of cells) {
    await inTransaction(cell, async (client) => {
      await client.query(
        `insert into access_token (id, person_id, secret_sha256, label, created_at, expires_at, actions, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, person, secretSha256, label, deed.at, wanted.expiresAt, actions ?? null, deed.by],
      );
      const expiresAt = wanted.expiresAt.toISOString();
      await appendEvent(client, {
        subject: cell.region,
        actor: deed.by,
        at: deed.at.toISOString(),
        entry: {
          type: 'TOKEN_ISSUED',
          payload: { token: id, person, expiresAt, ...(actions && { actions }) },
        },
      });
    });
  }
  return { id, token };
}

/**
 * Takes a token back in each of the cells; a token that is gone already stays gone.
 *
 * @returns in how many of them it was good until now
 */
export async function revokeToken(
  cells: readonly Cell[],
  tokenId: string,
  deed: Deed,
): Promise<number> {
  let revoked = 0;
  for (const cell of cells) {
    revoked += await inTransaction(cell, async (client) => {
      const { rows } = await client.query<{ person_id: string }>(
        `update access_token set revoked_at = $2 where id = $1 and revoked_at is null
         returning person_id`,
        [tokenId, deed.at],
      );
      const [row] = rows;
      if (!row) return 0;
      await appendEvent(client, {
        subject: cell.region,
        actor: deed.by,
        at: deed.at.toISOString(),
        entry: { type: 'TOKEN_REVOKED', payload: { token: tokenId, person: row.person_id } },
      });
      return 1;
    });
  }
  return revoked;
}
