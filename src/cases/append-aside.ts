import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import { chained } from '../journal/journal.ts';
import type { CaseEntry, JournalEvent } from '../journal/journal.types.ts';
import type { CaseRow } from './case-row.ts';

const APPEND = `
with journaled as (
  insert into journal_event (subject, seq, at, actor, type, schema_version, payload, prev, hash)
  values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), decode($9, 'hex'))
)
update regulated_case set seq = $2, tail_hash = decode($9, 'hex'), updated_at = $3 where id = $1 and seq = $2 - 1`;

/**
 * Appends to a case's journal what is said beside its steps, in the caller's transaction.
 *
 * @param row as it was locked in this transaction (`lockCaseRow`)
 */
export async function appendAside(
  client: pg.ClientBase,
  row: Pick<CaseRow, 'id' | 'seq' | 'tail' | 'updatedAt'>,
  occurrence: { readonly actor: string; readonly at: Instant; readonly entry: CaseEntry },
): Promise<JournalEvent> {
  // A clock that was set back must not date an event before the one it follows.
  const at = occurrence.at < row.updatedAt ? row.updatedAt : occurrence.at;
  const event = chained(row.id, { seq: row.seq, hash: row.tail }, { ...occurrence, at });
  const { subject, seq, actor, type, schemaVersion, payload, prev, hash } = event;
  const values = [subject, seq, at, actor, type, schemaVersion, canonicalJson(payload), prev, hash];
  const { rowCount } = await client.query(APPEND, values);
  if (rowCount !== 1) throw new Error(`case \`${row.id}\` moved although its row was locked`);
  return event;
}
