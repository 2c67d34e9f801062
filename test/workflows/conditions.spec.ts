import {
  isApproval,
  isDecision,
  isFit,
  isIndependent,
  isPermitReady,
  isUnresolved,
  isWaiver,
  readinessOf,
} from '../../workflows/conditions.ts';
import type { CaseContext, FindingSummary } from '../../workflows/contract.ts';
import { GDPR_ROUTE } from '../../workflows/gdpr.machine.ts';
import { grantedApprovals, inputsKey, needsAssessment } from '../../workflows/inputs.ts';
import { BEGIN, finding, LATER, lawOf, play, WAIVER_END } from './case-world.ts';

const asked = { type: 'APPROVED', at: BEGIN, decision: 'd', reason: 'r' } as const;

const waive = {
  ...asked,
  type: 'FINDING_WAIVED',
  role: 'compliance_officer',
  by: 'cora',
  rule: 'OPEN',
  expires: WAIVER_END,
} as const;

function contextWith(findings: readonly FindingSummary[]): CaseContext {
  return play(
    'gdpr',
    lawOf(() => findings),
  ).context;
}

function approvalOf(context: CaseContext, stage: string, role: string, by: string) {
  return { ...asked, stage, role, by, seen: context.assessment?.seen[stage] ?? '' };
}

describe('an approval', () => {
  const context = contextWith([]);
  const good = approvalOf(context, 'residency', 'compliance_officer', 'cora');

  it('counts from an independent person in a role that is asked, on what stands there', () => {
    expect(isApproval(context, good, 'residency')).toBe(true);
  });

  it.each([
    ['of the requester', { by: 'ana' }],
    ['of somebody of the team', { by: 'tim' }],
    ['of the engine', { by: 'carnet' }],
    ['in a role the stage does not ask for', { role: 'dpo' }],
    ['of another stage', { stage: 'features' }],
    ['on something else', { seen: 'elsewhere' }],
  ])('%s does not count', (_, change) => {
    expect(isApproval(context, { ...good, ...change }, 'residency')).toBe(false);
  });

  it('does not count on an assessment of something older', () => {
    expect(isApproval({ ...context, manifest: 'newer' }, good, 'residency')).toBe(false);
  });

  it('does not count twice, in whichever role', () => {
    const it = play(
      'gdpr',
      lawOf(() => [finding('R', 'features', 'met', { approvals: ['fair_lending_officer'] })]),
    );
    const { stages } = it.context;
    expect(stages.features?.needs).toHaveLength(2);
    it.approve('features', 'compliance_officer', 'cora');
    const second = approvalOf(it.context, 'features', 'fair_lending_officer', 'cora');
    expect(isApproval(it.context, second, 'features')).toBe(false);
    expect(isApproval(it.context, { ...second, by: 'fay' }, 'features')).toBe(true);
  });

  it('does not count beyond the quorum, while changes can still be asked for', () => {
    const it = play(
      'gdpr',
      lawOf(() => [finding('R', 'features', 'met', { approvals: ['fair_lending_officer'] })]),
    );
    it.approve('features', 'compliance_officer', 'cora');
    const third = approvalOf(it.context, 'features', 'compliance_officer', 'carl');
    expect(isApproval(it.context, third, 'features')).toBe(false);
    expect(isDecision(it.context, third, 'features')).toBe(true);
  });
});

describe('readiness', () => {
  it.each([
    ['amend', finding('R', 'features', 'blocked')],
    ['amend', finding('R', 'features', 'unknown')],
    ['supply', finding('R', 'features', 'open')],
    ['ready', finding('R', 'features', 'open', { awaitsOnlyApprovals: true })],
    ['ready', finding('R', 'features', 'warning')],
    ['ready', finding('R', 'features', 'upcoming')],
    ['ready', finding('R', 'features', 'exempt')],
    ['ready', finding('R', 'features', 'met')],
    ['ready', finding('R', 'residency', 'blocked')],
  ] as const)('is `%s` for %j', (expected, one) => {
    expect(readinessOf(contextWith([one]), 'features')).toBe(expected);
  });
});

describe('a waiver', () => {
  const findings = [
    finding('OPEN', 'documentation', 'open'),
    finding('BLOCKED', 'documentation', 'blocked'),
    finding('MET', 'documentation', 'met'),
  ];
  const context = contextWith(findings);

  it('is for an open duty, by an independent compliance officer, for a time', () => {
    expect(isWaiver(context, waive)).toBe(true);
  });

  it.each([
    ['what is blocked', { rule: 'BLOCKED' }],
    ['what is met', { rule: 'MET' }],
    ['what no rule says', { rule: 'NONE' }],
    ['another role', { role: 'dpo' }],
    ['the requester', { by: 'ana' }],
    ['the past', { expires: BEGIN }],
  ])('is not for %s', (_, change) => {
    expect(isWaiver(context, { ...waive, ...change })).toBe(false);
  });

  it('is given by whom its rule lets, and for no longer than it lets', () => {
    const terms = { by: ['dpo'], atMost: 'P3M' };
    const own = contextWith([finding('OPEN', 'documentation', 'open', { waiver: terms })]);
    const until = (expires: string, role = 'dpo') => isWaiver(own, { ...waive, role, expires });
    expect(until('2027-02-23T09:00:00.000Z')).toBe(true);
    expect(until('2027-02-23T09:00:00.001Z')).toBe(false);
    expect(until('2027-02-23T09:00:00.000Z', 'compliance_officer')).toBe(false);
  });

  it('resolves its duty until it expires, whether or not its timer has fired', () => {
    const it = play(
      'gdpr',
      lawOf(() => [finding('OPEN', 'documentation', 'open')]),
    );
    expect(isUnresolved(it.context, BEGIN)).toBe(true);
    it.send(waive);
    expect(isUnresolved(it.context, BEGIN)).toBe(false);
    expect(isUnresolved(it.context, WAIVER_END)).toBe(true);
  });

  it('does not cover a duty that has become a bar', () => {
    const it = play(
      'gdpr',
      lawOf(() => [finding('OPEN', 'residency', 'open')]),
    );
    it.send(waive);
    const { assessment } = it.context;
    if (!assessment) throw new Error('no assessment');
    const barred = { ...assessment, findings: [finding('OPEN', 'residency', 'blocked')] };
    const worse = { ...it.context, assessment: barred };
    expect([isUnresolved(it.context, BEGIN), isUnresolved(worse, BEGIN)]).toEqual([false, true]);
    expect(readinessOf(worse, 'residency')).toBe('amend');
  });

  it('falls, with its timer, when what was seen changes', () => {
    const it = play(
      'gdpr',
      lawOf(() => [finding('OPEN', 'documentation', 'open')]),
    );
    it.send(waive);
    const timer = 'waiver-expired:OPEN';
    expect(it.context.waivers).toHaveLength(1);
    it.tell({ type: 'AMENDED', by: 'ana', at: BEGIN, manifest: 'other', team: ['tim'] });
    const inputs = inputsKey(it.context);
    const seen = Object.fromEntries(Object.keys(it.context.stages).map((stage) => [stage, 'new']));
    const before = it.context.assessment;
    if (!before) throw new Error('no assessment');
    it.tell({ type: 'ASSESSED', by: 'carnet', at: BEGIN, assessment: { ...before, inputs, seen } });
    expect(it.context.waivers).toEqual([]);
    expect(it.context.voided).toEqual([{ decision: 'd', stage: 'documentation', by: 'cora' }]);
    expect(it.result.timers.cancel).toEqual([timer]);
  });
});

describe('an assessment', () => {
  const context = contextWith([]);
  const { assessment } = context;

  it('is taken when it speaks of the case as it is', () => {
    expect(assessment && isFit(context, assessment, GDPR_ROUTE)).toBe(true);
  });

  it.each([
    ['speaks of something else', { inputs: 'other' }],
    ['shows a stage nothing', { seen: {} }],
    ['names a stage this route does not have', { findings: [finding('R', 'customs', 'met')] }],
  ])('is refused when it %s', (_, change) => {
    if (!assessment) throw new Error('no assessment');
    expect(isFit(context, { ...assessment, ...change }, GDPR_ROUTE)).toBe(false);
  });
});

describe('inputs', () => {
  it('are the same in whatever order papers came in', () => {
    const { context } = play('gdpr');
    const one = { document: 'a', sha256: '1', evidence: 'e1' };
    const other = { document: 'b', sha256: '2', evidence: 'e2' };
    const forth = { ...context, documents: [one, other] };
    expect(inputsKey(forth)).toBe(inputsKey({ ...context, documents: [other, one] }));
    expect(inputsKey(forth)).not.toBe(inputsKey(context));
    expect(needsAssessment(forth)).toBe(true);
  });

  it('hold an approval once everybody needed of its role has signed, in its own stage', () => {
    const it = play('gdpr');
    it.approve('residency', 'compliance_officer', 'cora');
    expect(grantedApprovals(it.context)).toEqual([]);
    it.approveAll();
    expect(grantedApprovals(it.context)).toEqual([
      'compliance_officer',
      'dpo',
      'independent_validator',
    ]);
  });
});

describe('a permit', () => {
  it('is ready only on a present assessment with nothing unresolved', () => {
    const it = play('gdpr');
    it.approveAll();
    const stages = [...GDPR_ROUTE.assessment, ...GDPR_ROUTE.later];
    expect(isPermitReady(it.context, BEGIN, stages)).toBe(true);
    expect(isPermitReady({ ...it.context, manifest: 'other' }, LATER, stages)).toBe(false);
    expect(it.permit()).not.toBeNull();
    expect(isPermitReady(it.context, BEGIN, stages)).toBe(false);
  });

  it('is not ready once a waiver it stands on has run out', () => {
    const it = play(
      'gdpr',
      lawOf(() => [finding('OPEN', 'documentation', 'open')]),
    );
    it.send(waive);
    it.approveAll();
    const stages = [...GDPR_ROUTE.assessment, ...GDPR_ROUTE.later];
    expect(isPermitReady(it.context, BEGIN, stages)).toBe(true);
    expect(isPermitReady(it.context, WAIVER_END, stages)).toBe(false);
    expect(it.permit(WAIVER_END)).toBeNull();
  });

  it('is decided by people outside the team alone', () => {
    const context = contextWith([]);
    expect(['ana', 'tim', 'carnet', 'cora'].filter((by) => isIndependent(context, by))).toEqual([
      'cora',
    ]);
  });
});
