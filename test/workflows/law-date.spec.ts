import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import { signedRoles, finding, LATER, livePlay, play, type SmallLaw } from './case-world.ts';
import { DOCUMENT, explore, offersOf, type Cast, type Node } from './exploration.ts';

/** The day on which a duty begins that was known long before. */
const DUTY_DAY = '2027-05-01';
const MIDNIGHT = `${DUTY_DAY}T00:00:00.000Z`;

/** One duty, a paper from a day on: the papers of the case fulfil it, then as before. */
const law: SmallLaw = {
  findings: ({ documents }, _, asOf) => {
    const word = asOf < DUTY_DAY ? 'upcoming' : documents.length > 0 ? 'met' : 'open';
    return [finding('NEW', 'documentation', word)];
  },
  seen: ({ manifest, documents }, stage, asOf) => {
    if (['residency', 'features', 'validation'].includes(stage)) return manifest;
    const word = asOf < DUTY_DAY ? 'upcoming' : 'in force';
    return `${manifest}+${documents.map(({ sha256 }) => sha256).join()}+${word}`;
  },
  nextChange: (asOf) => (asOf < DUTY_DAY ? DUTY_DAY : null),
};

const NEW = finding('NEW', 'documentation', 'upcoming');
const lawDate = { type: 'LAW_DATE', by: ENGINE_ACTOR, at: MIDNIGHT } as const;
const paper = { type: 'EVIDENCE_ADDED', by: 'ana', at: MIDNIGHT, document: DOCUMENT } as const;

describe.each(['gdpr', 'north-america'])('the day on which a duty begins, on `%s`', (id) => {
  it('is waited for by a timer that is renewed by every reading', () => {
    const it = play(id, law);
    expect(it.result.timers.start).toMatchObject([
      { id: 'law-date', event: { type: 'LAW_DATE', at: MIDNIGHT } },
    ]);
    it.send(lawDate);
    expect(it.context.assessment?.asOf).toBe(DUTY_DAY);
    expect(it.result.timers).toEqual({ cancel: ['law-date'], start: [] });
  });

  it('takes an open case back, and drops the decisions that saw the earlier law', () => {
    const it = play(id, law);
    it.approveAll();
    expect(it.result.states).toEqual(['permit']);
    it.tell(lawDate);
    const permit = { id: 'p', sha256: 'p', issuedAt: MIDNIGHT, expiresAt: '2028-05-01T00:00:00Z' };
    const issue = { type: 'PERMIT_ISSUED', by: ENGINE_ACTOR, at: MIDNIGHT, permit } as const;
    expect(it.tell(issue)).toBeNull();
    it.assess(MIDNIGHT);
    expect(it.context.stages.approval?.approvals).toEqual([]);
    expect(it.context.stages.validation?.approvals).toHaveLength(1);
    expect(it.result.states).toContain('assessment.documentation.supplying');
    it.send(paper);
    it.approveAll(MIDNIGHT);
    expect(it.result.states).toEqual(['permit']);
  });

  it('suspends a live permit whose paper is missing, until it is handed in and an officer resumes', () => {
    const it = livePlay(id, law);
    it.send(lawDate);
    expect(it.result.status).toBe('suspended');
    expect(it.result.tasks).toMatchObject([{ role: 'compliance_officer' }]);
    const resume = {
      type: 'RESUMED',
      by: 'cora',
      role: 'compliance_officer',
      at: MIDNIGHT,
      decision: 'd',
      reason: '',
    } as const;
    expect(it.send(resume)).toBeNull();
    it.send(paper);
    it.send(resume);
    expect(it.result.status).toBe('permitted');
  });

  it('leaves a live permit alone whose paper was handed in before', () => {
    const it = livePlay(id, law);
    it.send({ ...paper, at: '2027-01-01T00:00:00.000Z' });
    it.send(lawDate);
    expect(it.result.status).toBe('permitted');
  });

  it('asks a live permit for a signature too, which can be given before the day or after', () => {
    const signed: SmallLaw = {
      ...law,
      findings: (_, granted, asOf) => {
        const word = granted.includes('accountable_executive') ? 'met' : 'open';
        const approvals = ['accountable_executive'];
        const now = asOf < DUTY_DAY ? 'upcoming' : word;
        return [{ ...NEW, finding: now, approvals, awaitsOnlyApprovals: word === 'open' }];
      },
    };
    const before = livePlay(id, signed);
    expect(before.result.tasks).toMatchObject([{ kind: 'deploy' }]);
    expect(before.approve('approval', 'accountable_executive', 'tim')).toBeNull();
    expect(before.approve('approval', 'accountable_executive', 'eva')).not.toBeNull();
    before.send(lawDate);
    expect(before.result.status).toBe('permitted');

    const after = livePlay(id, signed);
    after.send(lawDate);
    expect(after.result.status).toBe('suspended');
    expect(after.result.tasks.map(({ key }) => key)).toContain('approval:accountable_executive');
    after.approve('approval', 'accountable_executive', 'eva', MIDNIGHT);
    const officer = { role: 'compliance_officer', decision: 'd', reason: '', at: MIDNIGHT };
    after.send({ ...officer, type: 'RESUMED', by: 'cora' });
    expect(after.result.status).toBe('permitted');
  });

  it('is told by nobody but the engine, and once', () => {
    const it = play(id, law);
    expect(it.tell({ ...lawDate, by: 'cora' })).toBeNull();
    expect(it.tell({ ...lawDate, at: '2026-11-23T23:59:59.999Z' })).toBeNull();
    it.send(lawDate);
    expect(it.tell(lawDate)).toBeNull();
  });

  it('never leaves a live permit on an unmet duty, in every reachable state', () => {
    const def: MachineDefinition = findMachine(id, 2);
    const world = explore(def, law, offersOf(CAST));
    const nodes = [...world.nodes.values()];
    process.stdout.write(
      `${id} with a day of law: ${nodes.length} situations, ${world.edges.length} transitions, ` +
        `${world.refused} events refused\n`,
    );
    const running = nodes.filter(({ result }) => ['permitted', 'deployed'].includes(result.status));
    const read = running.filter((node) => readAgain(node));
    const unmet = read.filter(({ result: { context } }) =>
      law
        .findings(context, signedRoles(def, context), LATER.slice(0, 10))
        .some((one) => one.finding === 'open' && context.waivers.length === 0),
    );
    expect(read.length).toBeGreaterThan(0);
    expect(unmet.map(({ result }) => result.states)).toEqual([]);
    expect(nodes.filter((node) => !isTimed(node)).map(({ result }) => result.states)).toEqual([]);
    const suspended = world.edges.filter(
      ({ from, to }) =>
        from.result.context.lawDay !== null &&
        from.result.status !== 'suspended' &&
        to.result.status === 'suspended',
    );
    expect(suspended.length).toBeGreaterThan(0);
  }, 180_000);
});

/** True when the law of the later day has been read, and nothing else waits to be. */
function readAgain({ result: { context } }: Node): boolean {
  return context.lawDay === null && (context.assessment?.asOf ?? '') >= DUTY_DAY;
}

/** A case that goes on has a timer for the day exactly while its reading is of before, or the timer has just fired. */
function isTimed({ result, timers }: Node): boolean {
  const { assessment, lawDay } = result.context;
  const ended = result.snapshot.status === 'done';
  const waits = !ended && assessment !== null && assessment.asOf < DUTY_DAY;
  return timers.has('law-date') === waits || (waits && lawDay !== null);
}

const CAST: Cast = {
  people: [
    { by: 'cora', role: 'compliance_officer' },
    { by: 'cora', role: 'dpo', stages: ['opinion'] },
    { by: 'carl', role: 'compliance_officer', stages: ['approval'] },
    { by: 'vic', role: 'independent_validator', stages: ['validation'] },
    { by: 'vic', role: 'fair_lending_officer', stages: ['features'] },
  ],
  documents: [DOCUMENT],
  asksForChangesIn: [],
};
