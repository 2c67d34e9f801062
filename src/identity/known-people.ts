import type pg from 'pg';

/** Which of these people a cell knows and has not disabled. */
export async function knownPeople(
  db: pg.Pool | pg.ClientBase,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>(
    'select id from person where id = any ($1::text[]) and disabled_at is null',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
