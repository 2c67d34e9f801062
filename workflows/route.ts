import type { CaseContext, FindingSummary, Need, Waiver } from './contract.ts';
import type { RouteSettings } from './settings.ts';

/** What makes one region's way different from another's; pure data that the blocks are built from. */
export interface Route {
  /** Every stage a person would name, in the order in which a case meets them. */
  readonly stages: readonly string[];
  /** Stages worked on side by side. */
  readonly assessment: readonly string[];
  /** Stages decided one after the other once the assessment stages have passed. */
  readonly later: readonly string[];
  /** Per stage that takes decisions: the role that always decides there. */
  readonly baseRoles: Readonly<Record<string, string>>;
  /** Per role: the stage in which its approval is given as evidence; a role not named here signs in `approval`. */
  readonly ownStage: Readonly<Record<string, string>>;
  /** Stages that pass by themselves unless a finding asks for them. */
  readonly onlyWhenAsked: readonly string[];
}

/** Where changes asked for after the assessment are worked in. */
export const AMENDING_STAGE = 'documentation';

/**
 * The stage in which a finding is worked off.
 *
 * Rules about audits that only want papers (logs, retention) are documentation work: a third party is
 * called in only by a rule whose effect is an audit.
 */
export function workStage(finding: Pick<FindingSummary, 'stage' | 'effect'>): string {
  const wantsPapers = finding.stage === 'audit' && finding.effect !== 'require_audit';
  return wantsPapers ? AMENDING_STAGE : finding.stage;
}

/**
 * The entry of `seen` that a waiver of this stage's findings binds to.
 *
 * Who decides on the whole case sees the waivers too; a waiver must not fall because it was given.
 */
export function sightOfWaiver(stage: string): string {
  return stage === 'audit' ? AUDIT_FINDINGS : stage;
}

/** What an audit is about, apart from the rest of the case. */
export const AUDIT_FINDINGS = 'audit-findings';

/** The stage in which this role's approval counts as the evidence that rules ask for. */
function ownStageOf(route: Route, role: string): string {
  return route.ownStage[role] ?? 'approval';
}

/** Stages that take decisions, periodic review included; an assessment shows something for each of them. */
export function decisionStages(route: Route): readonly string[] {
  return [...route.assessment, ...route.later, 'review'];
}

/**
 * Who has to approve in a stage; empty when nothing asks for the stage.
 *
 * @param ahead whether duties yet to come ask already: on a live permit, which they must not find unsigned
 */
export function needsOf(
  route: Route,
  stage: string,
  findings: readonly FindingSummary[],
  settings: RouteSettings,
  ahead = false,
): readonly Need[] {
  const roles = rolesAskedFor(route, stage, ahead ? findings : findings.filter(isNow));
  const asked =
    !route.onlyWhenAsked.includes(stage) ||
    roles.length > 0 ||
    findings.some((finding) => workStage(finding) === stage && isDuty(finding));
  if (!asked) return [];
  const base = route.baseRoles[stage];
  const ordered = base === undefined ? roles : [base, ...roles.filter((role) => role !== base)];
  return ordered.map((role) => ({
    role,
    quorum: stage === 'approval' && role === base ? settings.approvalQuorum : 1,
    own: ownStageOf(route, role) === stage,
  }));
}

/** Findings that a waiver has not set aside. Only an open finding can be: what is blocked stays blocked. */
export function notWaived(
  findings: readonly FindingSummary[],
  waivers: CaseContext['waivers'],
): readonly FindingSummary[] {
  return findings.filter((finding) => !isWaived(finding, waivers));
}

export function isWaived(finding: FindingSummary, waivers: readonly Waiver[]): boolean {
  return finding.finding === 'open' && waivers.some((waiver) => waiver.rule === finding.rule);
}

function rolesAskedFor(
  route: Route,
  stage: string,
  findings: readonly FindingSummary[],
): readonly string[] {
  const asking = findings.filter(({ finding }) => finding !== 'exempt');
  const roles = new Set(asking.flatMap(({ approvals }) => approvals));
  return [...roles].filter((role) => ownStageOf(route, role) === stage).toSorted();
}

function isNow({ finding }: FindingSummary): boolean {
  return finding !== 'upcoming';
}

/** A duty that bites now, fulfilled or not. */
function isDuty({ finding }: FindingSummary): boolean {
  return finding === 'blocked' || finding === 'unknown' || finding === 'open' || finding === 'met';
}
