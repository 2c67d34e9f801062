/** The words of the policy engine; pure data, shared by loader, evaluator, cases, packs and pages. */

/** What one rule says of one case. Order here is the order of attention: worst first. */
export const FINDING_WORDS = [
  'blocked',
  'unknown',
  'open',
  'warning',
  'upcoming',
  'exempt',
  'met',
  'not_applicable',
] as const;
export type FindingWord = (typeof FINDING_WORDS)[number];

/** What a jurisdiction, a region or a case comes to. Order: worst first. */
export const OUTCOMES = ['blocked', 'unknown', 'conditional', 'allowed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const EFFECTS = [
  'block',
  'require_condition',
  'require_document',
  'require_approval',
  'require_validation',
  'require_audit',
  'periodic_review',
  'warn',
  // Of readiness alone: answered or not, never a duty.
  'question',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** The six factors of operational tempo. */
export const FACTORS = ['strategy', 'data', 'team', 'tools', 'complexity', 'regulation'] as const;
export type Factor = (typeof FACTORS)[number];

/** Stages of the workflow in which a rule's finding is worked off. */
export const RULE_STAGES = [
  'residency',
  'features',
  'documentation',
  'validation',
  'audit',
] as const;
export type RuleStage = (typeof RULE_STAGES)[number];

/** How far the wording of a rule was checked against its source. */
export const REVIEW_LEVELS = ['official_copy', 'secondary_2026', 'memory'] as const;
export type ReviewLevel = (typeof REVIEW_LEVELS)[number];

/** Truth of a condition or of one of its leaves (strong Kleene logic). */
export type Truth = 'true' | 'false' | 'unknown';

/** One comparison of a condition that decided it. */
export interface FactLeaf {
  /** Where the fact stands, with indices: `data.locations[0].region`. */
  readonly fact: string;
  /** CEL operator or macro: `==`, `in`, `exists`, … */
  readonly operator: string;
  /** What was stated; absent when nobody stated it. */
  readonly value?: unknown;
  /** What it was compared with; absent for a bare boolean fact. */
  readonly expected?: unknown;
  readonly truth: Truth;
}

/** What would have to be handed in, approved, stated or changed. */
export interface Lacks {
  readonly documents: readonly string[];
  readonly approvals: readonly string[];
  /** Paths of facts nobody stated and whose absence decided. */
  readonly facts: readonly string[];
  /** Conditions (CEL) that are stated and not met. */
  readonly conditions: readonly string[];
}

/** One thing that people may do about a finding. */
export interface Change {
  readonly kind: 'document' | 'approval' | 'mechanism' | 'region' | 'feature' | 'fact';
  /** Document id, role id, or the path of the fact that changes. */
  readonly target: string;
  /** What the fact becomes, each value by itself; empty where any will do, and for documents and approvals. */
  readonly values: readonly unknown[];
  /** For people. */
  readonly text: string;
}

/** Changes that together turn a finding, and the duties that come with them. Found by judging the changed facts. */
export interface Way {
  readonly changes: readonly Change[];
  /** Findings that are then open and were not before, for people. */
  readonly brings: readonly string[];
}

/** Who may waive a finding, and for how long at most. */
export interface WaiverTerms {
  readonly by: readonly string[];
  /** ISO 8601 duration; null for any time. */
  readonly atMost: string | null;
}

export interface Finding {
  readonly rule: string;
  readonly version: number;
  readonly jurisdiction: string;
  readonly region: string;
  readonly instrument: string;
  readonly title: string;
  readonly statement: string;
  readonly citation: string;
  /** Link to the text of law. */
  readonly source: string;
  readonly effect: Effect;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly stage: RuleStage;
  readonly factor: Factor;
  readonly finding: FindingWord;
  /** The leaves of the condition that decided it. */
  readonly facts: readonly FactLeaf[];
  /** The same in sentences for people: how far the rule reaches first, nothing twice. */
  readonly because: readonly string[];
  /** `lacks` flattened for people: document ids, roles whose approval is missing, unknown fact paths. */
  readonly missing: readonly string[];
  readonly lacks: Lacks;
  readonly exception: {
    readonly id: string;
    readonly citation: string;
    readonly text: string;
  } | null;
  /** Documents this rule and the exception it rests on ask for, held or not. */
  readonly documents: readonly string[];
  /** Roles whose approval this rule asks for, given or not. */
  readonly approvals: readonly string[];
  readonly remedy: string;
  /** What would make it pass, fewest changes first; only where it was asked for. */
  readonly ways?: readonly Way[];
  /** First day on which the duty applies, ISO date. */
  readonly from: string;
  /** ISO 8601 duration after which the finding has to be looked at again. */
  readonly reviewEvery: string | null;
  /** Only where the rule says who may waive it. */
  readonly waiverTerms?: WaiverTerms;
  /** What it costs to skip; on questions of readiness only. */
  readonly costOfSkipping?: string;
  readonly review: {
    readonly last: string;
    readonly level: ReviewLevel;
    readonly recheck: boolean;
  };
}

/** One movement of personal data over a border, derived from `data.locations`. */
export interface Transfer {
  readonly location: string;
  readonly origin: 'EEA' | 'UK' | 'CA' | 'CA-QC';
  readonly dest_country: string;
  readonly dest_subdivision: string;
  readonly purpose: string;
  readonly mechanism: string;
  /** `unknown` when the facts that decide are not stated. */
  readonly basis: 'adequacy' | 'safeguards' | 'derogation' | 'accountability' | 'none' | 'unknown';
  /** Null when the facts that decide are not stated. */
  readonly lawful: boolean | null;
}

/** Which frozen law a case was judged by. */
export interface PackPin {
  /** `eu`, `north-america`, `uk`, `readiness` */
  readonly pack: string;
  readonly version: string;
  /** SHA-256 over the canonical JSON of the pack, hex; overlays and rules kept from older versions count. */
  readonly sha256: string;
  /** Overlays of the organisation that tightened it; absent when there was none. */
  readonly overlays?: readonly OverlayPin[];
  /** Rules that stand as they were in an older version of the pack; absent when none does. */
  readonly keeps?: readonly KeptRules[];
}

export interface OverlayPin {
  readonly name: string;
  readonly version: string;
  /** Hex. */
  readonly sha256: string;
}

/** Rules as they were in `version`; one that was not in it does not count at all. */
export interface KeptRules {
  readonly version: string;
  readonly rules: readonly string[];
}

/** What the law says of one set of facts on one day. Pure data; canonical JSON of it is its identity. */
export interface Assessment {
  /** ISO date. */
  readonly asOf: string;
  readonly vocabulary: { readonly version: string; readonly sha256: string };
  readonly packs: readonly PackPin[];
  /** Keyed by top jurisdiction: `EU`, `US`, `CA`, `UK`. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Keyed by region: the worst of its jurisdictions. */
  readonly regions: Readonly<Record<string, Outcome>>;
  /** Sorted worst first, then by rule id. `not_applicable` ones are left out unless asked for. */
  readonly findings: readonly Finding[];
  readonly transfers: readonly Transfer[];
}

/** Facts as stated: the manifest after reading and validation, merged with the organisation profile. */
export type Facts = Readonly<Record<string, unknown>>;

/** What Carnet itself holds for a case; never taken from silence. */
export interface Held {
  readonly documents: readonly string[];
  /** Roles whose approval stands. */
  readonly approvals: readonly string[];
}
