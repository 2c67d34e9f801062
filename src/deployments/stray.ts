import type { Verdict } from '../gate/gate.ts';
import type { DeploymentView } from './deployments.ts';

/** Why nothing lets a deployment run: the gate's words. */
export interface StrayFact {
  readonly code: string;
  readonly detail: string;
  /** The permit that comes closest, and its case. */
  readonly permit: string | null;
  readonly caseId: string | null;
}

/** Where an artifact without a permit belongs: what its deployment, or its model, was permitted to be. */
export interface Elsewhere {
  /** A permit for another artifact of the same deployment or model. */
  readonly permit: { readonly id: string; readonly caseId: string } | null;
  /** The newest case that asks for this artifact. */
  readonly asked: string | null;
}

/** Of several reasons the one that is told; what is suspended comes last, as it may hold again. */
const WORST_FIRST = [
  'permit_not_ours',
  'expired',
  'permit_revoked',
  'not_yet_valid',
  'cloud_region_not_permitted',
  'permit_suspended',
];

/** What is wrong with a deployment by the gate's verdict on it; null when it may run. Pure. */
export function strayFact(
  { name, environment, artifact, cloudRegion }: DeploymentView,
  verdict: Verdict,
  elsewhere: Elsewhere,
): StrayFact | null {
  if (verdict.decision === 'allow') return null;
  const runs = `\`${name}\` in ${environment} runs sha256:${artifact.slice(0, 12)}… in ${cloudRegion}`;
  const { permit } = verdict;
  if (permit) {
    const told = verdict.reasons.toSorted((a, b) => rankOf(a.code) - rankOf(b.code))[0];
    const { code = 'no_permit', detail = '' } = told ?? {};
    return { code, detail: `${runs}: ${detail}`, permit: permit.id, caseId: permit.case };
  }
  const other = elsewhere.permit;
  if (other) {
    const detail = `${runs}: permit \`${other.id}\` is for another artifact`;
    return { code: 'other_artifact', detail, permit: other.id, caseId: other.caseId };
  }
  const detail = `${runs}: no permit was ever issued for this artifact here`;
  return { code: 'no_permit', detail, permit: null, caseId: elsewhere.asked };
}

function rankOf(code: string): number {
  const rank = WORST_FIRST.indexOf(code);
  return rank === -1 ? WORST_FIRST.length : rank;
}
