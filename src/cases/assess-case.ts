import type { AssessmentSummary, CaseContext, FindingSummary } from '../../workflows/contract.ts';
import { AUDIT_FINDINGS } from '../../workflows/route.ts';
import { grantedApprovals, inputsKey } from '../../workflows/inputs.ts';
import { canonicalJson, sha256Hex, sha256Of } from '../common/canonical-json.ts';
import type { Assessment, Facts, Finding, PackPin } from '../policy/policy.types.ts';
import { PackPinError } from './cases.errors.ts';
import type { Law, LawQuestion } from './law.ts';
import { type CaseMatter, shownToDecider } from './shown.ts';

export interface CaseToAssess {
  /** The manifest's facts; what they claim under `evidence.documents` and `evidence.approvals` does not count. */
  readonly facts: Facts;
  readonly context: CaseContext;
  /** What the case was pinned to when it was submitted. */
  readonly packs: readonly PackPin[];
  /** Day the law is read at, ISO date. */
  readonly asOf: string;
  /** Stages of the case's machine in which people decide. */
  readonly stages: readonly string[];
}

export interface CaseAssessment {
  readonly assessment: Assessment;
  readonly summary: AssessmentSummary;
  /** What deciders are shown, `shownToDecider(matter, stage)`. */
  readonly matter: CaseMatter;
}

/**
 * Reads the law for one case as it stands, and says it in the machine's words.
 *
 * Pure. Only what Carnet holds counts as held, and `seen` is made as if nobody had approved, so that giving an
 * approval never changes what approvals bind to.
 *
 * @throws {PackPinError} the loaded law is not the one the case is pinned to
 */
export function assessCase(law: Law, it: CaseToAssess): CaseAssessment {
  assertPinned(law, it);
  const question = questionOf(it);
  const { documents, approvals } = question.held;
  const assess = (granted: readonly string[]) =>
    law.assess({ ...question, held: { documents, approvals: granted } });

  const withoutApprovals = assess([]);
  const assessment = approvals.length === 0 ? withoutApprovals : assess(approvals);
  const matter: CaseMatter = {
    manifest: it.context.manifest,
    documents: it.context.documents,
    packs: it.packs,
    waivers: it.context.waivers,
    withoutApprovals,
  };
  const summary: AssessmentSummary = {
    hash: sha256Of(assessment),
    inputs: inputsKey(it.context),
    asOf: it.asOf,
    nextChange: law.nextChange(withoutApprovals),
    outcome: assessment.regions[law.region] ?? 'unknown',
    findings: assessment.findings.flatMap(summaryOf),
    seen: Object.fromEntries(
      [...it.stages, AUDIT_FINDINGS].map((stage) => [
        stage,
        sha256Of(shownToDecider(matter, stage)),
      ]),
    ),
  };
  return { assessment, summary, matter };
}

/** What the law is asked about a case: its facts, and what Carnet itself holds. */
export function questionOf(it: Pick<CaseToAssess, 'facts' | 'context' | 'asOf'>): LawQuestion {
  const documents = it.context.documents.map(({ document }) => document).toSorted();
  const approvals = [...grantedApprovals(it.context)].toSorted();
  return { facts: withoutClaims(it.facts), held: { documents, approvals }, asOf: it.asOf };
}

/** True when nothing but approvals is missing: the team has done its part. */
function awaitsOnlyApprovals({ finding, lacks }: Finding): boolean {
  return (
    finding === 'open' &&
    lacks.approvals.length > 0 &&
    lacks.documents.length + lacks.facts.length + lacks.conditions.length === 0
  );
}

function summaryOf(finding: Finding): FindingSummary[] {
  if (finding.finding === 'not_applicable') return [];
  return [
    {
      rule: finding.rule,
      stage: finding.stage,
      finding: finding.finding,
      effect: finding.effect,
      approvals: finding.approvals,
      awaitsOnlyApprovals: awaitsOnlyApprovals(finding),
      ...(finding.waiverTerms && { waiver: finding.waiverTerms }),
    },
  ];
}

/** A manifest may say what its team holds elsewhere; here a document is held when its bytes are. */
function withoutClaims(facts: Facts): Facts {
  const { evidence } = facts;
  if (typeof evidence !== 'object' || evidence === null) return facts;
  const {
    documents: _documents,
    approvals: _approvals,
    ...rest
  } = evidence as Record<string, unknown>;
  return { ...facts, evidence: rest };
}

function assertPinned(law: Law, it: CaseToAssess): void {
  for (const pin of it.packs) {
    const loaded = law.pins.find(({ pack }) => pack === pin.pack);
    if (loaded?.sha256 !== pin.sha256) throw new PackPinError(it.context.caseId, pin, loaded);
  }
}

/** How many readings of the law are kept; one is some 100 kB. */
const MOST_READINGS = 200;

/**
 * The same law, remembering what it read lately: the readings of a case under decision differ in approvals only.
 *
 * Safe because `assess` is pure; keyed by the content of what it was asked.
 */
export function remembering(law: Law): Law {
  const readings = new Map<string, Assessment>();
  const { at } = law;
  const older = new WeakMap<Law, Law>();
  return {
    ...law,
    ...(at && {
      at: (pins) => {
        const found = at(pins);
        if (found && !older.has(found)) older.set(found, remembering(found));
        return found && older.get(found);
      },
    }),
    assess: (input) => {
      const key = sha256Hex(canonicalJson(input));
      const known = readings.get(key);
      const reading = known ?? law.assess(input);
      // Put last, so that the first key is always the one not used for longest.
      readings.delete(key);
      readings.set(key, reading);
      const [oldest] = readings.keys();
      if (readings.size > MOST_READINGS && oldest !== undefined) readings.delete(oldest);
      return reading;
    },
  };
}
