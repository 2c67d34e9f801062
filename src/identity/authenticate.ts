import type { Cell } from '../database/cell.ts';
import {
  PersonDisabledError,
  TokenExpiredError,
  TokenMalformedError,
  TokenRevokedError,
  TokenUnknownError,
} from './identity.errors.ts';
import type { UnauthenticatedError } from './identity.errors.ts';
import type { Principal } from './principal.ts';
import { parseToken, sameSecret } from './token-format.ts';

interface TokenRow {
  readonly person_id: string;
  readonly name: string;
  readonly secret_sha256: Buffer;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly disabled_at: Date | null;
  readonly roles: string[];
}

const LOOK_UP = `
select t.person_id, p.name, t.secret_sha256, t.expires_at, t.revoked_at, p.disabled_at,
       array(select r.role from person_role r
              where r.person_id = p.id and (r.expires_at is null or r.expires_at > $2)
              order by r.role) as roles
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
    cells.map(async (cell) => {
      const { rows } = await cell.pool.query<TokenRow>(LOOK_UP, [parsed.id, now]);
      const row = rows[0];
      return row && sameSecret(row.secret_sha256, parsed.secretSha256) ? { cell, row } : null;
    }),
  );
  const known = answers.filter((answer) => answer !== null);
  const good = known.filter(({ row }) => refusal(row, now) === null);
  const [first] = good;
  if (!first) {
    throw known.map(({ row }) => refusal(row, now)).find(Boolean) ?? new TokenUnknownError();
  }
  const regions = new Map(
    good
      .filter(({ row }) => row.roles.length > 0)
      .map(({ cell, row }) => [cell.region, row.roles] as const),
  );
  return { personId: first.row.person_id, name: first.row.name, tokenId: parsed.id, regions };
}

function refusal(row: TokenRow, now: Date): UnauthenticatedError | null {
  if (row.disabled_at) return new PersonDisabledError(row.person_id);
  if (row.revoked_at) return new TokenRevokedError();
  return row.expires_at <= now ? new TokenExpiredError(row.expires_at) : null;
}
