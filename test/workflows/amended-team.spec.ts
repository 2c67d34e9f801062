import { findMachine } from '../../workflows/registry.ts';
import { BEGIN, finding, lawOf, officer, play, WAIVER_END } from './case-world.ts';
import { DOCUMENT, explore, offersOf, smallLaw } from './exploration.ts';

const amended = { type: 'AMENDED', by: 'ana', at: BEGIN } as const;

describe.each(['gdpr', 'north-america'])('an amendment that changes the team, on `%s`', (id) => {
  it('voids what somebody decided who is of the team now, and bars them', () => {
    const it = play(id);
    it.approve('residency', 'compliance_officer', 'cora');
    it.approve('documentation', 'compliance_officer', 'carl');
    const before = id === 'gdpr' ? ['residency', 'documentation'] : ['documentation'];
    expect(approvedStages(it.context)).toEqual(before);
    it.tell({ ...amended, manifest: 'good', team: ['tim', 'carl'] });
    expect(it.context.voided).toEqual([
      { decision: 'documentation/carl', stage: 'documentation', by: 'carl' },
    ]);
    expect(it.context.team).toEqual(['tim', 'carl']);
    expect(it.approve('documentation', 'compliance_officer', 'carl')).toBeNull();
    expect(it.approve('documentation', 'compliance_officer', 'dan')).not.toBeNull();
  });

  it('voids their waivers too, with the timers', () => {
    const it = play(
      id,
      lawOf(() => [finding('OPEN', 'documentation', 'open')]),
    );
    const waive = {
      ...officer,
      type: 'FINDING_WAIVED',
      rule: 'OPEN',
      expires: WAIVER_END,
    } as const;
    it.send({ ...waive, by: 'carl' });
    it.tell({ ...amended, manifest: 'v2', team: ['carl'] });
    expect(it.context.waivers).toEqual([]);
    expect(it.context.voided).toEqual([{ decision: 'd', stage: 'documentation', by: 'carl' }]);
    expect(it.result.timers.cancel).toEqual(['waiver-expired:OPEN']);
  });

  it('lets whoever leaves the team decide no more than before, and act for it no longer', () => {
    const it = play(id);
    it.send({ ...amended, manifest: 'v2', team: [] });
    expect(it.approve('documentation', 'compliance_officer', 'tim')).toBeNull();
    expect(it.tell({ ...amended, by: 'tim', manifest: 'v3', team: ['tim'] })).toBeNull();
    expect(it.tell({ ...amended, manifest: 'v3', team: ['tim'] })).not.toBeNull();
  });

  it('leaves no decision of the team standing, in every reachable state', () => {
    const cast = offersOf({
      people: [
        { by: 'cora', role: 'compliance_officer', stages: ['features', 'documentation'] },
        { by: 'vic', role: 'fair_lending_officer', stages: ['features'] },
      ],
      documents: [DOCUMENT],
      asksForChangesIn: [],
    });
    const world = explore(findMachine(id, 2), smallLaw('legal_counsel'), (def, law, node) => [
      ...cast(def, law, node),
      { ...amended, manifest: node.result.context.manifest, team: ['cora'] },
    ]);
    const faults = [...world.nodes.values()].filter(({ result: { context } }) => {
      const decided = Object.values(context.stages).flatMap(({ approvals }) => approvals);
      const barred = [...context.team, ...context.formerTeam];
      return [...decided, ...context.waivers].some(({ by }) => barred.includes(by));
    });
    expect(faults.map(({ result }) => result.states)).toEqual([]);
    expect(
      world.edges.some(({ event, voided }) => event.type === 'AMENDED' && voided.length > 0),
    ).toBe(true);
  }, 60_000);
});

function approvedStages({
  stages,
}: {
  readonly stages: Readonly<Record<string, { readonly approvals: readonly unknown[] }>>;
}): string[] {
  return Object.entries(stages).flatMap(([stage, { approvals }]) =>
    approvals.length > 0 ? [stage] : [],
  );
}
