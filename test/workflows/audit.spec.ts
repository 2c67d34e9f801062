import type { FindingSummary } from '../../workflows/contract.ts';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import { BEGIN, finding, lawOf, play } from './case-world.ts';
import { DOCUMENT, explore, offersOf, smallLaw, type Cast } from './exploration.ts';

const audit = (word: FindingSummary['finding'], more: Partial<FindingSummary> = {}) =>
  finding('AUDIT', 'audit', word, { effect: 'require_audit', ...more });

describe.each(['gdpr', 'north-america'])('a third-party audit on `%s`', (id) => {
  it.each(['upcoming', 'exempt', 'warning'] as const)(
    'is not asked by a rule that is `%s`',
    (word) => {
      const it = play(
        id,
        lawOf(() => [audit(word)]),
      );
      expect(it.context.stages.audit?.skipped).toBe(true);
      it.approveAll();
      expect(it.result.states).toEqual(['permit']);
    },
  );

  it('comes after approval, waits for its papers, and is signed by an auditor', () => {
    let held = false;
    const law = lawOf((_, granted) => {
      const signed = granted.includes('independent_auditor');
      const awaitsOnlyApprovals = held && !signed;
      const approvals = ['independent_auditor'];
      return [audit(held && signed ? 'met' : 'open', { approvals, awaitsOnlyApprovals })];
    });
    const it = play(id, law);
    it.approveAll();
    expect(it.result.states).toEqual(['audit.supplying']);
    held = true;
    const { document } = DOCUMENT;
    it.send({
      type: 'EVIDENCE_ADDED',
      by: 'ana',
      at: BEGIN,
      document: { document, sha256: 'report', evidence: 'e' },
    });
    it.approveAll();
    expect(it.result.states).toEqual(['permit']);
    expect(it.context.stages.audit?.approvals.map(({ by }) => by)).toEqual([
      'independent_auditor-a',
    ]);
  });

  it('is not called for papers about audits: those are documentation', () => {
    const papers = finding('LOGS', 'audit', 'open', { effect: 'require_document' });
    const it = play(
      id,
      lawOf(() => [papers]),
    );
    expect(it.context.stages.audit?.skipped).toBe(true);
    expect(it.result.states).toContain('assessment.documentation.supplying');
  });

  it('leaves no way to a permit around the auditor, in every reachable state', () => {
    const def: MachineDefinition = findMachine(id, 2);
    const law = smallLaw('independent_auditor', 'require_audit');
    const world = explore(def, law, offersOf(CAST));
    const issued = world.edges.filter(({ event }) => event.type === 'PERMIT_ISSUED');
    process.stdout.write(
      `${id} with audit: ${world.nodes.size} situations, ${world.edges.length} transitions, ` +
        `${world.refused} events refused\n`,
    );
    const unaudited = issued.filter(
      ({ from }) => !from.result.context.stages.audit?.approvals.some(({ by }) => by === 'aud'),
    );
    expect(issued.length).toBeGreaterThan(0);
    expect(unaudited.filter(({ from }) => from.result.context.waivers.length === 0)).toEqual([]);
  }, 120_000);
});

const CAST: Cast = {
  people: [
    { by: 'cora', role: 'compliance_officer' },
    { by: 'cora', role: 'dpo', stages: ['opinion'] },
    { by: 'carl', role: 'compliance_officer', stages: ['approval'] },
    { by: 'vic', role: 'independent_validator', stages: ['validation'] },
    { by: 'vic', role: 'fair_lending_officer', stages: ['features'] },
    { by: 'aud', role: 'independent_auditor' },
    { by: 'tim', role: 'independent_auditor' },
  ],
  documents: [DOCUMENT],
  asksForChangesIn: ['audit'],
};
