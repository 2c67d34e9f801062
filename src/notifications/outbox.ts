import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import { enqueueJob } from '../jobs/job-queue.ts';
import { formatPlace, parsePlace } from '../journal/feed-place.ts';
import { type FeedEvent, readFeed } from './feed.ts';

const PAGE = 200;

/** Steps of the engine that are news to nobody by themselves. */
const SILENT: readonly string[] = [
  'ASSESSED',
  'LAW_DATE',
  'SUBMITTED',
  'TASK_CLAIMED',
  'TASK_RELEASED',
  'TASK_ASSIGNED',
  'TASK_ESCALATED',
];

/** What of a region's own journal is news, and to whom. */
const ANNOUNCED: readonly string[] = ['STRAY_FOUND', 'STRAY_RESOLVED', 'BREAK_GLASS_USED'];
const ANNOUNCED_TO: readonly string[] = ['compliance_officer', 'administrator'];

interface Cell {
  readonly region: string;
  readonly pool: pg.Pool;
}

/**
 * Makes of the journal what is owed because of it: entries in people's inboxes, and jobs that send webhooks.
 *
 * In one transaction with the place it has come to, so that each event is made something of exactly once, by one
 * process at a time; others pass on.
 */
export async function spreadEvents(cell: Cell, now: () => Instant): Promise<void> {
  for (let more = true; more;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    more = await inTransaction(cell, async (client) => spreadPage(client, cell.region, now()));
  }
}

async function spreadPage(client: pg.ClientBase, region: string, now: Instant): Promise<boolean> {
  const { rows } = await client.query<{ cursor: string }>(
    `select cursor from feed_reader where name = 'outbox' for update skip locked`,
  );
  const place = parsePlace(rows[0]?.cursor ?? '');
  if (!place) return false;
  const events = await readFeed(client, place, PAGE);
  const last = events.at(-1);
  if (!last) return false;
  const ofCases = events.filter(({ subject }) => subject !== region);
  await notify(client, ofCases);
  await notifyRegion(
    client,
    events.filter(({ subject, type }) => subject === region && ANNOUNCED.includes(type)),
  );
  const told = events.filter(({ subject, type }) => subject !== region || ANNOUNCED.includes(type));
  await queueWebhooks(client, { region, events: told, now });
  await client.query(`update feed_reader set cursor = $1 where name = 'outbox'`, [
    formatPlace(last.place),
  ]);
  return events.length === PAGE;
}

/**
 * Tells the team what happened to their case, a decider that their decision fell, somebody that a task is now theirs or
 * no longer, people that they were mentioned, a role that work waits, and whom overdue work is brought before.
 */
async function notify(client: pg.ClientBase, events: readonly FeedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const news = events.map(({ subject, seq, at, actor, type, person, told }) => {
    const silent = SILENT.includes(type);
    return { subject, seq, at, actor, type, person, told, silent };
  });
  await client.query(
    `insert into notification (person_id, case_id, subject, seq, type, at)
     select distinct on (p.id, e.subject, e.seq) p.id, e.subject, e.subject, e.seq, e.type, e.at
       from json_to_recordset($1::json)
              as e (subject text, seq int, at timestamptz, actor text, type text, person text, told jsonb, silent boolean)
       join regulated_case c on c.id = e.subject
       join request r on r.id = c.request_id
      cross join lateral (
        select r.submitted_by as id where not e.silent
        union select unnest(c.team) where not e.silent
        union select e.person where e.type in ('DECISION_VOIDED', 'TASK_ASSIGNED', 'TASK_RELEASED')
        union select jsonb_array_elements_text(e.told) where e.type = 'TASK_ESCALATED'
        union select unnest(m.mentions) from case_comment m where m.case_id = c.id and m.seq = e.seq
        union select h.person_id from task t join person_role h on h.role = t.role
               where t.case_id = c.id and t.opened_seq = e.seq and t.closed_at is null
                 and (h.expires_at is null or h.expires_at > e.at)
                 and t.role <> 'requester' and h.person_id <> r.submitted_by
                 and h.person_id <> all (c.team) and h.person_id <> all (c.former_team)
        union select h.person_id from region_task t join person_role h on h.role = t.role
               where t.subject = e.subject and t.seq = e.seq and (h.expires_at is null or h.expires_at > e.at)
                 and h.person_id <> all (t.barred)
        union select s.stand_in_id from task t join person_role h on h.role = t.role
                join stand_in s on s.person_id = h.person_id
               where t.case_id = c.id and t.opened_seq = e.seq and t.closed_at is null and t.role <> 'requester'
                 and s.ended_at is null and s.from_at <= e.at and s.until_at > e.at
                 and (s.roles = '{}' or t.role = any (s.roles))
                 and s.stand_in_id <> r.submitted_by and s.stand_in_id <> all (c.team)
                 and s.stand_in_id <> all (c.former_team)) as who
       join person p on p.id = who.id and p.disabled_at is null
      where p.id <> e.actor
     on conflict do nothing`,
    [JSON.stringify(news)],
  );
}

/** Tells whoever a task of the region waits for; what is announced besides tells everybody who decides or manages. */
async function notifyRegion(client: pg.ClientBase, events: readonly FeedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const news = events.map(({ subject, seq, at, actor, type }) => ({
    subject,
    seq,
    at,
    actor,
    type,
  }));
  await client.query(
    `insert into notification (person_id, subject, seq, type, at)
     select distinct on (p.id, e.subject, e.seq) p.id, e.subject, e.seq, e.type, e.at
       from json_to_recordset($1::json) as e (subject text, seq int, at timestamptz, actor text, type text)
       join person_role h on h.role = any ($2) and (h.expires_at is null or h.expires_at > e.at)
       join person p on p.id = h.person_id and p.disabled_at is null
      where p.id <> e.actor
     on conflict do nothing`,
    [JSON.stringify(news), ANNOUNCED_TO],
  );
}

async function queueWebhooks(
  client: pg.ClientBase,
  {
    region,
    events,
    now,
  }: { readonly region: string; readonly events: readonly FeedEvent[]; readonly now: Instant },
): Promise<void> {
  const { rows: endpoints } = await client.query<{ id: string; types: string[] }>(
    'select id, types from webhook_endpoint where disabled_at is null',
  );
  for (const { id, types } of endpoints) {
    const wanted = events.filter(({ type }) => types.length === 0 || types.includes(type));
    for (const event of wanted) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection, in order
      await queueWebhook(client, { region, endpoint: id, event, now });
    }
  }
}

/** Queues one event for one endpoint; `again` tells a replay from the first sending. */
export async function queueWebhook(
  client: pg.ClientBase,
  delivery: {
    readonly region: string;
    readonly endpoint: string;
    readonly event: Omit<FeedEvent, 'place' | 'actor' | 'person' | 'told'>;
    readonly now: Instant;
    readonly again?: string;
  },
): Promise<void> {
  const { region, endpoint, event, now, again } = delivery;
  const { subject, seq, type, at, stage, role } = event;
  const id = `${subject}.${String(seq)}`;
  // Ids, a link, stage and role: nothing a manifest states, and nobody's name.
  const isOfCase = subject !== region;
  const about = isOfCase
    ? { case: subject, link: `/api/v1/cases/${subject}` }
    : { case: null, link: '/api/v1/region-tasks' };
  const data = { region, ...about, seq, stage, role };
  const name = `${isOfCase ? 'case' : 'region'}.${type.toLowerCase()}`;
  const body = canonicalJson({ type: name, timestamp: at, data });
  await enqueueJob(client, {
    kind: 'webhook',
    key: [endpoint, id, ...(again === undefined ? [] : [again])].join(':'),
    payload: { endpoint, id, body },
    runAt: now,
  });
}
