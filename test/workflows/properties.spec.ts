import fc from 'fast-check';
import type { CaseEvent, CaseInput, FindingSummary } from '../../workflows/contract.ts';
import type { StepResult } from '../../workflows/step-result.ts';
import { grantedApprovals } from '../../workflows/inputs.ts';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import {
  BEGIN,
  CasePlay,
  INPUT,
  PERMIT_END,
  signedRoles,
  WAIVER_END,
  type SmallLaw,
} from './case-world.ts';

const PEOPLE = ['ana', 'tim', 'cora', 'carl', 'dora', 'vic', 'aud', 'lena'] as const;
const ROLES = [
  'compliance_officer',
  'independent_validator',
  'fair_lending_officer',
  'dpo',
  'independent_auditor',
  'legal_counsel',
] as const;
const STAGES = ['residency', 'features', 'documentation', 'validation', 'audit'] as const;

/** A rule of a random law: what it says follows from the manifest, the papers and who signed. */
interface RandomRule {
  readonly id: string;
  readonly stage: (typeof STAGES)[number];
  readonly effect: string;
  readonly approvals: readonly string[];
  /** Manifests (`m0` … `m2`) under which it blocks or cannot be read. */
  readonly blockedIn: number;
  readonly unknownIn: number;
  readonly wantsPaper: boolean;
  readonly quiet: 'exempt' | 'upcoming' | 'warning' | null;
}

const ruleOf = fc.record<Omit<RandomRule, 'id'>>({
  stage: fc.constantFrom(...STAGES),
  effect: fc.constantFrom('require_document', 'require_audit', 'block', 'require_approval'),
  approvals: fc.subarray([...ROLES], { maxLength: 2 }),
  blockedIn: fc.integer({ min: 0, max: 6 }),
  unknownIn: fc.integer({ min: 0, max: 9 }),
  wantsPaper: fc.boolean(),
  quiet: fc.option(fc.constantFrom('exempt', 'upcoming', 'warning'), { freq: 6 }),
});
const rulesOf = fc
  .array(ruleOf, { maxLength: 4 })
  .map((rules) => rules.map((rule, index) => ({ ...rule, id: `R${index}` })));

function wordOf(rule: RandomRule, manifest: string, held: boolean, granted: readonly string[]) {
  if (rule.quiet) return rule.quiet;
  const version = Number(manifest.slice(1));
  if (version === rule.blockedIn) return 'blocked';
  if (version === rule.unknownIn) return 'unknown';
  const isSigned = rule.approvals.every((role) => granted.includes(role));
  return isSigned && (held || !rule.wantsPaper) ? 'met' : 'open';
}

function lawOfRules(rules: readonly RandomRule[]): SmallLaw {
  return {
    findings: ({ manifest, documents }, granted) =>
      rules.map((rule): FindingSummary => {
        const held = documents.length > 0;
        const { id, stage, effect, approvals } = rule;
        const finding = wordOf(rule, manifest, held, granted);
        const awaitsOnlyApprovals = finding === 'open' && (held || !rule.wantsPaper);
        return { rule: id, stage, effect, approvals, finding, awaitsOnlyApprovals };
      }),
    seen: ({ manifest, documents }, stage) =>
      stage === 'residency' ? manifest : `${manifest}+${documents.map((d) => d.sha256).join()}`,
  };
}

/** What a person tries; `task` picks open work, so that random cases also get somewhere. */
type Try =
  | { readonly kind: 'task'; readonly pick: number; readonly by: string }
  | { readonly kind: 'blind'; readonly stage: string; readonly role: string; readonly by: string }
  | { readonly kind: 'amend'; readonly by: string; readonly version: number }
  | { readonly kind: 'paper'; readonly by: string; readonly version: number }
  | { readonly kind: 'changes'; readonly pick: number; readonly by: string }
  | { readonly kind: 'waive'; readonly by: string; readonly rule: number }
  | { readonly kind: 'permit' };

const by = fc.constantFrom(...PEOPLE);
const tries = fc.array(
  fc.oneof(
    {
      weight: 14,
      arbitrary: fc.record({ kind: fc.constant('task' as const), pick: fc.nat(9), by }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('blind' as const),
        stage: fc.constantFrom(...STAGES, 'opinion', 'approval'),
        role: fc.constantFrom(...ROLES),
        by,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('amend' as const), by, version: fc.nat(2) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('paper' as const), by, version: fc.nat(2) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('changes' as const), pick: fc.nat(9), by }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('waive' as const), by, rule: fc.nat(3) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('permit' as const) }) },
  ),
  { minLength: 30, maxLength: 120 },
);

function eventOf(attempt: Try, { context, tasks }: StepResult): CaseEvent | null {
  const seenOf = (stage: string) => context.assessment?.seen[stage] ?? '';
  const act = { at: BEGIN, decision: 'd', reason: '' };
  switch (attempt.kind) {
    case 'task':
    case 'changes': {
      const task = tasks[attempt.pick % Math.max(1, tasks.length)];
      if (!task) return null;
      const { stage, role } = task;
      const type = attempt.kind === 'task' ? 'APPROVED' : 'CHANGES_REQUESTED';
      return { ...act, type, stage, role, by: attempt.by, seen: seenOf(stage) };
    }
    case 'blind': {
      const { stage, role } = attempt;
      return { ...act, type: 'APPROVED', stage, role, by: attempt.by, seen: seenOf(stage) };
    }
    case 'amend':
      return {
        type: 'AMENDED',
        by: attempt.by,
        at: BEGIN,
        manifest: `m${attempt.version}`,
        team: ['tim'],
      };
    case 'paper': {
      const document = { document: 'paper', sha256: `p${attempt.version}`, evidence: 'e' };
      return { type: 'EVIDENCE_ADDED', by: attempt.by, at: BEGIN, document };
    }
    case 'waive': {
      const waive = { rule: `R${attempt.rule}`, role: 'compliance_officer', expires: WAIVER_END };
      return { ...act, ...waive, type: 'FINDING_WAIVED', by: attempt.by };
    }
    case 'permit': {
      const permit = { id: 'p', sha256: 'p', issuedAt: BEGIN, expiresAt: PERMIT_END };
      return { type: 'PERMIT_ISSUED', by: 'carnet', at: BEGIN, permit };
    }
    default:
      throw new Error('unknown try');
  }
}

describe.each(['gdpr', 'north-america'])('whatever happens to a case on `%s`', (id) => {
  const def: MachineDefinition = findMachine(id, 2);
  const input: CaseInput = { ...INPUT, manifest: 'm2' };

  it('no permit is given with a duty unmet, nobody counts twice, the team never counts, blind decisions fall', () => {
    let permits = 0;
    let voids = 0;
    fc.assert(
      fc.property(rulesOf, tries, (rules, attempts) => {
        const law = lawOfRules(rules);
        const it = new CasePlay(def, law, input);
        it.assess();
        for (const attempt of attempts) {
          const event = eventOf(attempt, it.result);
          const before = it.context;
          if (!event || !it.send(event)) continue;
          const isNew = it.context.permit !== null && before.permit === null;
          permits += isNew ? 1 : 0;
          expect([...faultsOf(it, law), ...(isNew ? unmetOf(it, law, def) : [])]).toEqual([]);
          expect(grantedApprovals(it.context)).toEqual(signedRoles(def, it.context));
          voids += it.context.voided.length;
        }
      }),
      { numRuns: 150 },
    );
    // Otherwise the property above would hold of nothing.
    expect(permits).toBeGreaterThan(0);
    expect(voids).toBeGreaterThan(0);
  }, 120_000);
});

/** These laws say the same on every day. */
const DAY = '2026-11-23';

function faultsOf({ context }: CasePlay, law: SmallLaw): string[] {
  return Object.entries(context.stages).flatMap(([stage, { approvals }]) => {
    const people = approvals.map((approval) => approval.by);
    const faults: string[] = [];
    if (new Set(people).size < people.length) faults.push(`${stage}: somebody counts twice`);
    if (people.some((person) => ['ana', 'tim'].includes(person))) faults.push(`${stage}: team`);
    if (!context.permit && approvals.some(({ seen }) => seen !== law.seen(context, stage, DAY))) {
      faults.push(`${stage}: stands on something else`);
    }
    return faults;
  });
}

function unmetOf({ context }: CasePlay, law: SmallLaw, def: MachineDefinition): string[] {
  const waived = new Set(context.waivers.map(({ rule }) => rule));
  return law
    .findings(context, signedRoles(def, context), DAY)
    .filter(({ finding }) => ['blocked', 'unknown', 'open'].includes(finding))
    .filter(({ finding, rule }) => finding !== 'open' || !waived.has(rule))
    .map(({ rule }) => rule);
}
