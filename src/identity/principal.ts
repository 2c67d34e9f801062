import {
  ActionForbiddenError,
  CredentialLimitedError,
  EngagementLimitedError,
  RegionForbiddenError,
} from './identity.errors.ts';
import { ACTION_NAMES, FOR_PEOPLE_ONLY, may } from './permissions.ts';
import type { Action } from './permissions.ts';
import type { Scope } from './scope.ts';

/** Who is calling, and the roles they hold now, per region. */
export interface Principal {
  readonly personId: string;
  readonly name: string;
  /** A service account is a machine's. */
  readonly kind: 'person' | 'service';
  /** Of the token they came with, or of their session. */
  readonly tokenId: string;
  /** Set when they came with a session's cookie. */
  readonly session?: {
    /** What a write of this session has to carry besides the cookie. */
    readonly csrf: string;
    /** When they last proved who they are. */
    readonly provedAt: Date;
    readonly expiresAt: Date;
    /** How they proved who they are when it began: `password`, or `provider:bank`. */
    readonly way: string;
  };
  /** Per region, the actions their credential is limited to; a region that is not in it has no such limit. */
  readonly limits?: ReadonlyMap<string, readonly Action[]>;
  /** Regions in which at least one role is held; an expired role is not in here. */
  readonly regions: ReadonlyMap<string, readonly string[]>;
  /** Per region, whose place they take in which role; such a role is in `regions` too. */
  readonly standsInFor?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Per region, what an auditor's engagements are limited to; a region that is not in it is open to them as a whole. */
  readonly scopes?: ReadonlyMap<string, readonly Scope[]>;
}

/** Roles of the caller in a region; none when the region knows nothing of them. */
export function rolesIn(principal: Principal, region: string): readonly string[] {
  return principal.regions.get(region) ?? [];
}

/**
 * Whether one of the caller's roles in the region opens the action, and their credential does too.
 *
 * `read` is to read whatever the region holds: an auditor who is engaged for some cases may not. Who fetches only what
 * lies in a scope asks `readableScopes`.
 */
export function allows(principal: Principal, region: string, action: Action): boolean {
  if (action === 'read' && principal.scopes?.has(region) === true) return false;
  return may(rolesIn(principal, region), action) && isWithinLimits(principal, region, action);
}

function isWithinLimits(principal: Principal, region: string, action: Action): boolean {
  const { kind, limits } = principal;
  if (kind === 'service' && FOR_PEOPLE_ONLY.includes(action)) return false;
  return limits?.get(region)?.includes(action) ?? true;
}

/**
 * Lets pass whoever comes as themselves, and not with what was limited to some actions or belongs to a machine.
 *
 * @throws {CredentialLimitedError}
 */
export function assertUnlimited({ kind, limits }: Principal): void {
  if (kind === 'service' || (limits?.size ?? 0) > 0) throw new CredentialLimitedError();
}

/**
 * Lets the caller pass when one of their roles in the region opens the action.
 *
 * @throws {RegionForbiddenError} no role is held in the region
 * @throws {ActionForbiddenError} the roles held there do not open the action
 * @throws {EngagementLimitedError} the roles do, but for some cases of the region only
 * @throws {CredentialLimitedError} the roles do, the credential does not
 */
export function authorize(principal: Principal, region: string, action: Action): void {
  const roles = rolesIn(principal, region);
  if (roles.length === 0) {
    throw new RegionForbiddenError(principal.personId, region, [...principal.regions.keys()]);
  }
  if (!allows(principal, region, action)) {
    if (allows(opened(principal, region), region, action))
      throw new EngagementLimitedError(principal.personId, region);
    if (may(roles, action)) throw new CredentialLimitedError(action);
    throw new ActionForbiddenError(principal.personId, region, action, roles);
  }
}

/**
 * What of a region the caller may read; null: everything. The caller of this promises to fetch no more.
 *
 * @throws what `authorize` throws
 */
export function readableScopes(principal: Principal, region: string): readonly Scope[] | null {
  authorize(opened(principal, region), region, 'read');
  return principal.scopes?.get(region) ?? null;
}

/** Regions in which the caller may read at least something; ask `readableScopes` what. */
export function regionsReadable(principal: Principal): string[] {
  return [...principal.regions.keys()].filter((region) =>
    allows(opened(principal, region), region, 'read'),
  );
}

/** The same caller without the limits of their engagements: once it is known that what they ask for lies in them. */
export function opened(principal: Principal, region: string): Principal {
  const others = [...(principal.scopes ?? [])].filter(([one]) => one !== region);
  return { ...principal, scopes: new Map(others) };
}

/** Regions in which the caller may do this, in the order the caller holds them. */
export function regionsWhere(principal: Principal, action: Action): string[] {
  return [...principal.regions.keys()].filter((region) => allows(principal, region, action));
}

/** Per region: the roles the caller holds there and what they may do. */
export function powersOf(
  principal: Principal,
): Readonly<
  Record<string, { readonly roles: readonly string[]; readonly may: readonly Action[] }>
> {
  const powers = [...principal.regions].map(([region, roles]) => {
    const all = opened(principal, region);
    const actions = ACTION_NAMES.filter((action) => allows(all, region, action));
    return [region, { roles, may: actions }] as const;
  });
  return Object.fromEntries(powers);
}
