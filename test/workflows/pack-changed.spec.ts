/** A newer law reaches an open case as an event; a live permit it reaches as a review, never as a flip. */
import { type CaseContext, type CaseEvent, ENGINE_ACTOR } from '../../workflows/contract.ts';
import { needsAssessment } from '../../workflows/inputs.ts';
import { findMachine } from '../../workflows/registry.ts';
import {
  BEGIN,
  CasePlay,
  finding,
  INPUT,
  LATER,
  livePlay,
  officer,
  play,
  type SmallLaw,
} from './case-world.ts';
import { explore, type Offers, offersOf } from './exploration.ts';

/** Under the newer law a paper is asked for; only those who decide on documents or on the whole see that. */
const LAW: SmallLaw = {
  findings: ({ law, documents }) => [
    finding('PLACE', 'residency', 'met'),
    ...(law === undefined
      ? []
      : [finding('NEW', 'documentation', documents.length > 0 ? 'met' : 'open')]),
  ],
  seen: ({ law, documents }, stage) =>
    ['residency', 'features', 'validation'].includes(stage)
      ? 'the same'
      : `${law ?? 'first'}+${documents.length}`,
};

function packChanged(law = 'second', by = ENGINE_ACTOR): CaseEvent {
  const packs = [{ pack: 'eu', version: '2026.12.1', sha256: law }];
  return {
    type: 'PACK_CHANGED',
    by,
    at: BEGIN,
    law,
    packs,
    rules: ['NEW'],
    settings: { ...INPUT.settings, approvalQuorum: 3 },
  };
}

function reviewDue(at = BEGIN): CaseEvent {
  const packs = [{ pack: 'eu', version: '2026.12.1', sha256: 'second' }];
  return { type: 'REVIEW_DUE', by: ENGINE_ACTOR, at, because: { packs, rules: ['NEW'] } };
}

function approvalsIn({ stages }: CaseContext): string[] {
  return Object.entries(stages).flatMap(([stage, { approvals }]) =>
    approvals.length > 0 ? [stage] : [],
  );
}

describe.each(['gdpr', 'north-america'])('a newer law and `%s`', (id) => {
  it('asks for an assessment, drops what saw something else, and keeps the rest', () => {
    const it = play(id, LAW);
    it.approveAll();
    expect(it.result.stages).toEqual(['permit']);
    it.tell(packChanged());
    expect(needsAssessment(it.context)).toBe(true);
    it.assess();
    expect(approvalsIn(it.context)).toEqual(['residency', 'features', 'validation']);
    expect(it.result.stages).toEqual(['documentation']);
    expect(it.context.settings.approvalQuorum).toBe(3);
  });

  it('is told by the engine alone', () => {
    expect(play(id, LAW).tell(packChanged('second', 'ana'))).toBeNull();
    expect(play(id, LAW).tell({ ...reviewDue(), by: 'cora' })).toBeNull();
  });

  it('leaves a live permit alone, and asks for a review of it wherever it stands', () => {
    const permitted = livePlay(id, LAW);
    expect(permitted.tell(packChanged())).toBeNull();
    permitted.send(reviewDue());
    expect([permitted.result.status, permitted.result.states]).toEqual([
      'permitted',
      ['live.review'],
    ]);
    expect(permitted.deploy()).toBeNull();
    permitted.approve('review', 'compliance_officer', 'cora');
    expect(permitted.result.states).toEqual(['live.permitted']);
    permitted.deploy();
    permitted.send(reviewDue());
    expect(permitted.result.states).toEqual(['live.review']);
    permitted.approve('review', 'compliance_officer', 'cora');
    expect([permitted.result.status, permitted.result.states]).toEqual([
      'deployed',
      ['live.deployed'],
    ]);
  });

  it('owes an early review until it is given: a resumption brings it back', () => {
    const it = livePlay(id, LAW);
    it.deploy();
    it.send(reviewDue());
    it.send({ type: 'REVIEW_MISSED', by: ENGINE_ACTOR, at: '2026-12-24T00:00:00.000Z' });
    expect(it.result.status).toBe('suspended');
    it.send({ ...officer, type: 'RESUMED', by: 'cora', at: '2026-12-25T00:00:00.000Z' });
    expect(it.result.states).toEqual(['live.review']);
  });

  it('never lets a permit out on the older law, whenever the newer one comes', () => {
    const def = findMachine(id, 2);
    const cast = offersOf({
      people: [
        { by: 'cora', role: 'compliance_officer' },
        { by: 'carl', role: 'compliance_officer', stages: ['approval', 'review'] },
        { by: 'cora', role: 'dpo', stages: ['opinion'] },
        { by: 'vic', role: 'independent_validator' },
        { by: 'vic', role: 'fair_lending_officer', stages: ['features'] },
      ],
      documents: [],
      asksForChangesIn: [],
    });
    const settings = INPUT.settings;
    const offers: Offers = (machine, law, node) => [
      ...cast(machine, law, node).filter(({ type }) => type !== 'AMENDED'),
      { ...packChanged(), settings } as CaseEvent,
      reviewDue(node.now),
    ];
    const blocking: SmallLaw = {
      ...LAW,
      findings: ({ law }) => [finding('PLACE', 'residency', law === undefined ? 'met' : 'blocked')],
    };
    const world = explore(def, blocking, offers);
    const issued = world.edges.filter(({ event }) => event.type === 'PERMIT_ISSUED');
    expect(issued.length).toBeGreaterThan(0);
    expect(issued.filter(({ from }) => from.result.context.law !== undefined)).toEqual([]);
    const moved = world.edges.filter(({ event }) => event.type === 'PACK_CHANGED');
    expect(moved.length).toBeGreaterThan(10);
    expect(moved.filter(({ from }) => from.result.status !== 'open')).toEqual([]);
    expect(world.edges.some(({ event }) => event.at === LATER)).toBe(true);
  }, 60_000);

  it('reads a case that was stored before laws could change as it was', () => {
    const it = new CasePlay(findMachine(id, 2), LAW);
    it.assess();
    expect('law' in it.context).toBe(false);
    expect(needsAssessment(it.context)).toBe(false);
  });
});
