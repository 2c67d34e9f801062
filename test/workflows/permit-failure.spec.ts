import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { BEGIN, play } from './case-world.ts';

const failed = { type: 'PERMIT_FAILED', by: ENGINE_ACTOR, at: BEGIN, error: 'no key' } as const;

describe.each(['gdpr', 'north-america'])('a permit that cannot be issued on `%s`', (id) => {
  it('becomes the work of a compliance officer, with the error, and may still be issued', () => {
    const it = play(id);
    it.approveAll();
    expect(it.result.tasks).toMatchObject([{ role: ENGINE_ACTOR }]);
    expect(it.tell({ ...failed, by: 'cora' })).toBeNull();
    it.tell(failed);
    expect(it.result.tasks).toMatchObject([
      { role: 'compliance_officer', title: 'Permit cannot be issued: no key' },
    ]);
    expect(it.tell(failed)).toBeNull();
    it.permit();
    expect([it.result.status, it.context.permitFailure]).toEqual(['permitted', null]);
  });

  it('is forgotten once the case has gone back: the next try starts afresh', () => {
    const it = play(id);
    it.approveAll();
    it.tell(failed);
    it.send({ type: 'AMENDED', by: 'ana', at: BEGIN, manifest: 'v2', team: ['tim'] });
    it.approveAll();
    expect(it.result.tasks).toMatchObject([{ role: ENGINE_ACTOR }]);
  });
});
