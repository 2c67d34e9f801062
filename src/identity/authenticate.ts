import type { Cell } from '../database/cell.ts';
import {
  TokenExpiredError,
  TokenMalformedError,
  TokenRevokedError,
  TokenUnknownError,
} from './identity.errors.ts';
import type { UnauthenticatedError } from './identity.errors.ts';
import type { Principal } from './principal.ts';
import { sameSecret } from './secret.ts';
import { parseToken } from './token-format.ts';
import { principalOf, WHO } from './who.ts';
import type { Known, WhoColumns } from './who.ts';

interface TokenRow extends WhoColumns {
  readonly secret_sha256: Buffer;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
}

const LOOK_UP = `
select t.secret_sha256, t.expires_at, t.revoked_at, ${WHO}
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
  if (first) return principalOf(parsed.id, [first, ...rest]);
  throw known.map(({ row }) => refusal(row, now)).find(Boolean) ?? new TokenUnknownError();
}

function refusal(row: TokenRow, now: Date): UnauthenticatedError | null {
  if (row.revoked_at) return new TokenRevokedError();
  return row.expires_at <= now ? new TokenExpiredError(row.expires_at) : null;
}
