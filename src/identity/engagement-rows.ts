import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';
import { appendEvent } from '../journal/journal.ts';
import type { Scope } from './scope.ts';

export interface NewEngagement {
  readonly person: string;
  /** What may be looked at. */
  readonly scope: Scope;
  /** When: from the first instant to before the second. */
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
}

/** Writes an engagement down, in the caller's transaction; journaled. Gives its id. */
export async function addEngagement(
  { client, region }: { readonly client: pg.ClientBase; readonly region: string },
  { person, scope, from, until, reason }: NewEngagement,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<string> {
  const id = newId('eng');
  await client.query(
    `insert into engagement (id, person_id, cases, period_from, period_until, reason, from_at, until_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, person, scope.cases, scope.from, scope.until, reason, from, until, by, at],
  );
  const period = { from: scope.from, until: scope.until };
  const payload = { id, person, cases: scope.cases, period, from, until, reason };
  await appendEvent(client, {
    subject: region,
    actor: by,
    at,
    entry: { type: 'ENGAGEMENT_OPENED', payload },
  });
  return id;
}
