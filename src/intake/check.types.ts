import type { FactLeaf, Factor, FindingWord, Outcome, Way } from '../policy/policy.types.ts';

/** What `carnet check --json` prints and `POST /api/v1/checks` answers: keys as they stand here. */
export interface CheckReport {
  /** ISO date on which the law was read. */
  readonly asOf: string;
  /** Keyed by top jurisdiction: an entry for each that the deployment or the data subjects touch. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Keyed by region: the worst of its jurisdictions. */
  readonly regions: Readonly<Record<string, Outcome>>;
  /** Worst first, then by rule id. */
  readonly findings: readonly CheckFinding[];
}

export interface CheckFinding {
  readonly rule: string;
  readonly jurisdiction: string;
  readonly region: string;
  readonly finding: FindingWord;
  readonly title: string;
  readonly citation: string;
  /** Link to the text of law. */
  readonly source: string;
  /** The leaves of the condition that decided it. */
  readonly facts: readonly FactLeaf[];
  /** The same in sentences. */
  readonly because: readonly string[];
  /** Document ids, roles whose approval is missing, paths of unknown facts. */
  readonly missing: readonly string[];
  readonly exception: {
    readonly id: string;
    readonly citation: string;
    readonly text: string;
  } | null;
  readonly remedy: string;
  /** What would make it pass, fewest changes first; where it was asked for and the finding does not pass. */
  readonly ways?: readonly Way[];
  /** First day on which the duty applies, ISO date. */
  readonly from: string;
  /** Of questions of readiness only (`region: "readiness"`): the factor of operational tempo they belong to. */
  readonly factor?: Factor;
  /** Of questions of readiness only. */
  readonly costOfSkipping?: string;
}
