import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { addEngagement } from '../identity/engagement-rows.ts';
import type { NewEngagement } from '../identity/engagement-rows.ts';
import { PersonUnknownError } from '../identity/identity.errors.ts';
import { appendEvent } from '../journal/journal.ts';
import { EngagementNotFoundError, EngagementRefusedError } from './audits.errors.ts';

/** What an auditor may look at in a region, and until when. */
export interface EngagementView {
  readonly id: string;
  readonly region: string;
  readonly person: string;
  /** Null: every case. */
  readonly cases: readonly string[] | null;
  /** ISO dates of the period that is looked at. */
  readonly periodFrom: string | null;
  readonly periodUntil: string | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
  readonly createdBy: string;
  readonly endedAt: Instant | null;
}

/** Somebody who manages people, in an open transaction of a cell. */
export interface EngagementDeed {
  readonly region: string;
  readonly client: pg.ClientBase;
  readonly by: string;
  readonly at: Instant;
}

const LONGEST_MS = 2 * 366 * 24 * 3_600_000;

/**
 * Lets an auditor look at a region, or at some cases of it, until a day; journaled. Whoever has no role there yet gets
 * that of an auditor for as long.
 *
 * @throws {PersonUnknownError} nobody in the cell has this id
 * @throws {EngagementRefusedError} its time cannot be, or it names cases that the region does not have
 */
export async function openEngagement(
  deed: EngagementDeed,
  asked: NewEngagement,
): Promise<EngagementView> {
  const { client, region, by, at } = deed;
  assertTime(asked, at);
  const { rowCount } = await client.query(
    'select 1 from person where id = $1 and disabled_at is null',
    [asked.person],
  );
  if (rowCount === 0) throw new PersonUnknownError(asked.person, region);
  await assertCases(deed, asked.scope.cases ?? []);
  await grantAuditor(deed, asked);
  const id = await addEngagement(deed, asked, { by, at });
  const { scope, ...told } = asked;
  const period = { cases: scope.cases, periodFrom: scope.from, periodUntil: scope.until };
  return { id, region, ...told, ...period, createdBy: by, endedAt: null };
}

/**
 * Ends it before its time: what was open to the auditor is closed with the next request.
 *
 * @throws {EngagementNotFoundError} none of this id is still open
 */
export async function endEngagement(
  { client, region, by, at }: EngagementDeed,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  const { rowCount } = await client.query(
    'update engagement set ended_at = $2 where id = $1 and ended_at is null and until_at > $2',
    [id, at],
  );
  if (rowCount !== 1) throw new EngagementNotFoundError(id, region);
  const entry = { type: 'ENGAGEMENT_ENDED', payload: { id, reason } } as const;
  await appendEvent(client, { subject: region, actor: by, at, entry });
}

interface Columns {
  readonly id: string;
  readonly person_id: string;
  readonly cases: readonly string[] | null;
  readonly period_from: string | null;
  readonly period_until: string | null;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly reason: string;
  readonly created_by: string;
  readonly ended_at: Date | null;
}

/** Engagements of a cell, those that are over too, the last to end first; at most 500. */
export async function listEngagements(
  { region, pool }: { readonly region: string; readonly pool: pg.Pool },
  { person }: { readonly person?: string | undefined },
): Promise<EngagementView[]> {
  const { rows } = await pool.query<Columns>(
    `select id, person_id, cases, to_char(period_from, 'YYYY-MM-DD') as period_from,
            to_char(period_until, 'YYYY-MM-DD') as period_until, from_at, until_at, reason, created_by, ended_at
       from engagement where $1::text is null or person_id = $1
      order by coalesce(ended_at, until_at) desc, id limit 500`,
    [person ?? null],
  );
  return rows.map((row) => ({
    id: row.id,
    region,
    person: row.person_id,
    cases: row.cases,
    periodFrom: row.period_from,
    periodUntil: row.period_until,
    from: row.from_at.toISOString(),
    until: row.until_at.toISOString(),
    reason: row.reason,
    createdBy: row.created_by,
    endedAt: row.ended_at?.toISOString() ?? null,
  }));
}

function assertTime({ from, until, scope }: NewEngagement, at: Instant): void {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  if (end <= begin)
    throw new EngagementRefusedError(`it would end (${until}) before it begins (${from})`);
  if (end <= Date.parse(at)) throw new EngagementRefusedError(`it would be over already: ${until}`);
  if (end - begin > LONGEST_MS)
    throw new EngagementRefusedError(
      'nobody is engaged for more than two years: open another then',
    );
  if (scope.from !== null && scope.until !== null && scope.until < scope.from)
    throw new EngagementRefusedError(
      `its period would end (${scope.until}) before it begins (${scope.from})`,
    );
}

async function assertCases(
  { client, region }: EngagementDeed,
  cases: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select w.id from unnest($1::text[]) as w (id)
      where not exists (select from regulated_case c where c.id = w.id) order by w.id limit 3`,
    [cases],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ id }) => `\`${id}\``).join(', ');
  throw new EngagementRefusedError(`\`${region}\` has no case ${names}`);
}

/** The role lasts at least as long as what it is for. */
async function grantAuditor(
  { client, region, by, at }: EngagementDeed,
  { person, until }: NewEngagement,
): Promise<void> {
  const { rowCount } = await client.query(
    `insert into person_role (person_id, role, granted_by, granted_at, expires_at)
     values ($1, 'auditor', $2, $3, $4)
     on conflict (person_id, role) do update
        set granted_by = excluded.granted_by, granted_at = excluded.granted_at, expires_at = excluded.expires_at
      where person_role.expires_at < excluded.expires_at`,
    [person, by, at, until],
  );
  if (rowCount !== 1) return;
  const payload = { person, role: 'auditor', expiresAt: until };
  const entry = { type: 'ROLE_GRANTED', payload } as const;
  await appendEvent(client, { subject: region, actor: by, at, entry });
}
