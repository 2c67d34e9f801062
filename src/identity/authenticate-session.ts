import type { Cell } from '../database/cell.ts';
import { SessionEndedError } from './identity.errors.ts';
import type { Principal } from './principal.ts';
import { sameSecret } from './secret.ts';
import { parseSession } from './session-cookie.ts';
import { endSession, GRACE_MS, IDLE_MS, keepSession } from './sessions.ts';
import { principalOf, WHO } from './who.ts';
import type { Known, WhoColumns } from './who.ts';

interface SessionRow extends WhoColumns {
  readonly secret_sha256: Buffer;
  readonly previous_sha256: Buffer | null;
  readonly csrf: string;
  readonly rotated_at: Date;
  readonly seen_at: Date;
  readonly proved_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  readonly way: string;
}

const LOOK_UP = `
select s.secret_sha256, s.previous_sha256, s.csrf, s.rotated_at, s.seen_at, s.proved_at, s.expires_at, s.ended_at,
       s.way, ${WHO}
  from web_session s join person p on p.id = s.person_id
 where s.id = $1`;

/** Somebody in a session, and the cookie's new text where it got one. */
export interface InSession {
  readonly principal: Principal;
  readonly cookie: string | null;
  readonly expiresAt: Date;
}

/**
 * Who is in the session of this cookie; using it keeps it alive and, from time to time, replaces its secret.
 *
 * A secret that had been replaced and comes again after the minute in which requests may overlap was copied: nobody can
 * tell which of the two is the thief, so the session ends.
 *
 * @throws {SessionEndedError} unknown, ended, idle or over in every cell
 * @throws {PersonDisabledError}
 */
export async function authenticateSession(
  cells: readonly Cell[],
  text: string,
  now: Date,
): Promise<InSession> {
  const parsed = parseSession(text);
  if (!parsed) throw new SessionEndedError();
  const open = await openIn(cells, parsed.id, now);
  const current = open.filter(({ row }) => sameSecret(row.secret_sha256, parsed.secretSha256));
  const before = open.filter(({ row }) => isBefore(row, parsed.secretSha256));
  const late = before.filter(({ row }) => now.getTime() - row.rotated_at.getTime() > GRACE_MS);
  if (late.length > 0) {
    const person = late[0]?.row.person_id ?? '';
    const ended = { id: parsed.id, person, why: 'secret_reused' } as const;
    await endSession(cells, ended, { by: person, at: now });
    throw new SessionEndedError();
  }
  const [first, ...rest] = [...current, ...before];
  if (!first) throw new SessionEndedError();
  const cookie =
    current[0] && before.length === 0
      ? await keepSession(
          current.map(({ cell }) => cell),
          parsed,
          { rotatedAt: current[0].row.rotated_at, seenAt: current[0].row.seen_at },
          now,
        )
      : null;
  const principal = inSession(parsed.id, [first, ...rest]);
  return { principal, cookie, expiresAt: first.row.expires_at };
}

/**
 * Who is in a session that was let in before and may have a new secret by now: for streams that last.
 *
 * @throws {SessionEndedError} {PersonDisabledError}
 */
export async function stillInSession(
  cells: readonly Cell[],
  id: string,
  now: Date,
): Promise<Principal> {
  const [first, ...rest] = await openIn(cells, id, now);
  if (!first) throw new SessionEndedError();
  return inSession(id, [first, ...rest]);
}

function inSession(
  id: string,
  known: readonly [Known<SessionRow>, ...Known<SessionRow>[]],
): Principal {
  const { csrf, proved_at: provedAt, expires_at: expiresAt, way } = known[0].row;
  return { ...principalOf(id, known), session: { csrf, provedAt, expiresAt, way } };
}

async function openIn(
  cells: readonly Cell[],
  id: string,
  now: Date,
): Promise<readonly Known<SessionRow>[]> {
  const answers = await Promise.all(
    cells.map(async (cell): Promise<Known<SessionRow> | null> => {
      const { rows } = await cell.pool.query<SessionRow>(LOOK_UP, [id, now]);
      const row = rows[0];
      return row && isOpen(row, now) ? { cell, row } : null;
    }),
  );
  return answers.filter((answer) => answer !== null);
}

function isOpen(row: SessionRow, now: Date): boolean {
  const idle = now.getTime() - row.seen_at.getTime();
  return row.ended_at === null && row.expires_at > now && idle < IDLE_MS;
}

function isBefore({ previous_sha256: previous }: SessionRow, secretSha256: Buffer): boolean {
  return previous !== null && sameSecret(previous, secretSha256);
}
