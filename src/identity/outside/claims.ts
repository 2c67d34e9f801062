/** What a provider says of somebody, read; pure. */
import type { ProviderRules, RoleRule } from './identity-file.types.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** A role that claims give in a region, and when it ends by itself. */
export interface GivenRole {
  readonly region: string;
  readonly role: string;
  readonly expiresAt: Date;
}

const DAY_MS = 86_400_000;
const PERSON_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/u;

/** What stands at a claim: the texts of a list, or the one there is; numbers and truths as they are written. */
export function valuesOf(claims: Claims, name: string): readonly string[] {
  const found = Object.hasOwn(claims, name) ? claims[name] : at(claims, name.split('.'));
  const values: readonly unknown[] = Array.isArray(found) ? found : [found];
  return values.flatMap((value) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [],
  );
}

/** The roles that hold now by what the provider says; of two rules for one role the one that lasts longer. */
export function rolesBy(
  { roles, roleDays }: Pick<ProviderRules, 'roles' | 'roleDays'>,
  claims: Claims,
  now: Date,
): readonly GivenRole[] {
  const given = new Map<string, GivenRole>();
  for (const rule of roles) {
    const expiresAt = endOf(rule, roleDays, now);
    if (expiresAt <= now || !valuesOf(claims, rule.claim).includes(rule.is)) continue;
    const { region, role } = rule;
    const key = `${region} ${role}`;
    const known = given.get(key);
    if (!known || known.expiresAt < expiresAt) given.set(key, { region, role, expiresAt });
  }
  return [...given.values()];
}

/** The id somebody gets here: what the claim says before any `@`, in lower case; null when that is none. */
export function personIdIn(claims: Claims, claim: string): string | null {
  // An address nobody has confirmed may be anybody's.
  if (claim === 'email' && claims['email_verified'] === false) return null;
  const [value = ''] = valuesOf(claims, claim);
  const id = value.replace(/@.*$/u, '').toLowerCase();
  return PERSON_ID.test(id) ? id : null;
}

/** The name others see; the id where the provider tells none. */
export function displayName(claims: Claims, id: string): string {
  const [name = ''] = valuesOf(claims, 'name');
  return name.trim().slice(0, 200) || id;
}

/** Roles end some days after the last sign-in, and an engagement at the end of its last day. */
function endOf({ until }: RoleRule, roleDays: number, now: Date): Date {
  const end = now.getTime() + roleDays * DAY_MS;
  if (until === undefined) return new Date(end);
  return new Date(Math.min(end, Date.parse(`${until}T00:00:00Z`) + DAY_MS));
}

function at(claims: unknown, path: readonly string[]): unknown {
  let value = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Claims)[name];
  }
  return value;
}
