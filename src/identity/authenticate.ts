import type { Cell } from '../database/cell.ts';
import {
  TokenExpiredError,
  TokenMalformedError,
  TokenRevokedError,
  TokenUnknownError,
} from './identity.errors.ts';
import type { UnauthenticatedError } from './identity.errors.ts';
import type { Action } from './permissions.ts';
import type { Principal } from './principal.ts';
import { sameSecret } from './secret.ts';
import { parseToken } from './token-format.ts';
import { principalOf, WHO } from './who.ts';
import type { Known, WhoColumns } from './who.ts';

const MINUTE_MS = 60_000;

interface TokenRow extends WhoColumns {
  readonly secret_sha256: Buffer;
  readonly expires_at: Date;
  readonly actions: readonly Action[] | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

const LOOK_UP = `
select t.secret_sha256, t.expires_at, t.revoked_at, t.actions, t.last_used_at, ${WHO}
  from access_token t join person p on p.id = t.person_id
 where t.id = $1`;

/**
 * Who holds this token, and what they are in each of the cells.
 *
 * Every cell is asked by itself: a token, a person or a role that stands in one gives nothing in another.
 *
 * @throws {UnauthenticatedError} malformed, unknown, expired, revoked, or its person disabled, in every cell
 */
export async function authenticate(
  cells: readonly Cell[],
  token: string,
  now: Date,
): Promise<Principal> {
  const parsed = parseToken(token);
  if (!parsed) throw new TokenMalformedError();
  const answers = await Promise.all(
    cells.map(async (cell): Promise<Known<TokenRow> | null> => {
      const { rows } = await cell.pool.query<TokenRow>(LOOK_UP, [parsed.id, now]);
      const row = rows[0];
      return row && sameSecret(row.secret_sha256, parsed.secretSha256) ? { cell, row } : null;
    }),
  );
  const known = answers.filter((answer) => answer !== null);
  const [first, ...rest] = known.filter(({ row }) => refusal(row, now) === null);
  if (first) {
    await noteUse([first, ...rest], parsed.id, now);
    return principalOf(parsed.id, [first, ...rest]);
  }
  throw known.map(({ row }) => refusal(row, now)).find(Boolean) ?? new TokenUnknownError();
}

/** To the minute, so that a busy pipeline writes one row a minute. */
async function noteUse(
  known: readonly Known<TokenRow>[],
  tokenId: string,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - MINUTE_MS);
  const stale = known.filter(({ row }) => !row.last_used_at || row.last_used_at < before);
  await Promise.all(
    stale.map(async ({ cell }) =>
      cell.pool.query(
        'update access_token set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)',
        [tokenId, now],
      ),
    ),
  );
}

function refusal(row: TokenRow, now: Date): UnauthenticatedError | null {
  if (row.revoked_at) return new TokenRevokedError();
  return row.expires_at <= now ? new TokenExpiredError(row.expires_at) : null;
}
