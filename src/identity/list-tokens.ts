import type { Cell } from '../database/cell.ts';
import type { Action } from './permissions.ts';

/** A token as it is listed: all but its secret, which nobody has. */
export interface TokenView {
  readonly id: string;
  readonly person: string;
  readonly kind: 'person' | 'service';
  readonly label: string;
  /** Where it is good. */
  readonly regions: readonly string[];
  /** What of its person's powers it opens; null means all of them. */
  readonly actions: readonly Action[] | null;
  readonly createdAt: string;
  /** Null: made before this was kept. */
  readonly createdBy: string | null;
  readonly expiresAt: string;
  /** To the minute; null when it never was. */
  readonly lastUsedAt: string | null;
}

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly kind: 'person' | 'service';
  readonly label: string;
  readonly actions: readonly Action[] | null;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
}

/** Whose tokens of a cell are asked for. */
export interface TokensOf {
  readonly cell: Cell;
  /** Of this person, or of everybody. */
  readonly person?: string | undefined;
  /** Those of every service account besides. */
  readonly services?: boolean;
}

/** Tokens that are neither revoked nor over, newest first; one that is good in several cells once. */
export async function listTokens(
  asked: readonly TokensOf[],
  now: Date,
): Promise<readonly TokenView[]> {
  const byId = new Map<string, TokenView>();
  for (const { cell, person, services } of asked) {
    const { rows } = await cell.pool.query<Row>(
      `select t.id, t.person_id, p.kind, t.label, t.actions, t.created_at, t.created_by, t.expires_at, t.last_used_at
         from access_token t join person p on p.id = t.person_id
        where t.revoked_at is null and t.expires_at > $1
          and ($2::text is null or t.person_id = $2 or ($3 and p.kind = 'service'))`,
      [now, person ?? null, services ?? false],
    );
    for (const row of rows) byId.set(row.id, merged(byId.get(row.id), row, cell.region));
  }
  return [...byId.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

function merged(known: TokenView | undefined, row: Row, region: string): TokenView {
  const used = [known?.lastUsedAt, row.last_used_at?.toISOString()].filter((at) => at != null);
  return {
    id: row.id,
    person: row.person_id,
    kind: row.kind,
    label: row.label,
    regions: [...(known?.regions ?? []), region],
    actions: row.actions,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: used.toSorted((a, b) => a.localeCompare(b)).at(-1) ?? null,
  };
}
