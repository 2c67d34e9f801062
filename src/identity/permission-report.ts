import { ACTION_NAMES, ACTIONS, conditionOf, CONDITIONS, ROLE_KINDS } from './permissions.ts';
import type { Action, Condition, RoleKind } from './permissions.ts';
import { ROUTE_PERMISSIONS } from './route-permissions.ts';
import type { RouteRule } from './route-permissions.ts';

/** The whole table, as JSON tells it. */
export interface PermissionReport {
  readonly roles: Readonly<Record<RoleKind, string>>;
  readonly actions: Readonly<Record<Action, string>>;
  readonly conditions: Readonly<Record<Condition, string>>;
  /** One for each role and action; a condition of null is a no. */
  readonly permissions: readonly {
    readonly role: RoleKind;
    readonly action: Action;
    readonly condition: Condition | null;
  }[];
  readonly routes: readonly {
    readonly route: string;
    readonly who: RouteRule['who'];
    /** Any of them will do; empty when signing in is enough. */
    readonly actions: readonly Action[];
  }[];
}

const ROLES = Object.keys(ROLE_KINDS) as readonly RoleKind[];

/** What roles may do and what routes ask for, out of the tables that the server reads. */
export function permissionReport(): PermissionReport {
  return {
    roles: ROLE_KINDS,
    actions: ACTIONS,
    conditions: CONDITIONS,
    permissions: ROLES.flatMap((role) =>
      ACTION_NAMES.map((action) => ({ role, action, condition: conditionOf(role, action) })),
    ),
    routes: Object.entries(ROUTE_PERMISSIONS).map(([route, rule]) => ({
      route,
      who: rule.who,
      actions: 'action' in rule ? rule.action : [],
    })),
  };
}

/** Roles across, actions down: `yes`, a number that `permissionNotes` explains, or nothing. */
export function permissionRows(): readonly (readonly string[])[] {
  return [
    ['action', ...ROLES.map((role) => role.replaceAll('_', ' '))],
    ...ACTION_NAMES.map((action) => [
      action,
      ...ROLES.map((role) => markOf(conditionOf(role, action))),
    ]),
  ];
}

/** What the numbers of `permissionRows` mean. */
export function permissionNotes(): readonly string[] {
  return conditional().map((name, index) => `${String(index + 1)}) ${CONDITIONS[name]}`);
}

function markOf(condition: Condition | null): string {
  if (condition === null) return '';
  const note = conditional().indexOf(condition);
  return note === -1 ? 'yes' : `yes ${String(note + 1)})`;
}

function conditional(): readonly Condition[] {
  return (Object.keys(CONDITIONS) as Condition[]).filter((name) => name !== 'always');
}
