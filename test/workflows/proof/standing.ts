import type { CaseContext } from '../../../workflows/contract.ts';
import { dayOf } from '../../../workflows/duration.ts';
import { signedRoles, type SmallLaw } from '../case-world.ts';
import type { Edge, Node } from '../exploration.ts';
import { isBy, isLive, TEAM, type Scene } from './promise.ts';
import { findMachine } from '../../../workflows/registry.ts';

/** Written out by hand, not taken from the machines: who has to have approved before a permit. */
const OWED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  gdpr: {
    residency: ['compliance_officer'],
    features: ['compliance_officer'],
    documentation: ['compliance_officer'],
    validation: ['independent_validator'],
    opinion: ['dpo'],
    approval: ['compliance_officer', 'compliance_officer'],
  },
  'north-america': {
    residency: ['compliance_officer'],
    features: ['fair_lending_officer'],
    documentation: ['compliance_officer'],
    validation: ['independent_validator'],
    approval: ['compliance_officer', 'compliance_officer'],
  },
};

/** Stages that this region asks for only where a finding does. */
const ONLY_WHEN_ASKED: Readonly<Record<string, readonly string[]>> = {
  gdpr: [],
  'north-america': ['residency'],
};

/** Rules that are neither fulfilled nor waived; at no instant when every waiver that stands is taken to count. */
export function unfulfilled(
  law: SmallLaw,
  context: CaseContext,
  at: string | null,
): readonly string[] {
  const machine = findMachine(context.region === 'eu' ? 'gdpr' : 'north-america', 2);
  const day = dayOf(at ?? '2026-11-23T00:00:00.000Z');
  const findings = law.findings(context, signedRoles(machine, context), day);
  const waived = context.waivers
    .filter(({ expires, role, by }) => {
      const stands = at === null || at < expires;
      return stands && role === 'compliance_officer' && !TEAM.includes(by);
    })
    .map(({ rule }) => rule);
  return findings
    .filter(
      ({ rule, finding }) => finding !== 'met' && !(finding === 'open' && waived.includes(rule)),
    )
    .map(({ rule }) => rule);
}

/** Stages in which somebody owed has not signed what stands there. */
export function unsignedStages({ from, event }: Edge, { def, world }: Scene): readonly string[] {
  const { context } = from.result;
  const rules = world.law.findings(context, signedRoles(def, context), dayOf(event.at));
  const isAsked = (stage: string) =>
    !(ONLY_WHEN_ASKED[def.id] ?? []).includes(stage) || rules.some((rule) => rule.stage === stage);
  const owed = Object.entries(OWED[def.id] ?? {}).filter(([stage]) => isAsked(stage));
  const waived = context.waivers.some(
    ({ rule, expires }) => rule === 'PAPER' && event.at < expires,
  );
  const extra = rules.some(({ rule }) => rule === 'PAPER') && !waived ? ['legal_counsel'] : [];
  return owed
    .filter(([stage, roles]) => {
      const all = stage === 'approval' ? [...roles, ...extra] : roles;
      return !isSignedBy(context, stage, { roles: all, law: world.law });
    })
    .map(([stage]) => stage);
}

function isSignedBy(
  context: CaseContext,
  stage: string,
  { roles, law }: { readonly roles: readonly string[]; readonly law: SmallLaw },
): boolean {
  const valid = (context.stages[stage]?.approvals ?? []).filter(
    ({ by, seen }) => !TEAM.includes(by) && seen === law.seen(context, stage, '2026-11-23'),
  );
  const distinct = new Set(valid.map(({ by }) => by)).size === valid.length;
  const signed = valid.map(({ role }) => role);
  return distinct && roles.every((role) => count(signed, role) >= count(roles, role));
}

function count(roles: readonly string[], role: string): number {
  return roles.filter((one) => one === role).length;
}

/** Decisions that stand: approvals, and waivers with the stage that shows what they waive. */
function standing({ stages, waivers }: CaseContext) {
  const approvals = Object.entries(stages).flatMap(([stage, record]) =>
    record.approvals.map(({ decision, seen }) => ({ stage, decision, seen })),
  );
  return [...approvals, ...waivers.map(({ stage, decision, seen }) => ({ stage, decision, seen }))];
}

/** True when an assessment let a decision stand that saw something else, dropped another, or named the wrong ones. */
export function isUnnamed(edge: Edge): boolean {
  if (!isBy(edge, 'ASSESSED') || isLive(edge.from)) return false;
  const { seen } = edge.event.assessment;
  const before = standing(edge.from.result.context);
  const fallen = before.filter((one) => one.seen !== seen[one.stage]);
  const named = edge.voided.map(({ decision, stage }) => `${stage} ${decision}`);
  return (
    JSON.stringify(standing(edge.to.result.context)) !==
      JSON.stringify(before.filter((one) => one.seen === seen[one.stage])) ||
    JSON.stringify(named) !== JSON.stringify(fallen.map((one) => `${one.stage} ${one.decision}`))
  );
}

/** True when a condition stands before the permit whose approval does not. */
export function isLoose({ permit, stages, conditions = [] }: CaseContext): boolean {
  const approved = Object.values(stages).flatMap(({ approvals }) =>
    approvals.map(({ decision }) => decision),
  );
  return permit === null && conditions.some(({ decision }) => !approved.includes(decision));
}

/** True when a stage that comes after others is decided on while somebody of theirs has not signed. */
export function isAhead({ result: { context, states } }: Node, machine: string): boolean {
  const stages = Object.entries(OWED[machine] ?? {});
  const at = stages.findIndex(([stage]) => states.some((state) => state.startsWith(`${stage}.`)));
  return stages.slice(0, Math.max(at, 0)).some(([stage, roles]) => {
    const record = context.stages[stage];
    const signed = record?.approvals.map(({ role }) => role) ?? [];
    return (
      record?.skipped !== true && roles.some((role) => count(signed, role) < count(roles, role))
    );
  });
}
