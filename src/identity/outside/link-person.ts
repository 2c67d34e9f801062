import type { ClientBase } from 'pg';
import { inTransaction } from '../../common/in-transaction.ts';
import type { Cell } from '../../database/cell.ts';
import { appendEvent } from '../../journal/journal.ts';
import type { CellEntry } from '../../journal/journal.types.ts';
import { PersonDisabledError, PersonUnknownError } from '../identity.errors.ts';
import type { Deed } from '../people.ts';
import { registerPerson } from '../people.ts';
import type { GivenRole } from './claims.ts';
import { NoRoleError, PersonTakenError, SubjectTakenError } from './outside.errors.ts';

/** Somebody as their provider knows them. */
export interface Outsider {
  /** Id of the provider in the identity file. */
  readonly provider: string;
  readonly title: string;
  readonly issuer: string;
  readonly subject: string;
  /** The id they would get here, and the name others see. */
  readonly wanted: string;
  readonly name: string;
  readonly linkExisting: boolean;
  readonly roles: readonly GivenRole[];
}

/**
 * Lets somebody in whom a provider knows: finds or makes the person they are here, and gives them in each cell the roles
 * that the provider's claims give there, and takes back those it no longer gives. Roles given by hand stay.
 *
 * Who has no part in a region is not told of there at all.
 *
 * @returns the person, and the cells in which they may come in
 * @throws {PersonTakenError} the id is somebody else's
 * @throws {NoRoleError} no role anywhere
 * @throws {PersonDisabledError}
 */
export async function welcome(
  cells: readonly Cell[],
  outsider: Outsider,
  now: Date,
): Promise<{ readonly person: string; readonly cells: readonly Cell[] }> {
  const known = await personOf(cells, outsider.issuer, outsider.subject);
  const person = known ?? outsider.wanted;
  const free: Cell[] = [];
  for (const cell of cells) if (!(await isTaken(cell, outsider, person))) free.push(cell);
  if (free.length < cells.length && known === null) throw new PersonTakenError(person);
  const deed = { by: `provider:${outsider.provider}`, at: now };
  for (const cell of free) await bring(cell, outsider, person, deed);
  return { person, cells: await whereWelcome(free, outsider, person, now) };
}

/**
 * Makes somebody whom an issuer knows a person of the cells in which there is one of this id.
 *
 * @throws {PersonUnknownError} there is none
 * @throws {SubjectTakenError} the issuer's subject is another person here
 */
export async function linkPerson(
  cells: readonly Cell[],
  link: { readonly person: string; readonly issuer: string; readonly subject: string },
  deed: Deed,
): Promise<readonly string[]> {
  const already = await personOf(cells, link.issuer, link.subject);
  if (already !== null && already !== link.person) throw new SubjectTakenError(already);
  const linked: string[] = [];
  for (const cell of cells) {
    const { rowCount } = await cell.pool.query(
      `select 1 from person where id = $1 and kind = 'person'`,
      [link.person],
    );
    if (rowCount === 0) continue;
    await inTransaction(cell, async (client) => linkIn(client, cell, link, deed));
    linked.push(cell.region);
  }
  if (linked.length === 0) {
    throw new PersonUnknownError(link.person, cells.map(({ region }) => region).join(', '));
  }
  return linked;
}

/** Who an issuer's subject is here; null when nobody. */
export async function personOf(
  cells: readonly Cell[],
  issuer: string,
  subject: string,
): Promise<string | null> {
  for (const { pool } of cells) {
    const { rows } = await pool.query<{ person_id: string }>(
      'select person_id from outside_identity where issuer = $1 and subject = $2',
      [issuer, subject],
    );
    if (rows[0]) return rows[0].person_id;
  }
  return null;
}

/**
 * Whether the cell has a person of this id who may be somebody else than the one the provider speaks of: a name can be
 * given to another, so who is linked to one subject of an issuer is never taken for a second.
 */
async function isTaken(
  { pool }: Cell,
  { issuer, subject, linkExisting }: Outsider,
  person: string,
): Promise<boolean> {
  const { rows } = await pool.query<{ linked: boolean; other: boolean }>(
    `select exists (select from outside_identity where issuer = $2 and subject = $3 and person_id = p.id) as linked,
            exists (select from outside_identity where issuer = $2 and subject <> $3 and person_id = p.id) as other
       from person p where p.id = $1`,
    [person, issuer, subject],
  );
  const [found] = rows;
  if (!found || found.linked) return false;
  return found.other || !linkExisting;
}

async function bring(cell: Cell, outsider: Outsider, person: string, deed: Deed): Promise<void> {
  const roles = outsider.roles.filter(({ region }) => region === cell.region);
  if (roles.length > 0) {
    await registerPerson(cell, { id: person, name: outsider.name, grants: [] }, deed);
  }
  await inTransaction(cell, async (client) => {
    const { rowCount } = await client.query(
      `select 1 from person where id = $1 and kind = 'person' for update`,
      [person],
    );
    if (rowCount === 0) return;
    await linkIn(client, cell, { ...outsider, person }, deed);
    await takeBack(client, { cell, person, outsider }, deed);
    for (const given of roles) await give(client, { cell, person, outsider }, given, deed);
  });
}

async function linkIn(
  client: ClientBase,
  cell: Cell,
  { person, issuer, subject }: Pick<Outsider, 'issuer' | 'subject'> & { readonly person: string },
  deed: Deed,
): Promise<void> {
  const { rowCount } = await client.query(
    `insert into outside_identity (issuer, subject, person_id, linked_at) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [issuer, subject, person, deed.at],
  );
  if (rowCount === 1) {
    await journal(client, cell, deed, { type: 'IDENTITY_LINKED', payload: { person, issuer } });
  }
}

interface Whose {
  readonly cell: Cell;
  readonly person: string;
  readonly outsider: Outsider;
}

async function takeBack(
  client: ClientBase,
  { cell, person, outsider }: Whose,
  deed: Deed,
): Promise<void> {
  const kept = outsider.roles
    .filter(({ region }) => region === cell.region)
    .map(({ role }) => role);
  const { rows } = await client.query<{ role: string }>(
    'delete from person_role where person_id = $1 and source = $2 and role <> all ($3) returning role',
    [person, outsider.provider, kept],
  );
  for (const { role } of rows) {
    await journal(client, cell, deed, { type: 'ROLE_REVOKED', payload: { person, role } });
  }
}

/** A role that is held already lasts longer from half its time on: not every sign-in is worth a line in the journal. */
async function give(
  client: ClientBase,
  { cell, person, outsider }: Whose,
  { role, expiresAt }: GivenRole,
  deed: Deed,
): Promise<void> {
  const half = new Date((deed.at.getTime() + expiresAt.getTime()) / 2);
  const { rowCount } = await client.query(
    `insert into person_role (person_id, role, granted_by, granted_at, expires_at, source)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (person_id, role) do update
        set granted_by = excluded.granted_by, granted_at = excluded.granted_at, expires_at = excluded.expires_at,
            source = excluded.source
      where (person_role.source is not null or person_role.expires_at < $4)
        and (person_role.expires_at < $7 or person_role.expires_at > excluded.expires_at)`,
    [person, role, `provider:${outsider.provider}`, deed.at, expiresAt, outsider.provider, half],
  );
  if (rowCount !== 1) return;
  const payload = { person, role, expiresAt: expiresAt.toISOString() };
  await journal(client, cell, deed, { type: 'ROLE_GRANTED', payload });
}

async function whereWelcome(
  cells: readonly Cell[],
  { issuer, subject, title }: Outsider,
  person: string,
  now: Date,
): Promise<readonly Cell[]> {
  const welcomed: Cell[] = [];
  let shut = false;
  for (const cell of cells) {
    const { rows } = await cell.pool.query<{ shut: boolean }>(
      `select p.disabled_at is not null as shut
         from person p join outside_identity o on o.person_id = p.id
        where p.id = $1 and o.issuer = $2 and o.subject = $3
          and exists (select from person_role r
                       where r.person_id = p.id and (r.expires_at is null or r.expires_at > $4))`,
      [person, issuer, subject, now],
    );
    if (rows[0]?.shut === true) shut = true;
    else if (rows[0]) welcomed.push(cell);
  }
  if (welcomed.length === 0) throw shut ? new PersonDisabledError(person) : new NoRoleError(title);
  return welcomed;
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
