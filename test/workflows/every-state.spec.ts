import type { CaseContext, CaseEvent } from '../../workflows/contract.ts';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import { graphOf } from '../../workflows/step.ts';
import { signedRoles, WAIVER_END } from './case-world.ts';
import {
  DOCUMENT,
  explore,
  offersOf,
  smallLaw,
  type Cast,
  type Edge,
  type Node,
  type World,
} from './exploration.ts';

const TEAM = ['ana', 'tim'];
const law = smallLaw('legal_counsel');

/** Written out by hand, not taken from the machines: who has to have approved before a permit. */
const OWED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  gdpr: {
    residency: ['compliance_officer'],
    features: ['compliance_officer'],
    documentation: ['compliance_officer'],
    validation: ['independent_validator'],
    opinion: ['dpo'],
    approval: ['compliance_officer', 'compliance_officer'],
  },
  'north-america': {
    residency: ['compliance_officer'],
    features: ['fair_lending_officer'],
    documentation: ['compliance_officer'],
    validation: ['independent_validator'],
    approval: ['compliance_officer', 'compliance_officer'],
  },
};

const CAST: Cast = {
  people: [
    { by: 'ana', role: 'compliance_officer' },
    { by: 'cora', role: 'compliance_officer' },
    { by: 'cora', role: 'dpo', stages: ['opinion'] },
    { by: 'carl', role: 'compliance_officer', stages: ['approval', 'review'] },
    { by: 'carl', role: 'legal_counsel', stages: ['approval'] },
    { by: 'vic', role: 'independent_validator' },
    { by: 'vic', role: 'fair_lending_officer', stages: ['features'] },
    { by: 'vic', role: 'legal_counsel', stages: ['approval'] },
  ],
  documents: [DOCUMENT],
  asksForChangesIn: ['documentation', 'approval'],
};

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
];

/** This world's law says the same on every day. */
const DAY = '2026-11-23';

const isEnded = ({ result }: Node) => result.snapshot.status === 'done';
const isLive = ({ result }: Node) => result.context.permit !== null && result.status !== 'open';

describe.each(['gdpr', 'north-america'])('every reachable state of `%s`', (id) => {
  const def: MachineDefinition = findMachine(id, 1);
  let world: World;
  let nodes: readonly Node[];

  beforeAll(() => {
    world = explore(def, law, offersOf(CAST));
    nodes = [...world.nodes.values()];
    const states = new Set(nodes.flatMap(({ result }) => result.states));
    process.stdout.write(
      `${id}: ${nodes.length} situations in ${states.size} states, ` +
        `${world.edges.length} transitions, ${world.refused} events refused\n`,
    );
  }, 180_000);

  const edgesOf = (type: CaseEvent['type']) =>
    world.edges.filter(({ event }) => event.type === type);

  it('gives a permit only when every finding is fulfilled or waived and everybody owed has signed', () => {
    const issued = edgesOf('PERMIT_ISSUED');
    expect(issued.length).toBeGreaterThan(0);
    expect(issued.flatMap((edge) => faultsOfPermit(def, edge))).toEqual([]);
  });

  it('counts nobody twice, nobody of the team, and nobody who saw something else', () => {
    const faults = nodes.flatMap(({ result: { context } }) =>
      Object.entries(context.stages).flatMap(([stage, { approvals }]) => {
        const people = approvals.map(({ by }) => by);
        const isTwice = new Set(people).size < people.length;
        const isOwn = people.some((by) => TEAM.includes(by));
        return isTwice || isOwn ? [{ stage, people }] : [];
      }),
    );
    const blind = edgesOf('APPROVED').filter(
      ({ from, event }) =>
        event.type === 'APPROVED' && event.seen !== law.seen(from.result.context, event.stage, DAY),
    );
    expect(faults).toEqual([]);
    expect(blind).toEqual([]);
  });

  it('drops exactly the decisions that saw something else, and names them', () => {
    const assessed = edgesOf('ASSESSED').filter(({ from }) => !isLive(from));
    const faults = assessed.filter(({ from, to, event, voided }) => {
      if (event.type !== 'ASSESSED') return true;
      const before = standing(from.result.context);
      const after = standing(to.result.context);
      const expected = before.filter(({ stage, seen }) => seen === event.assessment.seen[stage]);
      const fallen = before.filter(({ seen, stage }) => seen !== event.assessment.seen[stage]);
      const named = voided.map(({ decision, stage }) => `${stage} ${decision}`);
      return (
        JSON.stringify(after) !== JSON.stringify(expected) ||
        JSON.stringify(named) !==
          JSON.stringify(fallen.map((one) => `${one.stage} ${one.decision}`))
      );
    });
    expect(assessed.some(({ voided }) => voided.length > 1)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('can always be withdrawn by the team', () => {
    const open = nodes.filter((node) => !isEnded(node));
    const withdrawable = new Set(edgesOf('WITHDRAWN').map(({ from }) => from.key));
    expect(open.filter(({ key }) => !withdrawable.has(key))).toEqual([]);
    expect(edgesOf('WITHDRAWN').every(({ to }) => to.result.status === 'withdrawn')).toBe(true);
  });

  it('has no dead end: a permit stays within reach, and a live permit can always run out or be revoked', () => {
    const toLive = reaching(world, isLive);
    const toRevoked = reaching(world, ({ result }) => result.status === 'revoked');
    const toExpired = reaching(world, ({ result }) => result.status === 'expired');
    const stuck = nodes.filter((node) => {
      if (isEnded(node)) return false;
      if (!isLive(node)) return !toLive.has(node.key);
      return !toRevoked.has(node.key) || !toExpired.has(node.key);
    });
    expect(stuck.map(({ result }) => result.states)).toEqual([]);
  });

  it('leaves nobody in doubt whose turn it is, once the engine has assessed', () => {
    const idle = nodes.filter(
      ({ result }) =>
        result.tasks.length === 0 &&
        result.status === 'open' &&
        result.states.some((state) => !state.endsWith('.passed')),
    );
    expect(idle.map(({ result }) => result.states)).toEqual([]);
  });

  it('runs exactly the timers of the states it is in', () => {
    const faults = nodes.flatMap((node) => {
      const held = [...node.timers.keys()].toSorted();
      const expected = expectedTimers(node);
      return JSON.stringify(held) === JSON.stringify(expected) ? [] : [{ held, expected }];
    });
    expect(faults).toEqual([]);
  });

  it('suspends a live permit when a waiver it stands on runs out', () => {
    const expired = edgesOf('WAIVER_EXPIRED').filter(({ from }) => isLive(from));
    expect(expired.length).toBeGreaterThan(0);
    expect(expired.filter(({ to }) => to.result.status !== 'suspended')).toEqual([]);
  });

  it('reaches every state that it draws', () => {
    const reached = new Set(nodes.flatMap(({ result }) => result.states));
    const drawn = graphOf(def).nodes.filter(
      ({ path, type }) => type === 'final' || isLasting(path),
    );
    const missed = drawn.map(({ path }) => path).filter((path) => !reached.has(path));
    // These need facts nobody stated, rules on features, or an audit: walk.spec.ts and audit.spec.ts go there.
    expect(missed).toEqual(NOT_IN_THIS_LAW);
  });
});

function faultsOfPermit(def: MachineDefinition, { from, event }: Edge): readonly string[] {
  const { context } = from.result;
  const findings = law.findings(context, signedRoles(def, context), DAY);
  const isWaived = (rule: string) =>
    event.at < WAIVER_END && context.waivers.some((waiver) => waiver.rule === rule);
  const unmet = findings
    .filter(({ finding, rule }) => finding !== 'met' && !(finding === 'open' && isWaived(rule)))
    .map(({ rule }) => `${rule} is unmet`);
  const owed: Record<string, readonly string[]> = { ...OWED[def.id] };
  if (!isWaived('PAPER')) owed.approval = [...(owed.approval ?? []), 'legal_counsel'];
  const unsigned = Object.entries(owed).filter(
    ([stage, roles]) => !isSignedBy(context, stage, roles),
  );
  return [...unmet, ...unsigned.map(([stage]) => `${stage} is not signed`)];
}

function isSignedBy(context: CaseContext, stage: string, roles: readonly string[]): boolean {
  const valid = (context.stages[stage]?.approvals ?? []).filter(
    ({ by, seen }) => !TEAM.includes(by) && seen === law.seen(context, stage, DAY),
  );
  const distinct = new Set(valid.map(({ by }) => by)).size === valid.length;
  const signed = valid.map(({ role }) => role).toSorted();
  return distinct && roles.every((role) => count(signed, role) >= count(roles, role));
}

function count(roles: readonly string[], role: string): number {
  return roles.filter((one) => one === role).length;
}

/** Leaves in which a case can come to rest. */
function isLasting(path: string): boolean {
  return (
    /^(scoping|assessment\.\w+|opinion|approval|audit|live)\.\w+$|^permit$/.test(path) &&
    !path.endsWith('.deciding')
  );
}

/** Decisions that stand: approvals, and waivers with the stage that shows what they waive. */
function standing({ stages, waivers }: CaseContext) {
  const approvals = Object.entries(stages).flatMap(([stage, record]) =>
    record.approvals.map(({ decision, seen }) => ({ stage, decision, seen })),
  );
  return [...approvals, ...waivers.map(({ stage, decision, seen }) => ({ stage, decision, seen }))];
}

function expectedTimers(node: Node): readonly string[] {
  if (isEnded(node)) return [];
  const { states, context } = node.result;
  return [
    ...(context.permit ? ['permit-expired'] : []),
    ...(states.includes('live.deployed') ? ['review-due'] : []),
    ...(states.includes('live.review') ? ['review-missed'] : []),
    ...context.waivers.map(({ rule }) => `waiver-expired:${rule}`),
  ].toSorted();
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
