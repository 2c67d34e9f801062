/** What one engagement lets an auditor look at; whatever of it is named has to hold. */
export interface Scope {
  /** Null: any case. */
  readonly cases: readonly string[] | null;
  /** ISO dates of the period a case has to have lived in, both days included; null: no bound. */
  readonly from: string | null;
  readonly until: string | null;
}

/** Statuses that nothing follows on. */
const OVER = `array['rejected', 'withdrawn', 'revoked', 'expired', 'retired']`;

/** SQL: whether `regulated_case c` was there in a period: begun before its end, and not over before its start. */
export function livedIn(from: string, until: string): string {
  return `(${until} is null or c.created_at < (${until} + 1)::timestamp at time zone 'UTC')
      and (${from} is null or c.status <> all (${OVER}) or c.updated_at >= ${from}::timestamp at time zone 'UTC')`;
}

/** SQL: whether `regulated_case c` lies in one of the scopes that the parameter `at` holds; null stands for all. */
export function inScopes(at: string): string {
  return `(${at}::jsonb is null or exists (
    select from jsonb_to_recordset(${at}::jsonb) as s (cases text[], "from" date, until date)
     where (s.cases is null or c.id = any (s.cases)) and ${livedIn('s."from"', 's.until')}))`;
}

/** What `inScopes` takes as its parameter. */
export function scopesParameter(scopes: readonly Scope[] | null): string | null {
  return scopes === null ? null : JSON.stringify(scopes);
}

export function isWhole({ cases, from, until }: Scope): boolean {
  return cases === null && from === null && until === null;
}
