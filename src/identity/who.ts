import type { Cell } from '../database/cell.ts';
import { PersonDisabledError } from './identity.errors.ts';
import { may, rolesWithout } from './permissions.ts';
import type { Action } from './permissions.ts';
import type { Principal } from './principal.ts';
import { isWhole } from './scope.ts';
import type { Scope } from './scope.ts';

/** What a credential's row says of its person, besides what it says of itself. */
export interface WhoColumns {
  readonly person_id: string;
  readonly name: string;
  readonly kind: 'person' | 'service';
  readonly disabled_at: Date | null;
  readonly roles: readonly string[];
  /** Roles that others hold whose place the person takes now, longest first. */
  readonly stands_in: readonly { readonly role: string; readonly person: string }[];
  /** What an auditor looks at by now. */
  readonly engagements: readonly Scope[];
}

/** What a credential says of itself, when it opens some actions only. */
export interface LimitColumns {
  readonly actions?: readonly Action[] | null;
}

const NOT_DECIDING = rolesWithout('decide')
  .map((role) => `'${role}'`)
  .join(', ');

/** The columns of `WhoColumns` over `person p`; `$2` is now. */
export const WHO = `p.id as person_id, p.name, p.kind, p.disabled_at,
       array(select r.role from person_role r
              where r.person_id = p.id and (r.expires_at is null or r.expires_at > $2)
              order by r.role) as roles,
       coalesce((select json_agg(json_build_object('role', r.role, 'person', s.person_id) order by s.from_at, s.id)
                   from stand_in s
                   join person away on away.id = s.person_id and away.disabled_at is null
                   join person_role r on r.person_id = s.person_id and (r.expires_at is null or r.expires_at > $2)
                  where s.stand_in_id = p.id and s.ended_at is null and s.from_at <= $2 and s.until_at > $2
                    and r.role <> all (array[${NOT_DECIDING}])
                    and (s.roles = '{}' or r.role = any (s.roles))), '[]') as stands_in,
       coalesce((select json_agg(json_build_object('cases', e.cases, 'from', e.period_from, 'until', e.period_until))
                   from engagement e
                  where e.person_id = p.id and e.ended_at is null and e.from_at <= $2 and e.until_at > $2),
                '[]') as engagements`;

export interface Known<Row extends WhoColumns & LimitColumns> {
  readonly cell: Cell;
  readonly row: Row;
}

/**
 * One person out of what each cell knows of their credential: a role that stands in one cell gives nothing in another.
 *
 * @throws {PersonDisabledError} in every one of the cells
 */
export function principalOf<Row extends WhoColumns & LimitColumns>(
  tokenId: string,
  known: readonly [Known<Row>, ...Known<Row>[]],
): Principal {
  const good = known.filter(({ row }) => row.disabled_at === null);
  const [first] = good;
  if (!first) throw new PersonDisabledError(known[0].row.person_id);
  const regions = new Map<string, readonly string[]>();
  const limits = new Map<string, readonly Action[]>();
  const standsInFor = new Map<string, ReadonlyMap<string, string>>();
  const scopes = new Map<string, readonly Scope[]>();
  for (const { cell, row } of good) {
    const lent = lentRoles(row);
    const roles = [...ownRoles(row), ...lent.keys()];
    if (isLimited(roles, row.engagements)) scopes.set(cell.region, row.engagements);
    if (roles.length > 0) regions.set(cell.region, roles);
    if (row.actions) limits.set(cell.region, row.actions);
    if (lent.size > 0) standsInFor.set(cell.region, lent);
  }
  const { person_id: personId, name, kind } = first.row;
  return { personId, name, kind, tokenId, regions, limits, standsInFor, scopes };
}

const AUDITOR = 'auditor';

/** Without an engagement the role of an auditor opens nothing. */
function ownRoles({ roles, engagements }: WhoColumns): readonly string[] {
  return engagements.length > 0 ? roles : roles.filter((role) => role !== AUDITOR);
}

/** Whether somebody may read only for an engagement, and none that they have is over the whole region. */
function isLimited(roles: readonly string[], engagements: readonly Scope[]): boolean {
  const others = roles.filter((role) => role !== AUDITOR);
  return roles.includes(AUDITOR) && !may(others, 'read') && !engagements.some(isWhole);
}

/** Who holds a role oneself acts in it for oneself; otherwise the one who is away first is stood in for. */
function lentRoles({ roles, stands_in: all }: WhoColumns): ReadonlyMap<string, string> {
  const lent = new Map<string, string>();
  for (const { role, person } of all) {
    if (!roles.includes(role) && !lent.has(role)) lent.set(role, person);
  }
  return lent;
}
