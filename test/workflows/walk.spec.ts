import { ENGINE_ACTOR, type FindingSummary } from '../../workflows/contract.ts';
import { findMachine } from '../../workflows/registry.ts';
import { possibleEvents } from '../../workflows/step.ts';
import {
  BEGIN,
  CasePlay,
  finding,
  INPUT,
  lawOf,
  NOTHING_ASKED,
  officer,
  play,
  type SmallLaw,
} from './case-world.ts';

describe.each(['gdpr', 'north-america'])('the way of a case on `%s`', (id) => {
  const def = findMachine(id, 2);

  it('waits for its assessment, then asks the team for facts nobody stated', () => {
    let word: FindingSummary['finding'] = 'unknown';
    const it = new CasePlay(
      def,
      lawOf(() => [finding('R', 'features', word)]),
    );
    expect(it.result.tasks.map(({ role, kind }) => [role, kind])).toEqual([['carnet', 'machine']]);
    it.assess();
    expect(it.result.states).toEqual(['scoping.supplying']);
    expect(it.result.tasks.map(({ role, kind, due }) => [role, kind, due])).toEqual([
      ['requester', 'supply', 'P10D'],
    ]);
    word = 'met';
    it.send({ type: 'AMENDED', by: 'tim', at: BEGIN, manifest: 'stated', team: ['tim'] });
    expect(it.result.stages).toContain('features');
  });

  it.each(['residency', 'features', 'documentation', 'validation'])(
    'hands `%s` to the team while it is blocked or lacks papers, and to its deciders once it is ready',
    (stage) => {
      let word: FindingSummary['finding'] = 'blocked';
      const it = play(
        id,
        lawOf(() => [finding('R', stage, word)]),
      );
      expect(it.result.states).toContain(`assessment.${stage}.amending`);
      word = 'open';
      it.send({ type: 'AMENDED', by: 'ana', at: BEGIN, manifest: 'v2', team: ['tim'] });
      expect(it.result.states).toContain(`assessment.${stage}.supplying`);
      word = 'met';
      const document = { document: 'd', sha256: 's', evidence: 'e' };
      it.send({ type: 'EVIDENCE_ADDED', by: 'vic', at: BEGIN, document });
      expect(it.result.states).toContain(`assessment.${stage}.reviewing`);
    },
  );

  it('takes the case back from approval to the stage whose matter changed, and no further', () => {
    const partial: SmallLaw = {
      findings: () => [],
      seen: ({ documents }, stage) =>
        stage === 'residency' ? 'fixed' : documents.map((d) => d.sha256).join(),
    };
    const it = play(id, partial);
    while (!it.result.stages.includes('approval')) {
      const task = it.result.tasks[0];
      if (!task) throw new Error('nothing to do');
      it.approve(task.stage, task.role, `${task.role}-a`);
    }
    const document = { document: 'dpia', sha256: 'new', evidence: 'e' };
    it.send({ type: 'EVIDENCE_ADDED', by: 'ana', at: BEGIN, document });
    expect(it.result.stages).toEqual(['features', 'documentation', 'validation']);
  });

  it('is amended and withdrawn by its team alone: who decides changes no facts', () => {
    const it = play(id);
    expect(
      it.tell({ type: 'AMENDED', by: 'cora', at: BEGIN, manifest: 'v2', team: ['tim'] }),
    ).toBeNull();
    expect(it.tell({ type: 'WITHDRAWN', by: 'cora', at: BEGIN, reason: '' })).toBeNull();
    expect(
      it.tell({ type: 'AMENDED', by: 'tim', at: BEGIN, manifest: 'v2', team: ['tim'] }),
    ).not.toBeNull();
  });

  it('hands requested changes to the team until the manifest or a paper changes', () => {
    const it = play(id);
    const seen = it.context.assessment?.seen.documentation ?? '';
    it.send({ ...officer, type: 'CHANGES_REQUESTED', by: 'cora', stage: 'documentation', seen });
    expect(it.result.tasks).toContainEqual(
      expect.objectContaining({ stage: 'documentation', role: 'requester', kind: 'amend' }),
    );
    expect(it.approve('documentation', 'compliance_officer', 'cora')).toBeNull();
    it.send({ type: 'AMENDED', by: 'ana', at: BEGIN, manifest: 'v2', team: ['tim'] });
    expect(it.result.states).toContain('assessment.documentation.reviewing');
  });

  it('works changes asked for in approval in under documentation, and takes back the own approval of who asks', () => {
    const it = play(id);
    while (!it.result.stages.includes('approval')) {
      const task = it.result.tasks[0];
      if (!task) throw new Error('nothing to do');
      it.approve(task.stage, task.role, `${task.role}-a`);
    }
    it.approve('approval', 'compliance_officer', 'cora');
    const seen = it.context.assessment?.seen.approval ?? '';
    it.send({ ...officer, type: 'CHANGES_REQUESTED', by: 'cora', stage: 'approval', seen });
    expect(it.result.stages).toEqual(['documentation']);
    expect(it.context.voided).toEqual([
      { decision: 'approval/cora', stage: 'approval', by: 'cora' },
    ]);
  });

  it('ends when it is rejected, and then takes nothing more', () => {
    const it = play(id);
    const seen = it.context.assessment?.seen.features ?? '';
    const role = it.context.stages.features?.needs[0]?.role ?? '';
    const rejected = {
      ...officer,
      type: 'REJECTED',
      by: 'cora',
      role,
      stage: 'features',
      seen,
    } as const;
    expect(it.send(rejected)?.status).toBe('rejected');
    it.send({ type: 'APPEAL_LAPSED', by: ENGINE_ACTOR, at: BEGIN });
    expect(it.result.snapshot).toMatchObject({ status: 'done', value: 'rejected' });
    expect(it.tell({ type: 'WITHDRAWN', by: 'ana', at: BEGIN, reason: '' })).toBeNull();
    const stored = { machineId: id, machineVersion: 2, snapshot: it.result.snapshot };
    expect(possibleEvents(def, stored)).toEqual([]);
  });
});

it('asks the data protection officer again when only what they saw has changed', () => {
  const law: SmallLaw = {
    findings: () => [],
    seen: ({ documents }, stage) => (stage === 'opinion' ? `${documents.length}` : 'fixed'),
  };
  const run = play('gdpr', law);
  while (!run.result.stages.includes('approval')) {
    const task = run.result.tasks[0];
    if (!task) throw new Error('nothing to do');
    run.approve(task.stage, task.role, `${task.role}-a`);
  }
  const document = { document: 'dpia', sha256: 'new', evidence: 'e' };
  run.send({ type: 'EVIDENCE_ADDED', by: 'ana', at: BEGIN, document });
  expect(run.result.states).toEqual(['opinion.reviewing']);
});

describe('a region that asks for less', () => {
  it('lets residency pass in North America until a finding asks for it', () => {
    let asked = false;
    const law = lawOf(() => (asked ? [finding('QC', 'residency', 'met')] : []));
    const it = play('north-america', law);
    expect(it.context.stages.residency?.skipped).toBe(true);
    asked = true;
    it.send({ type: 'AMENDED', by: 'ana', at: BEGIN, manifest: 'with Quebec', team: ['tim'] });
    expect(it.result.stages).toContain('residency');
  });

  it.each(['upcoming', 'exempt', 'warning'] as const)(
    'does not ask for residency in North America by a finding that is `%s`',
    (word) => {
      const it = play(
        'north-america',
        lawOf(() => [finding('QC', 'residency', word)]),
      );
      expect(it.context.stages.residency?.skipped).toBe(true);
    },
  );

  it('puts every role that findings name into its own stage', () => {
    const approvals = [
      'dpo',
      'fair_lending_officer',
      'supervisory_authority',
      'accountable_executive',
    ];
    const law = lawOf(() => [finding('R', 'documentation', 'met', { approvals })]);
    const needs = (id: string) =>
      Object.fromEntries(
        Object.entries(play(id, law).context.stages).map(([stage, record]) => [
          stage,
          record.needs.map(({ role, quorum }) => `${role} ${quorum}`),
        ]),
      );
    expect(needs('gdpr')).toEqual({
      residency: ['compliance_officer 1'],
      features: ['compliance_officer 1', 'fair_lending_officer 1'],
      documentation: ['compliance_officer 1'],
      validation: ['independent_validator 1'],
      opinion: ['dpo 1'],
      approval: ['compliance_officer 2', 'accountable_executive 1', 'supervisory_authority 1'],
      audit: [],
      review: ['compliance_officer 1'],
    });
    expect(needs('north-america')).toEqual({
      residency: [],
      features: ['fair_lending_officer 1'],
      documentation: ['compliance_officer 1'],
      validation: ['independent_validator 1'],
      approval: [
        'compliance_officer 2',
        'accountable_executive 1',
        'dpo 1',
        'supervisory_authority 1',
      ],
      audit: [],
      review: ['compliance_officer 1'],
    });
  });

  it('refuses settings that would fail later', () => {
    const def = findMachine('gdpr', 2);
    const settings = { ...INPUT.settings, reviewEvery: 'a year' };
    expect(() => new CasePlay(def, NOTHING_ASKED, { ...INPUT, settings })).toThrow(
      'no ISO 8601 duration',
    );
    const nobody = { ...INPUT.settings, approvalQuorum: 0 };
    expect(() => new CasePlay(def, NOTHING_ASKED, { ...INPUT, settings: nobody })).toThrow(
      'no quorum',
    );
  });
});
