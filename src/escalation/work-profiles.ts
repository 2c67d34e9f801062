import { IANAZone } from 'luxon';
import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { may } from '../identity/permissions.ts';
import { appendEvent } from '../journal/journal.ts';
import { NotYourProfileError, WorkProfileRefusedError } from './work-profiles.errors.ts';

/** When somebody works; null as the region's calendar says. */
export interface WorkingHours {
  /** IANA name: `Europe/Lisbon`. */
  readonly zone: string | null;
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[] | null;
  /** `08:00` to `16:00`, local; both or neither. */
  readonly opens: string | null;
  readonly closes: string | null;
}

/** When somebody works in a region, and who is called in when their work is overdue. */
export interface WorkProfileView extends WorkingHours {
  readonly region: string;
  readonly person: string;
  readonly deputy: string | null;
  /** Whether they lead the region: the last to whom overdue work is brought, and who may hand tasks over. */
  readonly leads: boolean;
}

export interface ProfileDeed {
  readonly region: string;
  readonly client: pg.ClientBase;
  readonly by: string;
  readonly at: Instant;
  /** Whether they may say it of others, and who leads. */
  readonly managesPeople: boolean;
  readonly reason: string;
}

interface Columns extends WorkingHours {
  readonly person_id: string;
  readonly deputy_id: string | null;
  readonly leads: boolean;
}

/**
 * Says when somebody works, who is their deputy and whether they lead the region; what was said before is replaced, and
 * whoever led before leads no longer. Journaled.
 *
 * @throws {NotYourProfileError} {WorkProfileRefusedError}
 */
export async function setWorkProfile(
  deed: ProfileDeed,
  asked: Omit<WorkProfileView, 'region'>,
): Promise<WorkProfileView> {
  const { region, client, by, at, reason } = deed;
  const { person, zone, days, opens, closes, deputy, leads } = asked;
  await assertMayBeSaid(deed, asked);
  assertHours(asked);
  await assertWorksHere(deed, person);
  if (deputy !== null) await assertDeputy(deed, person, deputy);
  if (leads) {
    await client.query('update work_profile set leads = false where leads and person_id <> $1', [
      person,
    ]);
  }
  await client.query(
    `insert into work_profile (person_id, zone, days, opens, closes, deputy_id, leads, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (person_id) do update
        set zone = excluded.zone, days = excluded.days, opens = excluded.opens, closes = excluded.closes,
            deputy_id = excluded.deputy_id, leads = excluded.leads, set_by = excluded.set_by, set_at = excluded.set_at`,
    [person, zone, days, opens, closes, deputy, leads, by, at],
  );
  const entry = { type: 'WORK_PROFILE_SET', payload: { ...asked, reason } } as const;
  await appendEvent(client, { subject: region, actor: by, at, entry });
  return { region, ...asked };
}

/** What people of a cell have said, by person. */
export async function listWorkProfiles(
  db: pg.Pool | pg.ClientBase,
  region: string,
): Promise<WorkProfileView[]> {
  const { rows } = await db.query<Columns>(
    'select person_id, zone, days, opens, closes, deputy_id, leads from work_profile order by person_id',
  );
  return rows.map(({ person_id: person, deputy_id: deputy, ...rest }) => ({
    region,
    person,
    ...rest,
    deputy,
  }));
}

/** Whether somebody leads the region. */
export async function leadsRegion(client: pg.ClientBase, person: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from work_profile where person_id = $1 and leads',
    [person],
  );
  return rowCount === 1;
}

async function assertMayBeSaid(
  { client, by, managesPeople }: ProfileDeed,
  { person, leads }: Omit<WorkProfileView, 'region'>,
): Promise<void> {
  if (managesPeople) return;
  if (person !== by) throw new NotYourProfileError(by, `of \`${person}\``);
  if (leads !== (await leadsRegion(client, by))) throw new NotYourProfileError(by, 'who leads');
}

function assertHours({ zone, days, opens, closes }: WorkingHours): void {
  if (zone !== null && !IANAZone.isValidZone(zone)) {
    throw new WorkProfileRefusedError(
      `\`${zone}\` is no time zone; one is such as \`Europe/Lisbon\``,
    );
  }
  if (days !== null && days.length === 0)
    throw new WorkProfileRefusedError('nobody works on no day: leave `days` out');
  if ((opens === null) !== (closes === null))
    throw new WorkProfileRefusedError('say both when the day opens and when it closes, or neither');
  if (opens !== null && closes !== null && closes <= opens) {
    throw new WorkProfileRefusedError(`the day would close at ${closes}, before it opens`);
  }
}

async function assertDeputy(deed: ProfileDeed, person: string, deputy: string): Promise<void> {
  if (deputy === person) throw new WorkProfileRefusedError('nobody is their own deputy');
  await assertWorksHere(deed, deputy);
}

async function assertWorksHere({ client, region, at }: ProfileDeed, person: string): Promise<void> {
  const { rows } = await client.query<{ role: string }>(
    `select r.role from person_role r join person p on p.id = r.person_id
      where p.id = $1 and p.disabled_at is null and (r.expires_at is null or r.expires_at > $2)`,
    [person, at],
  );
  const roles = rows.map(({ role }) => role);
  if (!may(roles, 'upload'))
    throw new WorkProfileRefusedError(`\`${person}\` does not work in \`${region}\``);
}
