import type pg from 'pg';

/**
 * Copies the journal of a case until there are that many events, each copy a case of its own with the same way.
 *
 * Hashes are copied with the rest: what is made anew from a journal does not check them, an audit does.
 *
 * @returns how many events there are
 */
export async function copyJournal(
  pool: pg.Pool,
  template: string,
  events: number,
): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from journal_event where subject = $1',
    [template],
  );
  const copies = Math.ceil(events / (rows[0]?.n ?? 1)) - 1;
  const values = [template, copies];
  await pool.query(
    `insert into regulated_case
     select (jsonb_populate_record(c, jsonb_build_object('id', 'eu-j' || n, 'status', 'withdrawn'))).*
       from regulated_case c, generate_series(1, $2) n where c.id = $1`,
    values,
  );
  await pool.query(
    `insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash)
     select 'eu-j' || n, seq, at, actor, type, schema_version, replace(payload, $1, 'eu-j' || n), prev, hash
       from journal_event e, generate_series(1, $2) n where e.subject = $1`,
    values,
  );
  await pool.query('analyze');
  return (copies + 1) * (rows[0]?.n ?? 0);
}

/**
 * Copies what tempo tells of a case until there are that many turns, spread over two years, each turn with a length of
 * its own: most are short, some very long.
 */
export async function copyTempo(
  pool: pg.Pool,
  template: string,
  spans: number,
): Promise<{ readonly turns: number; readonly cases: number }> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from tempo_turn where case_id = $1',
    [template],
  );
  const cases = Math.ceil(spans / (rows[0]?.n ?? 1));
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('delete from tempo_case where case_id <> $1', [template]);
    // A million look-ups of the case that was written just before would tell nobody anything.
    await client.query('set local session_replication_role = replica');
    await client.query('select setseed(0.42)');
    const { version } = await nextVersion(client);
    await client.query(
      `insert into tempo_case
       select (jsonb_populate_record(c, jsonb_build_object(
                'case_id', 'eu-t' || g.n, 'version', $3::bigint, 'team', 'team' || g.n % 40, 'rework', g.n % 4,
                'started_at', s.at, 'permit_at', s.at + s.lead, 'lead_ms', (extract(epoch from s.lead) * 1000)::bigint,
                'lead_working_ms', (extract(epoch from s.lead) * 240)::bigint))).*
         from tempo_case c, generate_series(1, $2) as g (n),
              lateral (select now() - interval '730 days' * random() as at, interval '40 days' * (0.2 + random()) as lead, g.n as copy) s
        where c.case_id = $1`,
      [template, cases, version],
    );
    await client.query(SPREAD_TURNS, [template]);
    await client.query(SPREAD_VISITS, [template]);
    await client.query('commit');
  } finally {
    client.release();
  }
  await pool.query('analyze');
  return { turns: cases * (rows[0]?.n ?? 0), cases };
}

async function nextVersion(client: pg.ClientBase): Promise<{ readonly version: string }> {
  const { rows } = await client.query<{ version: string }>(
    'update tempo_place set version = version + 1 returning version',
  );
  return rows[0] ?? { version: '0' };
}

/** Exponential: `-ln(random())`. */
const LENGTH = `(interval '1 day' * -ln(1 - random()))`;

const SPREAD_TURNS = `
insert into tempo_turn (case_id, n, seq, key, stage, kind, role, waits_on, factor, began_at, ended_at, due_at, round,
                        touched_ms, touched_working_ms, held_since, ended_by, person, ms, working_ms, rules, documents)
select c.case_id, t.n, t.seq, t.key, t.stage, t.kind, t.role, t.waits_on, t.factor, s.at, s.at + s.length,
       s.at + interval '2 days', t.round, null, (extract(epoch from s.length) * 60)::bigint, null, t.ended_by, t.person,
       (extract(epoch from s.length) * 1000)::bigint, (extract(epoch from s.length) * 240)::bigint, t.rules, t.documents
  from tempo_case c, tempo_turn t,
       lateral (select c.started_at + interval '2 days' * t.n as at, ${LENGTH} as length) s
 where t.case_id = $1 and c.case_id <> $1`;

const SPREAD_VISITS = `
insert into tempo_visit (case_id, n, stage, factor, visit, began_at, ended_at, ms, working_ms)
select c.case_id, v.n, v.stage, v.factor, v.visit, s.at, s.at + s.length,
       (extract(epoch from s.length) * 1000)::bigint, (extract(epoch from s.length) * 240)::bigint
  from tempo_case c, tempo_visit v,
       lateral (select c.started_at + interval '4 days' * v.n as at, ${LENGTH} as length) s
 where v.case_id = $1 and c.case_id <> $1`;
