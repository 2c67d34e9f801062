/** When a changed rule reaches a case under way, for each thing a rule can say of itself, on any day. */
import fc from 'fast-check';
import { EU } from '../../../src/regions/eu.module.ts';
import { lawOf } from '../../../src/regions/region.ts';
import { openArchive } from '../../../src/policy/life/archive.ts';
import { publishAll, publishDraft } from '../../../src/policy/life/publish.ts';
import { succession } from '../../../src/policy/life/succession.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import { DPIA, PoliciesFixture } from './policies-fixture.ts';

const GRACE = '2027-03-01';
const BY = { by: 'ona', at: '2026-11-24' };
const day = fc
  .integer({ min: 0, max: 200 })
  .map((days) => new Date(Date.UTC(2026, 10, 24) + days * 86_400_000).toISOString().slice(0, 10));

let policies: PoliciesFixture;
beforeEach(() => {
  policies = new PoliciesFixture();
  publishAll(policies.dir, BY);
});
afterEach(() => policies.remove());

/** Whether the changed rule reaches a case, as a function of the moment. */
function reachedBy(inFlight: string): (today: string, amended: boolean) => boolean {
  const from = lawOf(loadCatalog(policies.dir), EU).pins;
  const draft = policies.draft('2026.12.1');
  policies.rule({ ...DPIA, requires: '{ documents: [dpia, lia] }', inFlight }, draft);
  publishDraft(policies.dir, 'next', BY);
  const to = lawOf(loadCatalog(policies.dir), EU).pins;
  const archive = openArchive(policies.dir);
  return (today, amended) =>
    succession(archive, from, to, { today, amended })?.moved.includes('EU-T-DPIA') ?? false;
}

it('is the day of grace or later, or an amendment before it', () => {
  const reached = reachedBy(`grace_until:${GRACE}`);
  fc.assert(
    fc.property(day, fc.boolean(), (today, amended) => {
      expect(reached(today, amended)).toBe(amended || today >= GRACE);
    }),
  );
});

it.each([
  ['reevaluate', true, true],
  ['grandfather_until_change', false, true],
  ['grandfather_until_significant_change', false, true],
  ['new_requests_only', false, false],
  ['new_applications_only', false, false],
])('is the same on every day for %s', (inFlight, unamended, amended) => {
  const reached = reachedBy(inFlight);
  fc.assert(
    fc.property(day, (today) => {
      expect([reached(today, false), reached(today, true)]).toEqual([unamended, amended]);
    }),
    { numRuns: 20 },
  );
});

it('never ends once it has come', () => {
  const reached = reachedBy(`grace_until:${GRACE}`);
  fc.assert(
    fc.property(day, day, (one, other) => {
      const [earlier, later] = [one, other].toSorted();
      return !reached(earlier ?? '', false) || reached(later ?? '', false);
    }),
  );
});
