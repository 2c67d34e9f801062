import type pg from 'pg';
import { findMachine } from '../../workflows/registry.ts';
import { stepsOf } from '../cases/case-steps.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { readEventsOf } from '../journal/journal.ts';
import type { FeedPlace } from '../journal/feed-place.ts';
import type { SubmittedPayload } from '../journal/journal.types.ts';
import { tempoOfCase } from './case-tempo.ts';
import type { RegionGround } from './ground.ts';
import type { CaseTempo } from './tempo.types.ts';
import { clearTempo, writeTempo } from './write-tempo.ts';

/** Events taken in one transaction, at most. */
const BATCH = 500;
/** Cases whose events are in memory at once while everything is made anew. */
const CASES_AT_ONCE = 100;

export interface TempoCell {
  readonly region: string;
  readonly pool: pg.Pool;
}

/** What one run of the projection took. */
export interface Projected {
  readonly events: number;
  readonly cases: number;
}

interface PlaceRow {
  readonly basis: string;
  readonly xact: string;
  readonly subject: string;
  readonly seq: number;
}

// Subjects are ASCII and compared byte by byte, as everywhere in the feed.
const NEXT = `
select xact::text as xact, subject, seq
  from journal_event
 where (xact, subject collate "C", seq) > ($1::xid8, $2::text collate "C", $3::int)
   and xact < pg_snapshot_xmin(pg_current_snapshot())
 order by journal_event.xact, subject collate "C", seq limit ${BATCH}`;

const LAST = `
select xact::text as xact, subject, seq
  from journal_event
 where xact < pg_snapshot_xmin(pg_current_snapshot())
 order by journal_event.xact desc, subject collate "C" desc, seq desc limit 1`;

/**
 * Brings the tempo of a cell up to its journal, batch by batch; any number of processes may do so, one at a time does.
 *
 * A case that an event is about is worked out anew from all of its events. Each batch is one transaction that moves the
 * place along, so that whatever ends in between goes on where it stopped.
 */
export async function project(cell: TempoCell, ground: RegionGround): Promise<Projected> {
  let [events, cases] = [0, 0];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each batch begins where the one before ended
    const batch = await inTransaction(cell, async (client) => takeBatch(client, ground));
    events += batch.events;
    cases += batch.cases;
    if (batch.events < BATCH) return { events, cases };
  }
}

/**
 * Throws the projection of a cell away and makes it again from the journal, in one transaction.
 *
 * Goes case by case and not event by event: however the events of many cases lie between one another, each case is
 * worked out once. Whoever reads meanwhile sees what stood before; a projection that runs beside it waits for its end.
 */
export async function rebuild(cell: TempoCell, ground: RegionGround): Promise<Projected> {
  return inTransaction(cell, async (client) => {
    await lockPlace(client, ground.basis);
    await startOver(client, ground.basis);
    // Taken first: what is written meanwhile lies behind this place and is taken after it.
    const { rows } = await client.query<Omit<PlaceRow, 'basis'>>(LAST);
    const done = await makeAll(client, ground);
    const { xact, subject, seq } = rows[0] ?? START;
    await client.query(
      `update tempo_place set version = 1, xact = $1::xid8, subject = $2, seq = $3`,
      [xact, subject, seq],
    );
    return done;
  });
}

async function makeAll(client: pg.ClientBase, ground: RegionGround): Promise<Projected> {
  let [events, cases, after] = [0, 0, ''];
  for (;;) {
    // oxlint-disable no-await-in-loop -- some cases at a time, so that memory has an end
    const { rows } = await client.query<{ id: string }>(
      'select id from regulated_case where id > $1 order by id limit $2',
      [after, CASES_AT_ONCE],
    );
    const last = rows.at(-1);
    if (!last) return { events, cases };
    const made = await recompute(
      client,
      ground,
      rows.map(({ id }) => id),
    );
    await writeTempo(client, made.tempi, '1');
    // oxlint-enable no-await-in-loop
    events += made.events;
    cases += made.tempi.length;
    after = last.id;
  }
}

async function takeBatch(client: pg.ClientBase, ground: RegionGround): Promise<Projected> {
  const place = await lockPlace(client, ground.basis);
  if (place.basis !== ground.basis) await startOver(client, ground.basis);
  const from = place.basis === ground.basis ? place : START;
  const { rows } = await client.query<{ xact: string; subject: string; seq: number }>({
    name: 'tempo-next',
    text: NEXT,
    values: [from.xact, from.subject, from.seq],
  });
  const last = rows.at(-1);
  if (!last) return { events: 0, cases: 0 };
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const { tempi } = await recompute(client, ground, subjects);
  const { rows: moved } = await client.query<{ version: string }>(
    `update tempo_place set version = version + 1, xact = $1::xid8, subject = $2, seq = $3 returning version`,
    [last.xact, last.subject, last.seq],
  );
  await writeTempo(client, tempi, moved[0]?.version ?? '0');
  return { events: rows.length, cases: tempi.length };
}

const START = { xact: '0', subject: '', seq: 0 } satisfies Record<keyof FeedPlace, unknown>;

async function lockPlace(client: pg.ClientBase, basis: string): Promise<PlaceRow> {
  await client.query(
    `insert into tempo_place (generation, version, basis, xact, subject, seq)
     values (1, 0, $1, '0', '', 0) on conflict do nothing`,
    [basis],
  );
  const { rows } = await client.query<PlaceRow>(
    'select basis, xact::text as xact, subject, seq from tempo_place for update',
  );
  const [row] = rows;
  if (!row) throw new Error('the place of the tempo projection has vanished');
  return row;
}

async function startOver(client: pg.ClientBase, basis: string): Promise<void> {
  await clearTempo(client);
  await client.query(
    `update tempo_place set generation = generation + 1, version = 0, basis = $1, xact = '0', subject = '', seq = 0`,
    [basis],
  );
}

interface CaseGround {
  readonly id: string;
  readonly machine_id: string;
  readonly machine_version: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

async function recompute(
  client: pg.ClientBase,
  ground: RegionGround,
  subjects: readonly string[],
): Promise<{ readonly tempi: readonly CaseTempo[]; readonly events: number }> {
  const { rows } = await client.query<CaseGround>(
    `select c.id, c.machine_id, c.machine_version, m.facts
       from regulated_case c
       join journal_event e on e.subject = c.id and e.seq = 1
       join manifest m on m.sha256 = e.payload::jsonb -> 'input' ->> 'manifest'
      where c.id = any ($1) order by c.id`,
    [subjects],
  );
  const journals = await readEventsOf(
    client,
    rows.map(({ id }) => id),
  );
  let events = 0;
  const tempi = rows.map(({ id, machine_id: machine, machine_version: version, facts }) => {
    const journal = journals.get(id) ?? [];
    events += journal.length;
    const submitted = journal[0]?.payload as unknown as SubmittedPayload;
    const steps = stepsOf(findMachine(machine, version), journal);
    return tempoOfCase(steps, ground.of(facts, submitted));
  });
  return { tempi, events };
}
