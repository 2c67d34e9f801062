/**
 * What a role may do in the region in which it is held: the one table. Plain data, read by `may`.
 *
 * A role that is none of the four named ones is a reviewer role (`dpo`, `independent_validator`,
 * `fair_lending_officer`, … as the policy packs name them): it decides where a rule asks for it.
 */
type RoleKind = 'requester' | 'reviewer' | 'compliance_officer' | 'auditor' | 'administrator';

export const ACTIONS = [
  'submit',
  'read',
  'upload',
  'amend',
  'decide',
  'withdraw',
  'deploy',
  'retire',
  'manage_people',
  'operate',
] as const;
export type Action = (typeof ACTIONS)[number];

const PERMISSIONS: Readonly<Record<RoleKind, readonly Action[]>> = {
  requester: ['submit', 'read', 'upload', 'amend', 'withdraw', 'deploy', 'retire'],
  reviewer: ['read', 'upload', 'decide'],
  compliance_officer: ['read', 'upload', 'decide'],
  // Reads everything of the region for as long as the engagement lasts; changes nothing.
  auditor: ['read'],
  // Manages, decides nothing; the content of a case is none of its business.
  administrator: ['manage_people', 'operate'],
};

/** Which row of the table a role is read from. */
function kindOfRole(role: string): RoleKind {
  return role !== 'reviewer' && Object.hasOwn(PERMISSIONS, role) ? (role as RoleKind) : 'reviewer';
}

/** Whether a role opens an action. */
export function roleMay(role: string, action: Action): boolean {
  return PERMISSIONS[kindOfRole(role)].includes(action);
}

/** Whether any of the roles somebody holds in a region opens an action. */
export function may(roles: readonly string[], action: Action): boolean {
  return roles.some((role) => roleMay(role, action));
}

/** Per region: the roles somebody holds there and what these open. */
export function powersOf(
  regions: ReadonlyMap<string, readonly string[]>,
): Readonly<
  Record<string, { readonly roles: readonly string[]; readonly may: readonly Action[] }>
> {
  const powers = [...regions].map(([region, roles]) => {
    const actions = ACTIONS.filter((action) => may(roles, action));
    return [region, { roles, may: actions }] as const;
  });
  return Object.fromEntries(powers);
}
