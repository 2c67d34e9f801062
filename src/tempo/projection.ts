import type pg from 'pg';
import { findMachine } from '../../workflows/registry.ts';
import { stepsOf } from '../cases/case-steps.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { readEvents } from '../journal/journal.ts';
import type { FeedPlace } from '../journal/feed-place.ts';
import type { SubmittedPayload } from '../journal/journal.types.ts';
import { tempoOfCase } from './case-tempo.ts';
import type { RegionGround } from './ground.ts';
import type { CaseTempo } from './tempo.types.ts';
import { clearTempo, writeTempo } from './write-tempo.ts';

/** Events taken in one transaction, at most. */
const BATCH = 500;

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

/**
 * Brings the tempo of a cell up to its journal, batch by batch; any number of processes may do so, one at a time does.
 *
 * A case that an event is about is worked out anew from all of its events. Each batch is one transaction that moves the
 * place along, so that whatever ends in between goes on where it stopped.
 */
export async function project(cell: TempoCell, ground: RegionGround): Promise<Projected> {
  return takeAll(() => inTransaction(cell, async (client) => takeBatch(client, ground)));
}

/**
 * Throws the projection of a cell away and makes it again from the journal, in one transaction.
 *
 * Whoever reads meanwhile sees what stood before; a projection that runs beside it waits for its end.
 */
export async function rebuild(cell: TempoCell, ground: RegionGround): Promise<Projected> {
  return inTransaction(cell, async (client) => {
    await lockPlace(client, ground.basis);
    await startOver(client, ground.basis);
    return takeAll(() => takeBatch(client, ground));
  });
}

async function takeAll(take: () => Promise<Projected>): Promise<Projected> {
  let [events, cases] = [0, 0];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each batch begins where the one before ended
    const batch = await take();
    events += batch.events;
    cases += batch.cases;
    if (batch.events < BATCH) return { events, cases };
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
  const tempi = await recompute(client, ground, [...new Set(rows.map(({ subject }) => subject))]);
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
): Promise<CaseTempo[]> {
  const { rows } = await client.query<CaseGround>(
    `select c.id, c.machine_id, c.machine_version, m.facts
       from regulated_case c
       join journal_event e on e.subject = c.id and e.seq = 1
       join manifest m on m.sha256 = e.payload::jsonb -> 'input' ->> 'manifest'
      where c.id = any ($1) order by c.id`,
    [subjects],
  );
  const tempi: CaseTempo[] = [];
  for (const { id, machine_id: machine, machine_version: version, facts } of rows) {
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    const events = await readEvents(client, id);
    const submitted = events[0]?.payload as unknown as SubmittedPayload;
    const steps = stepsOf(findMachine(machine, version), events);
    tempi.push(tempoOfCase(steps, ground.of(facts, submitted)));
  }
  return tempi;
}
