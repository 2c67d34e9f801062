/** A review that a newer law called in says below its line what that law finds otherwise. */
import { taskLines } from '../../src/cli/render-case.ts';
import type { TaskView } from '../../src/cli/client.types.ts';
import { makeStyle } from '../../src/cli/style.ts';

const REVIEW: TaskView = {
  id: '7',
  case_id: 'eu-abc',
  region: 'eu',
  key: 'review:compliance_officer',
  stage: 'review',
  title: 'Review',
  factor: 'regulation',
  kind: 'review',
  role: 'compliance_officer',
  quorum: 1,
  given: 0,
  holders: [],
  model: { name: 'loan-default', version: '3.2.1' },
  opened_at: '2026-11-24T09:00:00.000Z',
  due_at: '2026-12-24T09:00:00.000Z',
  closed_at: null,
  because: null,
  escalated: null,
};
const pin = (version: string) => ({ pack: 'eu', version, sha256: '0'.repeat(64) });
const LINE = '  eu-abc  review: Review  compliance_officer, due 2026-12-24';

it('names each rule with what was found of it and what is found now', () => {
  const because = {
    from: [pin('2026.11.1')],
    packs: [pin('2026.12.1')],
    rules: ['EU-T-NEW'],
    differences: [
      {
        rule: 'EU-T-NEW',
        title: 'A new duty\u001B[2J',
        citation: 'GDPR, Art. 1',
        before: null,
        after: { version: 1, finding: 'open', missing: ['lia', 'dpo'] },
      },
      {
        rule: 'EU-T-TIA',
        title: 'A duty that went',
        citation: 'GDPR, Art. 2',
        before: { version: 1, finding: 'met', missing: [] },
        after: null,
      },
    ],
  };
  expect(taskLines([{ ...REVIEW, because }], makeStyle(false, 80))).toEqual([
    LINE,
    '    a newer law: eu 2026.11.1 → eu 2026.12.1',
    '    EU-T-NEW  A new duty\uFFFD[2J',
    '      does not concern it → open (missing lia, dpo)',
    '    EU-T-TIA  A duty that went',
    '      met → does not concern it',
  ]);
});

it('says as much as is known of one that was called in before differences were kept', () => {
  const because = { packs: [pin('2026.12.1')], rules: ['EU-T-NEW'] };
  expect(taskLines([{ ...REVIEW, because }, REVIEW], makeStyle(false, 80))).toEqual([
    LINE,
    '    a newer law: eu 2026.12.1',
    LINE,
  ]);
});
