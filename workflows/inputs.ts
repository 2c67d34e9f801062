import type { CaseContext } from './contract.ts';

/**
 * Roles whose approval is held: everyone needed of the role has approved, in the role's own stage.
 *
 * @returns sorted role names, as the policy engine's `evidence.approvals` wants them
 */
export function grantedApprovals(context: CaseContext): string[] {
  const granted = Object.values(context.stages).flatMap(({ needs, approvals }) =>
    needs
      .filter(({ own, role, quorum }) => own && countOf(approvals, role) >= quorum)
      .map(({ role }) => role),
  );
  return [...new Set(granted)].toSorted();
}

/** Canonical identity of what the team has handed in: manifest and documents. */
export function materialKey(context: CaseContext): string {
  const documents = context.documents.map(({ document, sha256 }) => [document, sha256] as const);
  return JSON.stringify([context.manifest, documents.toSorted(byDocument)]);
}

/** Canonical identity of everything an assessment speaks of; equal strings mean equal inputs. */
export function inputsKey(context: CaseContext): string {
  const waived = context.waivers.map(({ rule }) => rule).toSorted();
  const spokenOf = [materialKey(context), grantedApprovals(context), waived];
  // Left out until the law changes, so that a case is not assessed anew for having been stored earlier.
  return JSON.stringify(context.law === undefined ? spokenOf : [...spokenOf, context.law]);
}

/**
 * True when the assessment held does not speak of what the case holds now, or of a day that has passed.
 *
 * A case that has ended may well say so too: ask only while it goes on.
 */
export function needsAssessment(context: CaseContext): boolean {
  return context.lawDay !== null || context.assessment?.inputs !== inputsKey(context);
}

function countOf(approvals: readonly { readonly role: string }[], role: string): number {
  return approvals.filter((approval) => approval.role === role).length;
}

function byDocument(one: readonly [string, string], other: readonly [string, string]): number {
  return compare(one[0], other[0]) || compare(one[1], other[1]);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
