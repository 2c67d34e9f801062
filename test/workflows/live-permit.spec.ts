import type { FindingSummary } from '../../workflows/contract.ts';
import {
  BEGIN,
  finding,
  LATER,
  lawOf,
  livePlay,
  officer,
  PERMIT_END,
  play,
  WAIVER_END,
} from './case-world.ts';

describe.each(['gdpr', 'north-america'])('a permit on `%s`', (id) => {
  it('starts its expiry, then the review, then the grace of the review', () => {
    const it = livePlay(id);
    expect(it.result.timers.start.map((timer) => timer.id)).toEqual(['permit-expired']);
    it.deploy();
    expect(it.result.timers.start.map((timer) => [timer.id, timer.event.at])).toEqual([
      ['review-due', '2027-05-23T09:00:00.000Z'],
    ]);
    it.send({ type: 'REVIEW_DUE', by: 'carnet', at: '2027-05-23T09:00:00.000Z' });
    expect(it.result.timers).toEqual({
      cancel: ['review-due'],
      start: [expect.objectContaining({ id: 'review-missed', delayMs: 30 * 24 * 3600 * 1000 })],
    });
    it.approve('review', 'compliance_officer', 'cora', '2027-05-25T09:00:00.000Z');
    expect(it.result.status).toBe('deployed');
    expect(it.result.timers.start.map((timer) => timer.event.at)).toEqual([
      '2027-11-25T09:00:00.000Z',
    ]);
  });

  it('is suspended when its review is missed, and a resumption brings the review back', () => {
    const it = livePlay(id);
    it.deploy();
    it.send({ type: 'REVIEW_DUE', by: 'carnet', at: '2027-05-23T09:00:00.000Z' });
    it.send({ type: 'REVIEW_MISSED', by: 'carnet', at: '2027-06-22T09:00:00.000Z' });
    expect(it.result.status).toBe('suspended');
    expect(it.send({ ...officer, type: 'RESUMED', by: 'ana', at: LATER })).toBeNull();
    it.send({ ...officer, type: 'RESUMED', by: 'cora', at: LATER });
    expect(it.result.states).toEqual(['live.review']);
  });

  it('is suspended and resumed to where it was, the review keeping its date', () => {
    const it = livePlay(id);
    it.send({ ...officer, type: 'SUSPENDED', by: 'cora' });
    it.send({ ...officer, type: 'RESUMED', by: 'cora' });
    expect(it.result.states).toEqual(['live.permitted']);
    it.deploy();
    it.send({ ...officer, type: 'SUSPENDED', by: 'cora' });
    expect(it.result.timers.cancel).toEqual(['review-due']);
    it.send({ ...officer, type: 'RESUMED', by: 'cora', at: '2027-02-01T00:00:00.000Z' });
    expect(it.result.timers.start.map((timer) => timer.event.at)).toEqual([
      '2027-05-23T09:00:00.000Z',
    ]);
  });

  it('is not issued, deployed or resumed after it ran out', () => {
    const late = play(id);
    late.approveAll();
    expect(late.permit(PERMIT_END)).toBeNull();
    const it = livePlay(id);
    expect(it.deploy(PERMIT_END)).toBeNull();
    it.send({ ...officer, type: 'SUSPENDED', by: 'cora' });
    expect(it.send({ ...officer, type: 'RESUMED', by: 'cora', at: PERMIT_END })).toBeNull();
  });

  it('standing on a waiver is suspended when the waiver ends, and resumed when it is waived again', () => {
    const open = lawOf(() => [finding('R', 'documentation', 'open')]);
    const it = play(id, open);
    const waive = { ...officer, type: 'FINDING_WAIVED', rule: 'R', by: 'cora' } as const;
    it.send({ ...waive, expires: WAIVER_END });
    expect(it.result.states).toContain('assessment.documentation.reviewing');
    it.approveAll();
    it.permit();
    it.send({ type: 'WAIVER_EXPIRED', by: 'carnet', at: WAIVER_END, rule: 'R' });
    expect(it.result.status).toBe('suspended');
    const resumed = { ...officer, type: 'RESUMED', by: 'cora', at: WAIVER_END } as const;
    expect(it.send(resumed)).toBeNull();
    const again = { ...waive, at: WAIVER_END, expires: LATER };
    expect(it.send({ ...again, expires: BEGIN })).toBeNull();
    it.send(again);
    it.send({ ...officer, type: 'RESUMED', by: 'cora', at: '2027-04-01T00:00:00.000Z' });
    expect(it.result.status).toBe('permitted');
  });

  it('is suspended when an assessment finds a duty unmet, and keeps its approvals when papers are added', () => {
    let word: FindingSummary['finding'] = 'met';
    const it = livePlay(
      id,
      lawOf(() => [finding('R', 'documentation', word)]),
    );
    const document = { document: 'log', sha256: 'x', evidence: 'e' };
    it.send({ type: 'EVIDENCE_ADDED', by: 'ana', at: BEGIN, document });
    expect(it.result.status).toBe('permitted');
    expect(it.context.voided).toEqual([]);
    word = 'open';
    it.send({
      type: 'EVIDENCE_ADDED',
      by: 'ana',
      at: BEGIN,
      document: { ...document, sha256: 'y' },
    });
    expect(it.result.status).toBe('suspended');
  });

  it('is not deployed twice and not amended', () => {
    const it = livePlay(id);
    expect(
      it.tell({ type: 'AMENDED', by: 'ana', at: BEGIN, manifest: 'v2', team: ['tim'] }),
    ).toBeNull();
    it.deploy();
    expect(it.deploy()).toBeNull();
  });

  it.each([
    ['retired', { type: 'RETIRED', by: 'ana', at: BEGIN, reason: '' }],
    ['revoked', { ...officer, type: 'REVOKED', by: 'cora' }],
    ['expired', { type: 'PERMIT_EXPIRED', by: 'carnet', at: PERMIT_END }],
    ['withdrawn', { type: 'WITHDRAWN', by: 'tim', at: BEGIN, reason: '' }],
  ] as const)('can be %s, which cancels what is still timed', (status, event) => {
    const it = livePlay(id);
    expect(it.send(event)?.status).toBe(status);
    expect(it.result.timers).toEqual({ cancel: ['permit-expired'], start: [] });
  });
});
