import type pg from 'pg';
import type { CaseContext } from '../../workflows/contract.ts';
import type { CaseStatus } from '../../workflows/step-result.ts';
import type { Facts, PackPin } from '../policy/policy.types.ts';
import { assessCase } from './assess-case.ts';
import type { Law } from './law.ts';
import { effectOn, Tally } from './simulation-tally.ts';
import type { Simulation } from './simulation.types.ts';

interface Row {
  readonly id: string;
  readonly status: CaseStatus;
  readonly requester: string;
  readonly packs: readonly PackPin[];
  readonly as_of: string;
  readonly context: CaseContext;
  readonly facts: Facts;
}

/** What a simulation reads and by what it judges. */
export interface SimulationInput {
  readonly region: string;
  readonly pool: pg.Pool;
  /** The law that would be in force; its `next` says where each case would go. */
  readonly law: Law;
  /** Stages of the region's machine in which people decide. */
  readonly stages: readonly string[];
  /** ISO date. */
  readonly today: string;
  readonly onCase?: (done: number, total: number) => void;
}

/** Rows fetched at a time: what memory holds, however many cases there are. */
const BATCH = 100;

/**
 * Runs a law that is not yet in force over every open case and live permit of a cell, and says what it would do.
 *
 * Reads through a cursor in one read-only transaction: it sees one moment, changes nothing and cannot.
 */
export async function simulateLaw(input: SimulationInput): Promise<Simulation> {
  const client = await input.pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const total = await countCases(client);
    const tally = new Tally(input.region);
    await client.query(CURSOR);
    let done = 0;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a cursor hands out one batch after the other
      const { rows } = await client.query<Row>(`fetch ${BATCH} from simulated`);
      for (const row of rows) {
        judge(row, input, tally);
        done += 1;
        input.onCase?.(done, total);
      }
      if (rows.length < BATCH) return tally.result();
    }
  } finally {
    // Nothing was written, so ending and undoing are the same.
    await client.query('rollback');
    client.release();
  }
}

const LIVE_OR_OPEN = "c.status in ('open', 'permitted', 'deployed', 'suspended')";

// By its index, in the order of the table: no sort, which would hold every row.
const CURSOR = `
declare simulated no scroll cursor for
select c.id, c.status, r.submitted_by as requester, c.packs, to_char(c.as_of, 'YYYY-MM-DD') as as_of,
       c.snapshot -> 'context' as context, m.facts
  from regulated_case c
  join request r on r.id = c.request_id
  join manifest m on m.sha256 = c.manifest_sha256
 where ${LIVE_OR_OPEN}`;

async function countCases(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ total: number }>(
    `select count(*)::int as total from regulated_case c where ${LIVE_OR_OPEN}`,
  );
  return rows[0]?.total ?? 0;
}

/** A case that cannot be read must not hide what becomes of all others. */
function judge(row: Row, input: SimulationInput, tally: Tally): void {
  const { id, status, requester, packs } = row;
  const seen = { id, requester, isOpen: status === 'open' };
  try {
    const next = input.law.next?.(packs, { today: input.today, amended: false }) ?? null;
    if (!next) {
      tally.stays(seen);
      return;
    }
    const { summary } = assessCase(next.law, {
      facts: row.facts,
      context: row.context,
      packs: next.law.pins,
      asOf: row.as_of,
      stages: input.stages,
    });
    const effect = effectOn(row.context, summary);
    const isMoved = next.moved.length > 0 || effect.isDifferent;
    if (isMoved) tally.moves(seen, effect);
    else tally.stays(seen);
  } catch {
    tally.unreadable(seen);
  }
}
