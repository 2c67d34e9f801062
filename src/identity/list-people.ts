import type { Cells } from '../database/cells.ts';

/** A person as the cells know them. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'service';
  /** Per region. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Whether they can sign in with a password. */
  readonly account: boolean;
  /** Whether an identity provider knows them. */
  readonly outside: boolean;
  readonly disabled: boolean;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'service';
  readonly roles: readonly string[];
  readonly account: boolean;
  readonly outside: boolean;
  readonly disabled: boolean;
}

/** Everybody that some cell knows, by id. */
export async function listPeople(cells: Cells): Promise<readonly PersonView[]> {
  const people = new Map<string, PersonView>();
  for (const { region, pool } of cells.all()) {
    const { rows } = await pool.query<Row>(
      `select p.id, p.name, p.kind, p.disabled_at is not null as disabled, a.person_id is not null as account,
              exists (select from outside_identity o where o.person_id = p.id) as outside,
              array(select role from person_role r where r.person_id = p.id order by role) as roles
         from person p left join local_account a on a.person_id = p.id`,
    );
    for (const { id, name, kind, roles, account, outside, disabled } of rows) {
      const known = people.get(id);
      people.set(id, {
        id,
        name,
        kind,
        roles: { ...known?.roles, [region]: roles },
        account: account || known?.account === true,
        outside: outside || known?.outside === true,
        disabled: disabled && known?.disabled !== false,
      });
    }
  }
  return [...people.values()].toSorted((a, b) => a.id.localeCompare(b.id));
}
