import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';
import { may } from '../identity/permissions.ts';
import { appendEvent } from '../journal/journal.ts';
import {
  NotYourPlaceError,
  StandInNotFoundError,
  StandInRefusedError,
} from './stand-ins.errors.ts';

/** Who takes whose place, in which roles, from when until when. */
export interface StandInView {
  readonly id: string;
  readonly region: string;
  readonly person: string;
  readonly standIn: string;
  /** Empty: every role in which the person decides. */
  readonly roles: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
  readonly createdBy: string;
}

export interface StandInDeed {
  readonly region: string;
  readonly client: pg.ClientBase;
  readonly by: string;
  readonly at: Instant;
  /** Whether they may say it of others. */
  readonly managesPeople: boolean;
}

export interface NewStandIn {
  readonly person: string;
  readonly standIn: string;
  readonly roles: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
}

const LONGEST_MS = 366 * 24 * 3_600_000;

/**
 * Lets somebody take a person's place for a while: they may decide in that person's roles, and neither of the two counts
 * beside the other. Whatever keeps the person from deciding on a case keeps the stand-in too.
 *
 * Roles that the person has only by standing in for somebody else are not passed on; journaled.
 *
 * @throws {NotYourPlaceError} {StandInRefusedError}
 */
export async function setStandIn(deed: StandInDeed, asked: NewStandIn): Promise<StandInView> {
  const { region, client, by, at, managesPeople } = deed;
  if (asked.person !== by && !managesPeople) throw new NotYourPlaceError(by, asked.person);
  assertPeriod(asked, at);
  await assertRoles(deed, asked);
  const id = newId('place');
  const { person, standIn, roles, from, until, reason } = asked;
  await client.query(
    `insert into stand_in (id, person_id, stand_in_id, roles, from_at, until_at, reason, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, person, standIn, roles, from, until, reason, by, at],
  );
  const entry = { type: 'STAND_IN_SET', payload: { id, ...asked } } as const;
  await appendEvent(client, { subject: region, actor: by, at, entry });
  return { id, region, ...asked, createdBy: by };
}

/**
 * Ends it before its time; what was decided stands.
 *
 * @throws {StandInNotFoundError} {NotYourPlaceError}
 */
export async function endStandIn(
  deed: StandInDeed,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  const { region, client, by, at, managesPeople } = deed;
  const { rows } = await client.query<{ person_id: string }>(
    `select person_id from stand_in where id = $1 and ended_at is null and until_at > $2 for update`,
    [id, at],
  );
  const [row] = rows;
  if (!row) throw new StandInNotFoundError(id, region);
  if (row.person_id !== by && !managesPeople) throw new NotYourPlaceError(by, row.person_id);
  await client.query('update stand_in set ended_at = $2 where id = $1', [id, at]);
  const entry = { type: 'STAND_IN_ENDED', payload: { id, reason } } as const;
  await appendEvent(client, { subject: region, actor: by, at, entry });
}

interface Columns {
  readonly id: string;
  readonly person_id: string;
  readonly stand_in_id: string;
  readonly roles: readonly string[];
  readonly from_at: Date;
  readonly until_at: Date;
  readonly reason: string;
  readonly created_by: string;
}

/** What stands or is still to come in a cell, first to begin first. */
export async function listStandIns(
  { region, pool }: { readonly region: string; readonly pool: pg.Pool },
  now: Instant,
): Promise<StandInView[]> {
  const { rows } = await pool.query<Columns>(
    `select id, person_id, stand_in_id, roles, from_at, until_at, reason, created_by
       from stand_in where ended_at is null and until_at > $1 order by from_at, id`,
    [now],
  );
  return rows.map((row) => ({
    id: row.id,
    region,
    person: row.person_id,
    standIn: row.stand_in_id,
    roles: row.roles,
    from: row.from_at.toISOString(),
    until: row.until_at.toISOString(),
    reason: row.reason,
    createdBy: row.created_by,
  }));
}

function assertPeriod({ from, until }: NewStandIn, now: Instant): void {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  if (end <= begin)
    throw new StandInRefusedError(`it would end (${until}) before it begins (${from})`);
  if (end <= Date.parse(now)) throw new StandInRefusedError(`it would be over already: ${until}`);
  if (end - begin > LONGEST_MS) {
    throw new StandInRefusedError(
      'nobody’s place is taken for more than a year: give them the role',
    );
  }
}

async function assertRoles({ client, region }: StandInDeed, asked: NewStandIn): Promise<void> {
  const { person, standIn, roles } = asked;
  if (person === standIn) throw new StandInRefusedError('nobody stands in for themselves');
  const [own, others] = [await rolesOf(client, person), await rolesOf(client, standIn)];
  const deciding = own.filter((role) => may([role], 'decide'));
  const strange = roles.filter((role) => !deciding.includes(role));
  if (strange.length > 0 || deciding.length === 0) {
    const named = strange.map((role) => `\`${role}\``).join(', ') || 'any role';
    throw new StandInRefusedError(
      `\`${person}\` does not decide as ${named} in \`${region}\`: ${deciding.join(', ') || 'they decide nothing there'}`,
    );
  }
  if (!may(others, 'upload')) {
    throw new StandInRefusedError(
      `\`${standIn}\` does not work in \`${region}\`: give them a role there first`,
    );
  }
}

async function rolesOf(client: pg.ClientBase, person: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ role: string }>(
    `select r.role from person_role r join person p on p.id = r.person_id
      where p.id = $1 and p.disabled_at is null and (r.expires_at is null or r.expires_at > now()) order by r.role`,
    [person],
  );
  return rows.map(({ role }) => role);
}
