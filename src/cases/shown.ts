import type { CaseContext } from '../../workflows/contract.ts';
import { AUDIT_FINDINGS, workStage } from '../../workflows/route.ts';
import type { Difference } from '../journal/journal.types.ts';
import type { Assessment, Facts, Finding, PackPin } from '../policy/policy.types.ts';

/** Everything that what deciders are shown is taken from. */
export interface CaseMatter {
  readonly manifest: string;
  readonly documents: CaseContext['documents'];
  readonly packs: readonly PackPin[];
  readonly waivers: CaseContext['waivers'];
  /** Read as if nobody had approved anything: an approval must not change what approvals bind to. */
  readonly withoutApprovals: Assessment;
}

interface ShownFinding {
  readonly version: number;
  readonly finding: string;
}

/** What the decider of one part of the assessment is shown. */
interface ShownStage {
  readonly stage: string;
  /** Facts that the stage's findings looked at, by path. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly unstated: readonly string[];
  readonly findings: Readonly<Record<string, ShownFinding>>;
  /** SHA-256 of the held documents that these findings ask for. */
  readonly documents: Readonly<Record<string, string>>;
}

/** What somebody who decides on the whole case is shown. */
interface ShownCase {
  readonly stage: string;
  readonly manifest: string;
  readonly findings: Readonly<Record<string, ShownFinding>>;
  readonly documents: Readonly<Record<string, string>>;
  readonly packs: readonly PackPin[];
  /** Duties set aside for a time, by rule; left out in what a waiver itself binds to. */
  readonly waivers?: Readonly<
    Record<string, { readonly decision: string; readonly expires: string }>
  >;
}

export type Shown = ShownStage | ShownCase;

/** Stages that work off their own part of the findings; in all others people decide on the whole case. */
const PARTIAL_STAGES: readonly string[] = ['residency', 'features', 'documentation', 'validation'];

/** The plain object that a decision in this stage binds to: the SHA-256 of its canonical JSON is `seen[stage]`. */
export function shownToDecider(matter: CaseMatter, stage: string): Shown {
  const all = matter.withoutApprovals.findings.filter(
    ({ finding }) => finding !== 'not_applicable',
  );
  if (!PARTIAL_STAGES.includes(stage)) {
    return {
      stage,
      manifest: matter.manifest,
      findings: shownFindings(all),
      documents: Object.fromEntries(matter.documents.map((held) => [held.document, held.sha256])),
      packs: matter.packs,
      ...(stage === AUDIT_FINDINGS ? {} : { waivers: shownWaivers(matter) }),
    };
  }
  const findings = all.filter((finding) => workStage(finding) === stage);
  const leaves = findings.flatMap((finding) => finding.facts);
  const asked = new Set(findings.flatMap((finding) => finding.documents));
  const stated = leaves.filter((leaf) => leaf.value !== undefined);
  const unstated = leaves.filter((leaf) => leaf.value === undefined).map((leaf) => leaf.fact);
  return {
    stage,
    facts: Object.fromEntries(stated.map((leaf) => [leaf.fact, leaf.value])),
    unstated: [...new Set(unstated)].toSorted(),
    findings: shownFindings(findings),
    documents: Object.fromEntries(
      matter.documents
        .filter((held) => asked.has(held.document))
        .map((held) => [held.document, held.sha256]),
    ),
  };
}

function shownWaivers({ waivers }: CaseMatter): NonNullable<ShownCase['waivers']> {
  return Object.fromEntries(
    waivers.map(({ rule, decision, expires }) => [rule, { decision, expires }]),
  );
}

function shownFindings(findings: readonly Finding[]): Record<string, ShownFinding> {
  return Object.fromEntries(
    findings.map(({ rule, version, finding }) => [rule, { version, finding }]),
  );
}

/** More would not help a person who has to look again; the manifests and documents themselves are kept. */
const MOST_DIFFERENCES = 50;

/** Names what changed between two things shown, and, where the manifest did, between the facts. */
export function differencesBetween(
  before: { readonly shown: Shown; readonly facts: Facts },
  after: { readonly shown: Shown; readonly facts: Facts },
): Difference[] {
  const found = differences(before.shown, after.shown, '');
  const named = found.some(({ path }) => path === 'manifest')
    ? [...found, ...differences(before.facts, after.facts, 'facts')]
    : found;
  return named.slice(0, MOST_DIFFERENCES);
}

function differences(before: unknown, after: unknown, path: string): Difference[] {
  if (isBranch(before) && isBranch(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return keys.flatMap((key) =>
      differences(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (before === after) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
