import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Cell } from '../database/cell.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { appendEvent } from '../journal/journal.ts';
import type { CellEntry } from '../journal/journal.types.ts';
import type { Deed } from './people.ts';
import type { ParsedSecret } from './secret.ts';
import { mintSession } from './session-cookie.ts';

const MINUTE_MS = 60_000;
/** Nobody has asked for anything for so long: the session is over. */
export const IDLE_MS = 60 * MINUTE_MS;
/** However busy, a session ends. */
export const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
const ROTATE_MS = 15 * MINUTE_MS;
/** How long requests that were under way may still carry the secret before. */
export const GRACE_MS = MINUTE_MS;
const MAX_USER_AGENT = 300;
const PASSWORD = 'password';

type SessionEnd = Extract<CellEntry, { readonly type: 'SESSION_ENDED' }>['payload']['why'];

/** A session of a person, as that person sees it. */
export interface SessionView {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
}

/** A session that begins. */
export interface NewSession {
  readonly person: string;
  readonly userAgent: string;
  /** How they proved who they are: `password` unless said, or `provider:bank`. */
  readonly way?: string;
  /** When they did; now unless said. */
  readonly provedAt?: Date;
}

/** Begins a session in each of the cells; the cookie's text is seen this once. */
export async function startSession(
  cells: readonly Cell[],
  { person, userAgent, way = PASSWORD, provedAt }: NewSession,
  now: Date,
): Promise<{ readonly id: string; readonly cookie: string; readonly expiresAt: Date }> {
  const { id, text, secretSha256 } = mintSession();
  const csrf = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + ABSOLUTE_MS);
  for (const cell of cells) {
    await inTransaction(cell, async (client) => {
      await client.query(
        `insert into web_session (id, person_id, secret_sha256, csrf, user_agent, created_at, rotated_at, seen_at,
                                  proved_at, expires_at, way)
         values ($1, $2, $3, $4, $5, $6, $6, $6, $7, $8, $9)`,
        [
          id,
          person,
          secretSha256,
          csrf,
          userAgent.slice(0, MAX_USER_AGENT),
          now,
          provedAt ?? now,
          expiresAt,
          way,
        ],
      );
      await journal(
        client,
        cell.region,
        { by: person, at: now },
        {
          type: 'SESSION_STARTED',
          payload: { session: id, person, ...(way !== PASSWORD && { way }) },
        },
      );
    });
  }
  return { id, cookie: text, expiresAt };
}

/** Sessions of a person that have not come to an end, newest first; one that spans cells once. */
export async function listSessions(
  cells: readonly Cell[],
  person: string,
  now: Date,
): Promise<readonly SessionView[]> {
  const byId = new Map<string, SessionView>();
  for (const cell of cells) {
    const { rows } = await cell.pool.query<{
      id: string;
      user_agent: string;
      created_at: Date;
      seen_at: Date;
      expires_at: Date;
    }>(
      `select id, user_agent, created_at, seen_at, expires_at from web_session
        where person_id = $1 and ended_at is null and expires_at > $2 and seen_at > $3`,
      [person, now, new Date(now.getTime() - IDLE_MS)],
    );
    for (const row of rows) {
      byId.set(row.id, {
        id: row.id,
        userAgent: row.user_agent,
        createdAt: row.created_at.toISOString(),
        seenAt: row.seen_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
      });
    }
  }
  return [...byId.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** Ends a session of this person in each of the cells; false when they had none of this id that was open. */
export async function endSession(
  cells: readonly Cell[],
  ended: { readonly id: string; readonly person: string; readonly why: SessionEnd },
  deed: Deed,
): Promise<boolean> {
  let some = false;
  for (const cell of cells) {
    const { region } = cell;
    const count = await inTransaction(cell, async (client) =>
      endSessionsOf(client, { region, ...ended }, deed),
    );
    some ||= count > 0;
  }
  return some;
}

/** Ends the open sessions of a person in one cell, or the one that is named; how many there were. */
export async function endSessionsOf(
  client: ClientBase,
  ended: {
    readonly region: string;
    readonly person: string;
    readonly why: SessionEnd;
    readonly id?: string;
  },
  deed: Deed,
): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `update web_session set ended_at = $2
      where person_id = $1 and ended_at is null and ($3::text is null or id = $3) returning id`,
    [ended.person, deed.at, ended.id ?? null],
  );
  for (const { id } of rows) {
    await journal(client, ended.region, deed, {
      type: 'SESSION_ENDED',
      payload: { session: id, person: ended.person, why: ended.why },
    });
  }
  return rows.length;
}

/** The person has just proved again who they are. */
export async function markProved(cells: readonly Cell[], id: string, now: Date): Promise<void> {
  for (const { pool } of cells) {
    await pool.query('update web_session set proved_at = $2 where id = $1 and ended_at is null', [
      id,
      now,
    ]);
  }
}

/** What of a session is kept up to date by using it. */
export interface SessionUse {
  readonly rotatedAt: Date;
  readonly seenAt: Date;
}

/**
 * Notes that a session is used, and gives it a new secret when the one it has is older than 15 minutes.
 *
 * Of requests that come at once, one replaces the secret; those beside it still carry the one before for a minute.
 *
 * @returns the cookie's new text, or null when the browser keeps the one it has
 */
export async function keepSession(
  cells: readonly Cell[],
  { id, secretSha256 }: ParsedSecret,
  use: SessionUse,
  now: Date,
): Promise<string | null> {
  if (now.getTime() - use.rotatedAt.getTime() >= ROTATE_MS) {
    const next = mintSession(id);
    const replaced = await replaceSecret(cells, { id, secretSha256 }, next.secretSha256, now);
    if (replaced) return next.text;
  } else if (now.getTime() - use.seenAt.getTime() >= MINUTE_MS) {
    await Promise.all(
      cells.map(async ({ pool }) =>
        pool.query('update web_session set seen_at = $2 where id = $1', [id, now]),
      ),
    );
  }
  return null;
}

async function replaceSecret(
  cells: readonly Cell[],
  { id, secretSha256 }: ParsedSecret,
  next: Buffer,
  now: Date,
): Promise<boolean> {
  // Cells one after the other: whoever is first in the first of them is the one who replaces it in all.
  for (const [index, { pool }] of cells.entries()) {
    const { rowCount } = await pool.query(
      `update web_session
          set previous_sha256 = secret_sha256, secret_sha256 = $3, rotated_at = $4, seen_at = $4
        where id = $1 and secret_sha256 = $2`,
      [id, secretSha256, next, now],
    );
    if (index === 0 && rowCount === 0) return false;
  }
  return cells.length > 0;
}

async function journal(
  client: ClientBase,
  region: string,
  deed: Deed,
  entry: CellEntry,
): Promise<void> {
  await appendEvent(client, {
    subject: region,
    actor: deed.by,
    at: deed.at.toISOString(),
    entry,
  });
}
