import type pg from 'pg';
import { sha256Hex } from '../common/canonical-json.ts';
import { inScopes, livedIn, scopesParameter } from '../identity/scope.ts';
import type { Scope } from '../identity/scope.ts';
import { readCheckpoint } from '../journal/log/log-queries.ts';
import { populationText } from './sample.ts';

export const PERIOD_KINDS = ['lived', 'opened', 'decided'] as const;

/** Which cases of a region; what is left out narrows nothing. */
export interface PopulationQuery {
  /** ISO dates, both days included, in UTC. */
  readonly from?: string;
  readonly until?: string;
  /**
   * What of a case has to lie in the period: `lived`, it was there in it (unless said); `opened`, it began in it;
   * `decided`, somebody decided on it.
   */
  readonly of?: (typeof PERIOD_KINDS)[number];
  readonly status?: string;
  readonly outcome?: string;
  /** A stage that it stands in. */
  readonly stage?: string;
}

/** A set of cases that anybody can hold against the hash of its list. */
export interface Population {
  readonly region: string;
  readonly query: PopulationQuery;
  readonly count: number;
  /** SHA-256 (hex) over the ids in byte order, each followed by a newline. */
  readonly sha256: string;
  /** The newest signed tree head of the journal when the cases were counted. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    /** Base64, as the note prints it. */
    readonly root: string;
    readonly note: string;
  };
}

export interface ListedPopulation extends Population {
  readonly cases: readonly string[];
}

const IN_PERIOD = `case $2::text
        when 'opened' then ($3::date is null or c.created_at >= $3::date::timestamp at time zone 'UTC')
                       and ($4::date is null or c.created_at < ($4::date + 1)::timestamp at time zone 'UTC')
        when 'decided' then exists (
          select from decision d where d.case_id = c.id
             and ($3::date is null or d.decided_at >= $3::date::timestamp at time zone 'UTC')
             and ($4::date is null or d.decided_at < ($4::date + 1)::timestamp at time zone 'UTC'))
        else ${livedIn('$3::date', '$4::date')} end`;

/**
 * The cases of a region that a query means, as they stand now, of those that the scopes let somebody see.
 *
 * Give it a transaction that sees one state of the database: cases and checkpoint are read one after the other.
 *
 * @throws {LogProofError} nothing is in the region's log yet
 */
export async function readPopulation(
  client: pg.ClientBase,
  region: string,
  { query, scopes }: { readonly query: PopulationQuery; readonly scopes: readonly Scope[] | null },
): Promise<ListedPopulation> {
  const { from, until, of, status, outcome, stage } = query;
  const narrowing = [of, from, until, status, outcome, stage].map((one) => one ?? null);
  const { rows } = await client.query<{ id: string }>(
    `select c.id from regulated_case c
      where ${inScopes('$1')} and ${IN_PERIOD}
        and ($5::text is null or c.status = $5) and ($6::text is null or c.outcome = $6)
        and ($7::text is null or $7 = any (c.stages))
      order by c.id collate "C"`,
    [scopesParameter(scopes), ...narrowing],
  );
  const { size, note } = await readCheckpoint(client);
  const [origin = '', , root = ''] = note.split('\n');
  const cases = rows.map(({ id }) => id);
  return {
    region,
    query: stated(query),
    count: cases.length,
    sha256: sha256Hex(populationText(cases)),
    checkpoint: { origin, size, root, note },
    cases,
  };
}

/** Without the names of what was not asked for, so that equal questions read alike. */
function stated(query: PopulationQuery): PopulationQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
