/**
 * What a role may do in the region in which it is held, and on what condition: the one table. Plain data.
 *
 * `may` reads it for every request; `docs/permissions.md` and `carnet people permissions` print it. A condition is held
 * by whoever knows what it speaks of (the engine knows the team of a case), and named here.
 */
export const ACTIONS = {
  submit: 'ask for a model to be let into the region',
  read: 'see cases, papers, journal and permits of the region',
  upload: 'hand in papers, comment, take tasks, report incidents',
  amend: 'replace the manifest of a request, appeal against a rejection',
  decide: 'approve, reject, ask for changes, waive, suspend, revoke',
  withdraw: 'take a request back',
  deploy: 'record where the model runs, and that it drifts',
  retire: 'end a deployment for good',
  manage_people: 'say who stands in for whom, issue and revoke tokens of service accounts',
  audit: 'count cases, draw samples, export evidence packs, see engagements of auditors',
  operate: 'pause and resume work, see to jobs and webhooks, hand tasks over',
} as const;
export type Action = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as readonly Action[];

export const CONDITIONS = {
  always: 'yes',
  on_team: 'as requester of the case, or of its model’s team',
  asked_and_independent:
    'in a role that the case asks for; never on a case of one’s own or of one’s team; nobody counts twice',
  engagement: 'until the engagement ends, and of cases in its scope',
} as const;
export type Condition = keyof typeof CONDITIONS;

/** A role that is none of the four named ones is a reviewer role (`dpo`, `independent_validator`, `legal_counsel`, …). */
export const ROLE_KINDS = {
  requester: 'asks for models of their team',
  reviewer: 'every role that a policy pack names and that is not in this list, such as `dpo`',
  compliance_officer: 'decides, and speaks last',
  auditor: 'looks on for as long as an engagement lasts; changes nothing',
  administrator: 'manages, decides nothing; the content of a case is none of its business',
} as const;
export type RoleKind = keyof typeof ROLE_KINDS;

const PERMISSIONS: Readonly<Record<RoleKind, Readonly<Partial<Record<Action, Condition>>>>> = {
  requester: {
    submit: 'always',
    read: 'always',
    upload: 'always',
    amend: 'on_team',
    withdraw: 'on_team',
    deploy: 'on_team',
    retire: 'on_team',
  },
  reviewer: { read: 'always', upload: 'always', decide: 'asked_and_independent' },
  compliance_officer: {
    read: 'always',
    upload: 'always',
    decide: 'asked_and_independent',
    audit: 'always',
  },
  auditor: { read: 'engagement', audit: 'engagement' },
  administrator: { manage_people: 'always', operate: 'always' },
};

/** What a service account may not do, whatever its roles: answering for a decision takes a person. */
export const FOR_PEOPLE_ONLY: readonly Action[] = ['decide', 'manage_people'];

/** Which row of the table a role is read from. */
function kindOfRole(role: string): RoleKind {
  return role !== 'reviewer' && Object.hasOwn(PERMISSIONS, role) ? (role as RoleKind) : 'reviewer';
}

/** On what condition a role opens an action; null when it does not. */
export function conditionOf(role: string, action: Action): Condition | null {
  return PERMISSIONS[kindOfRole(role)][action] ?? null;
}

/** Whether any of the roles somebody holds in a region opens an action. */
export function may(roles: readonly string[], action: Action): boolean {
  return roles.some((role) => conditionOf(role, action) !== null);
}

/** Named roles that do not open an action; every other role is a reviewer's. */
export function rolesWithout(action: Action): readonly string[] {
  const named = Object.keys(ROLE_KINDS).filter((kind) => kind !== 'reviewer');
  return named.filter((role) => conditionOf(role, action) === null);
}
