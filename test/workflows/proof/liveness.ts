import { graphOf } from '../../../workflows/step.ts';
import type { Node, World } from '../exploration.ts';
import type { CaseEventType } from '../../../workflows/contract.ts';
import { isEnded, isLive, type Promised } from './promise.ts';
import type { WorldName } from './worlds.ts';

const HAPPENS: Readonly<Record<WorldName, readonly CaseEventType[]>> = {
  decisions: [
    'ASSESSED',
    'AMENDED',
    'EVIDENCE_ADDED',
    'APPROVED',
    'CHANGES_REQUESTED',
    'FINDING_WAIVED',
    'WAIVER_EXPIRED',
    'PERMIT_FAILED',
    'PERMIT_ISSUED',
    'DEPLOYED',
    'REVIEW_DUE',
    'REVIEW_MISSED',
    'SUSPENDED',
    'RESUMED',
    'REVOKED',
    'RETIRED',
    'PERMIT_EXPIRED',
    'WITHDRAWN',
  ],
  conditions: [
    'CONDITION_MET',
    'CONDITION_OVERDUE',
    'REJECTED',
    'APPEALED',
    'APPEAL_LAPSED',
    'REJECTION_UPHELD',
    'REJECTION_OVERTURNED',
    'PERMIT_ISSUED',
  ],
  incidents: ['INCIDENT_REPORTED', 'INCIDENT_DUTY_DONE', 'DRIFT_REPORTED', 'RESUMED'],
};

/**
 * Not in the law of the small worlds: facts that nobody stated, rules on features, an audit. walk.spec.ts and
 * audit.spec.ts go there.
 */
const NOT_IN_THIS_LAW = [
  'scoping.supplying',
  'assessment.residency.supplying',
  'assessment.features.amending',
  'assessment.features.supplying',
  'assessment.validation.amending',
  'assessment.validation.supplying',
  'audit.amending',
  'audit.supplying',
  'audit.reviewing',
  'audit.settling',
  // Nobody rejects in the world of decisions.
  'rejection.open',
  'rejection.appealed',
  'rejected',
];

/** What only the whole of the situations can show. */
export const LIVENESS: readonly Promised[] = [
  {
    text: 'it can be withdrawn from wherever it has not ended',
    faultsOf: ({ nodes, edges }) => {
      const withdrawable = new Set(
        edges.filter(({ event }) => event.type === 'WITHDRAWN').map(({ from }) => from.key),
      );
      return going(nodes)
        .filter(({ key }) => !withdrawable.has(key))
        .map(placeOf);
    },
  },
  {
    text: 'there is no dead end: a permit stays within reach',
    faultsOf: (whole) => {
      const toLive = reaching(whole, isLive);
      return going(whole.nodes)
        .filter((node) => !isLive(node) && !toLive.has(node.key))
        .map(placeOf);
    },
  },
  {
    text: 'a live permit can always be revoked, and always runs out',
    worlds: ['decisions'],
    faultsOf: (whole) => {
      const toRevoked = reaching(whole, ({ result }) => result.status === 'revoked');
      const toExpired = reaching(whole, ({ result }) => result.status === 'expired');
      return going(whole.nodes)
        .filter((node) => isLive(node) && !(toRevoked.has(node.key) && toExpired.has(node.key)))
        .map(placeOf);
    },
  },
  {
    text: 'everything that may happen does happen somewhere, and makes decisions void',
    faultsOf: ({ edges }, { world }) => {
      const happened = new Set<string>(edges.map(({ event }) => event.type));
      const missed = HAPPENS[world.name].filter((type) => !happened.has(type));
      const isMany = edges.some(({ voided }) => voided.length > 1);
      return world.name === 'decisions' && !isMany ? [...missed, 'several void at once'] : missed;
    },
  },
  {
    text: 'every state that it draws is reached',
    worlds: ['decisions'],
    faultsOf: ({ nodes }, { def }) => {
      const reached = new Set([...nodes.values()].flatMap(({ result }) => result.states));
      return graphOf(def)
        .nodes.filter(({ path, type }) => type === 'final' || isLasting(path))
        .map(({ path }) => path)
        .filter((path) => !reached.has(path) && !NOT_IN_THIS_LAW.includes(path));
    },
  },
];

function going(nodes: World['nodes']): readonly Node[] {
  return [...nodes.values()].filter((node) => !isEnded(node));
}

function placeOf({ result }: Node): string {
  return result.states.join(' + ');
}

/** Leaves in which a case can come to rest. */
function isLasting(path: string): boolean {
  return (
    /^(scoping|assessment\.\w+|opinion|approval|audit|live|rejection)\.\w+$|^permit$/.test(path) &&
    !path.endsWith('.deciding')
  );
}

/** Keys of all situations from which one that is wanted can be reached. */
function reaching(world: World, isWanted: (node: Node) => boolean): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const { from, to } of world.edges) {
    before.set(to.key, [...(before.get(to.key) ?? []), from.key]);
  }
  const found = new Set([...world.nodes.values()].filter(isWanted).map(({ key }) => key));
  for (const key of found) {
    for (const earlier of before.get(key) ?? []) found.add(earlier);
  }
  return found;
}
