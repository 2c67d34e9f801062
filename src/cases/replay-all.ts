import type pg from 'pg';
import { findMachine } from '../../workflows/registry.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import { readEvents } from '../journal/journal.ts';
import type { JournalEvent } from '../journal/journal.types.ts';
import { replayCase } from './replay.ts';

const PAGE = 100;
const FAULTS_TOLD = 20;

interface Row {
  readonly id: string;
  readonly machine_id: string;
  readonly machine_version: number;
  readonly snapshot: unknown;
  readonly status: string;
  readonly stages: readonly string[];
  readonly seq: number;
  readonly tail: string;
}

export interface Replayed {
  readonly cases: number;
  readonly faults: readonly string[];
}

/**
 * Works out every case of a cell from its events alone, and holds its row against that.
 *
 * In the transaction of `client`: give it one that sees a single state of the database.
 */
export async function replayAll(client: pg.ClientBase): Promise<Replayed> {
  const faults: string[] = [];
  let cases = 0;
  for (let after = '', more = true; more;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { rows } = await client.query<Row>(
      `select id, machine_id, machine_version, snapshot, status, stages, seq, encode(tail_hash, 'hex') as tail
         from regulated_case where id > $1 order by id limit ${PAGE}`,
      [after],
    );
    for (const row of rows) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection
      const fault = faultOf(row, await readEvents(client, row.id));
      if (fault !== null) faults.push(`case \`${row.id}\`: ${fault}`);
    }
    cases += rows.length;
    after = rows.at(-1)?.id ?? after;
    more = rows.length === PAGE;
  }
  return { cases, faults: faults.slice(0, FAULTS_TOLD) };
}

function faultOf(row: Row, events: readonly JournalEvent[]): string | null {
  const last = events.at(-1);
  if (last?.seq !== row.seq || last.hash !== row.tail) {
    return `its row stands at event ${row.seq}, its journal at ${last?.seq ?? 0}`;
  }
  try {
    return differenceOf(row, events);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function differenceOf(row: Row, events: readonly JournalEvent[]): string | null {
  const told = replayCase(findMachine(row.machine_id, row.machine_version), events);
  const { snapshot, status, stages } = told;
  const differing = Object.entries({ snapshot, status, stages })
    .filter(([name, value]) => plain(value) !== plain(row[name as keyof Row]))
    .map(([name]) => name);
  return differing.length === 0
    ? null
    : `its events do not lead to the ${differing.join(', ')} that its row has`;
}

/** As it comes out of the database again. */
function plain(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)));
}
