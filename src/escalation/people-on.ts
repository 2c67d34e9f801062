import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import type { WorkingHours } from './work-profiles.ts';

/** Somebody whom a task waits for, with what they said of when they work. */
export interface PersonOn {
  readonly person: string;
  /** They took it, or were given it. */
  readonly holds: boolean;
  readonly hours: WorkingHours;
  readonly deputy: string | null;
  /** Who takes their place on this day, in this role. */
  readonly standIns: readonly string[];
}

export interface OverdueTask {
  readonly id: string;
  readonly case_id: string;
  readonly key: string;
  readonly stage: string;
  readonly role: string;
  readonly kind: string;
  readonly due_at: Date;
  readonly escalations: number;
}

/** The task as it stands; null once it is closed. */
export async function readOverdue(client: pg.ClientBase, id: string): Promise<OverdueTask | null> {
  const { rows } = await client.query<OverdueTask>(
    `select id, case_id, key, stage, role, kind, due_at, escalations
       from task where id = $1 and closed_at is null and role <> 'carnet'`,
    [id],
  );
  return rows[0] ?? null;
}

// Whose approval stands is no longer late. Who is of the team is asked for the team's work and for nothing else.
const ON = `
select p.id as person, h.person_id is not null as holds,
       json_build_object('zone', w.zone, 'days', w.days, 'opens', w.opens, 'closes', w.closes) as hours,
       w.deputy_id as deputy,
       array(select s.stand_in_id from stand_in s
              where s.person_id = p.id and s.ended_at is null and s.from_at <= $2 and s.until_at > $2
                and (s.roles = '{}' or t.role = any (s.roles)) order by 1) as "standIns"
  from task t
  join regulated_case c on c.id = t.case_id
  join request r on r.id = c.request_id
  join person p on p.disabled_at is null
  left join task_holder h on h.task_id = t.id and h.person_id = p.id
  left join work_profile w on w.person_id = p.id
 where t.id = $1
   and (h.person_id is not null
        or (exists (select from person_role o where o.person_id = p.id and o.role = t.role
                       and (o.expires_at is null or o.expires_at > $2))
            and (t.role = 'requester') = (p.id = r.submitted_by or p.id = any (c.team))
            and p.id <> all (c.former_team)))
   and not exists (select from decision d
                    where d.case_id = t.case_id and t.key = d.stage || ':' || t.role and d.person_id = p.id
                      and d.kind = 'approve' and d.voided_seq is null and d.seq >= t.opened_seq)
 order by p.id`;

/** Whom a task waits for: who is on it, or, when nobody is, everybody who could take it. */
export async function peopleOn(
  client: pg.ClientBase,
  task: OverdueTask,
  now: Instant,
): Promise<readonly PersonOn[]> {
  const { rows } = await client.query<PersonOn>(ON, [task.id, now]);
  const holders = rows.filter(({ holds }) => holds);
  return holders.length > 0 ? holders : rows;
}

/** Who leads the region, if anybody who still works there does. */
export async function leadOf(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ person_id: string }>(
    `select w.person_id from work_profile w join person p on p.id = w.person_id and p.disabled_at is null where w.leads`,
  );
  return rows[0]?.person_id ?? null;
}

/** Of these people, those who are not shut out. */
export async function stillHere(
  client: pg.ClientBase,
  people: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from person where id = any ($1::text[]) and disabled_at is null order by id',
    [people],
  );
  return rows.map(({ id }) => id);
}
