import type { ClientBase } from 'pg';
import type { Cell } from '../database/cell.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { appendEvent } from '../journal/journal.ts';
import type { CellEntry } from '../journal/journal.types.ts';
import { addEngagement } from './engagement-rows.ts';
import { PersonIdInvalidError, PersonUnknownError } from './identity.errors.ts';

/** Who does it, and when; every change of people is journaled under the region's name. */
export interface Deed {
  readonly by: string;
  readonly at: Date;
}

export interface Grant {
  readonly role: string;
  /** End of a time-boxed engagement (an auditor's); absent means until revoked. */
  readonly expiresAt?: Date;
}

const AUDITOR = 'auditor';
const PERSON_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/**
 * Registers a person in one cell and gives them roles there; again for a known person it adds what is missing.
 *
 * @throws {PersonIdInvalidError} the id has not the form of one
 */
export async function registerPerson(
  cell: Cell,
  person: {
    readonly id: string;
    readonly name: string;
    readonly grants: readonly Grant[];
    /** `service` for a machine; a person unless said. Who is there already stays what they are. */
    readonly kind?: 'person' | 'service';
  },
  deed: Deed,
): Promise<void> {
  if (!PERSON_ID.test(person.id)) throw new PersonIdInvalidError(person.id);
  await inTransaction(cell, async (client) => {
    const { rowCount } = await client.query(
      `insert into person (id, name, kind, created_at) values ($1, $2, $3, $4) on conflict (id) do nothing`,
      [person.id, person.name, person.kind ?? 'person', deed.at],
    );
    if (rowCount === 1) {
      const roles = person.grants.map(({ role }) => role);
      await journal(client, cell, deed, {
        type: 'PERSON_ADDED',
        payload: {
          person: person.id,
          roles,
          ...(person.kind === 'service' && { kind: person.kind }),
        },
      });
    }
    for (const grant of person.grants)
      await grantIn(client, cell, { ...grant, person: person.id }, deed);
  });
}

/**
 * Gives a registered person a role in one cell, or moves the end of one they hold.
 *
 * @throws {PersonUnknownError} nobody in the cell has this id
 */
export async function grantRole(
  cell: Cell,
  grant: Grant & { readonly person: string },
  deed: Deed,
): Promise<void> {
  await inTransaction(cell, async (client) => {
    await mustExist(client, cell, grant.person);
    await grantIn(client, cell, grant, deed);
  });
}

/** Takes a role back in one cell; a role that is not held stays so. */
export async function revokeRole(
  cell: Cell,
  held: { readonly person: string; readonly role: string },
  deed: Deed,
): Promise<void> {
  await inTransaction(cell, async (client) => {
    const { rowCount } = await client.query(
      'delete from person_role where person_id = $1 and role = $2',
      [held.person, held.role],
    );
    if (rowCount === 1) await journal(client, cell, deed, { type: 'ROLE_REVOKED', payload: held });
  });
}

/**
 * Shuts a person out of one cell for good; what they did stays.
 *
 * @throws {PersonUnknownError} nobody in the cell has this id
 */
export async function disablePerson(cell: Cell, person: string, deed: Deed): Promise<void> {
  await inTransaction(cell, async (client) => {
    await mustExist(client, cell, person);
    const { rowCount } = await client.query(
      'update person set disabled_at = $2 where id = $1 and disabled_at is null',
      [person, deed.at],
    );
    if (rowCount === 1) {
      await journal(client, cell, deed, { type: 'PERSON_DISABLED', payload: { person } });
    }
  });
}

async function grantIn(
  client: ClientBase,
  cell: Cell,
  grant: Grant & { readonly person: string },
  deed: Deed,
): Promise<void> {
  const { rowCount } = await client.query(
    `insert into person_role (person_id, role, granted_by, granted_at, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (person_id, role) do update
        set granted_by = excluded.granted_by, granted_at = excluded.granted_at, expires_at = excluded.expires_at,
            source = null
      where person_role.expires_at is distinct from excluded.expires_at or person_role.source is not null`,
    [grant.person, grant.role, deed.by, deed.at, grant.expiresAt ?? null],
  );
  if (rowCount !== 1) return;
  const expiresAt = grant.expiresAt?.toISOString() ?? null;
  await journal(client, cell, deed, {
    type: 'ROLE_GRANTED',
    payload: { person: grant.person, role: grant.role, expiresAt },
  });
  if (grant.role === AUDITOR && grant.expiresAt) await engage(client, cell, grant, deed);
}

/** An auditor's role that ends is an engagement over the whole region; without an engagement it opens nothing. */
async function engage(
  client: ClientBase,
  cell: Cell,
  grant: Grant & { readonly person: string },
  deed: Deed,
): Promise<void> {
  const [from, until] = [deed.at.toISOString(), grant.expiresAt?.toISOString() ?? ''];
  if (until <= from) return;
  const whole = { cases: null, from: null, until: null };
  await addEngagement(
    { client, region: cell.region },
    { person: grant.person, scope: whole, from, until, reason: 'role granted with an end' },
    { by: deed.by, at: from },
  );
}

async function mustExist(client: ClientBase, cell: Cell, person: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from person where id = $1', [person]);
  if (rowCount === 0) throw new PersonUnknownError(person, cell.region);
}

async function journal(
  client: ClientBase,
  cell: Cell,
  deed: Deed,
  entry: CellEntry,
): Promise<void> {
  await appendEvent(client, {
    subject: cell.region,
    actor: deed.by,
    at: deed.at.toISOString(),
    entry,
  });
}
