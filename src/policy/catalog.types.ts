/** What a loaded set of policies consists of; pure data apart from the compiled conditions. */
import type { Judgement, Scope } from './cel/truth.ts';
import type { Words } from './explain/words.types.ts';
import type {
  Effect,
  Factor,
  KeptRules,
  OverlayPin,
  ReviewLevel,
  RuleStage,
  WaiverTerms,
} from './policy.types.ts';

/** ISO 8601 duration, `P5D`, `PT72H`, `P1Y`. */
type Duration = string;

export type FactType = 'string' | 'int' | 'number' | 'bool' | 'date' | 'list' | 'object';

/** One declared fact. `path` names it without indices: `data.locations[].mechanism`. */
export interface FactDeclaration {
  readonly path: string;
  readonly type: FactType;
  /** What a list holds. */
  readonly of: FactType | null;
  /** Words it may take, resolved; null when any may stand there. */
  readonly values: readonly string[] | null;
  /** Name of the list of words (`use_case`, `category`, …), to tell apart lists that share a word. */
  readonly domain: string | null;
  /** True when a word outside `values` is taken with a warning. */
  readonly open: boolean;
  /** True when even a word that looks like a known one mistyped is taken: no rule asks for any of them. */
  readonly anyWord: boolean;
  /** Regular expression a string matches as a whole. */
  readonly pattern: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** What silence means; `undefined` for nearly all: silence is unknown. */
  readonly default: unknown;
  readonly by: 'organisation' | 'ml_team' | 'carnet';
  readonly meaning: string;
  /** Version of the function that works it out; null for a fact that is only stated. */
  readonly derived: number | null;
}

export interface Vocabulary {
  readonly version: string;
  /** SHA-256 over the vocabulary and every reference file, hex: what derived facts depend on. */
  readonly sha256: string;
  /** Stated facts by path. */
  readonly facts: ReadonlyMap<string, FactDeclaration>;
  /** Facts Carnet works out, by path. */
  readonly derived: ReadonlyMap<string, FactDeclaration>;
  /** Closed and open lists of words by name: the vocabulary's own and those of the reference files. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
}

export interface NamedSet {
  readonly name: string;
  /** Domain of the members. */
  readonly of: string;
  readonly members: readonly string[];
}

export interface Jurisdiction {
  readonly id: string;
  readonly title: string;
  readonly parent: string | null;
  readonly subjectsOnly: boolean;
}

export interface CloudProvider {
  readonly id: string;
  readonly name: string;
  readonly parentOutsideEEA: boolean;
}

export interface CloudRegion {
  readonly provider: string;
  readonly code: string;
  readonly country: string;
  readonly subdivision: string;
  readonly city: string;
  readonly sovereign: string;
}

export interface FeatureCategory {
  readonly id: string;
  readonly label: string;
  readonly namePatterns: readonly string[];
  readonly rulings: Readonly<Record<string, string>>;
  readonly rules: readonly string[];
  readonly note: string | null;
}

export interface DocumentType {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly approver: readonly string[];
  readonly legalBasis: string;
  readonly sections: readonly string[];
  readonly reviewEvery: string | null;
}

export interface Role {
  readonly id: string;
  readonly title: string;
  readonly kind: 'requester' | 'owner' | 'reviewer' | 'officer' | 'auditor' | 'administrator';
  readonly external: boolean;
}

/** One decision that a country protects data well enough. */
export interface AdequacyDecision {
  readonly code: string;
  readonly decision: string;
  /** ISO dates, both inclusive; null is open. */
  readonly from: string | null;
  readonly until: string | null;
  /** Name of the condition of a partial decision; null for a full one. */
  readonly condition: string | null;
  /** Set of use cases whose data the decision leaves out. */
  readonly excludesUses: readonly string[];
}

export interface Reference {
  readonly jurisdictions: ReadonlyMap<string, Jurisdiction>;
  readonly countries: ReadonlySet<string>;
  /** Countries of the EEA with the territories where its law applies. */
  readonly eea: ReadonlySet<string>;
  readonly adequacy: {
    readonly EEA: readonly AdequacyDecision[];
    readonly UK: readonly AdequacyDecision[];
  };
  readonly providers: ReadonlyMap<string, CloudProvider>;
  /** Keyed `provider:code`. */
  readonly cloudRegions: ReadonlyMap<string, CloudRegion>;
  readonly categories: ReadonlyMap<string, FeatureCategory>;
  /** Phrases cut out of a column name before its patterns are tried. */
  readonly stripFirst: readonly string[];
  readonly documents: ReadonlyMap<string, DocumentType>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly sets: ReadonlyMap<string, NamedSet>;
}

/** A condition in CEL, parsed, checked and compiled once. */
export interface Condition {
  readonly source: string;
  readonly judge: (scope: Scope) => Judgement;
}

export interface RuleException {
  readonly id: string;
  /** Pinpoint in the rule's source. */
  readonly at: string;
  readonly when: Condition;
  readonly requires: readonly string[];
  readonly text: string;
}

interface RuleRequirement {
  readonly documents: readonly string[];
  readonly approvals: readonly string[];
  readonly when: Condition | null;
  readonly evidence: string | null;
  readonly reviewEvery: Duration | null;
}

/** One example of a rule that proves it. */
export interface RuleCase {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly held: { readonly documents: readonly string[]; readonly approvals: readonly string[] };
  readonly asOf: string;
  readonly finding: string;
  /** Exactly what `missing` must say; null when the case does not mind. */
  readonly missing: readonly string[] | null;
  /** Id of the exception that must be named; null when the case does not mind. */
  readonly exception: string | null;
}

export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly region: string;
  readonly jurisdiction: string;
  readonly instrument: string;
  /** For people: `GDPR Art. 44`. */
  readonly citation: string;
  readonly source: string;
  readonly statement: string;
  readonly inForce: {
    readonly from: string;
    readonly until: string | null;
    readonly withdrawn: string | null;
  };
  readonly penalty: string | null;
  /** `always`: wherever the model runs; for questions of readiness. */
  readonly reach: 'deployment' | 'subjects' | 'either' | 'always';
  readonly when: Condition;
  readonly effect: Effect;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly stage: RuleStage;
  readonly factor: Factor;
  readonly requires: RuleRequirement;
  readonly exceptions: readonly RuleException[];
  readonly remedy: string | null;
  /** Who may waive its finding and for how long; null: a compliance officer, for any time. */
  readonly waiverTerms: WaiverTerms | null;
  /** What it costs to skip a question of readiness; null for a rule of law. */
  readonly costOfSkipping: string | null;
  readonly inFlight: string;
  readonly note: string | null;
  readonly review: {
    readonly last: string;
    readonly level: ReviewLevel;
    readonly recheck: boolean;
  };
  readonly cases: readonly RuleCase[];
  /** Where the rule stands: `policies/eu/gdpr/art-44-transfer.yaml`. */
  readonly file: string;
}

export interface PackRoute {
  /** People of `compliance_officer` who must approve. */
  readonly approvalQuorum: number;
  readonly permitValidity: Duration;
  readonly reviewEvery: Duration;
  /** Per task kind; where it says nothing the machine's own holds. */
  readonly due: Readonly<Record<string, Duration>>;
}

export interface Pack {
  /** `readiness`: questions without legal force. They decide no outcome and govern no region. */
  readonly kind: 'law' | 'readiness';
  readonly region: string;
  readonly version: string;
  readonly title: string;
  readonly status: 'draft' | 'published' | 'withdrawn';
  readonly publishedAt: string;
  /** SHA-256 over the canonical JSON of header and rules, hex. The cases that prove the rules do not count. */
  readonly sha256: string;
  /** Top jurisdictions: `[US, CA]`. */
  readonly jurisdictions: readonly string[];
  readonly sources: ReadonlyMap<string, { readonly title: string; readonly url: string }>;
  readonly notLegalAdvice: string;
  /** Null for a pack that governs no region. */
  readonly route: PackRoute | null;
  readonly rules: readonly Rule[];
  /** What tightened it, in the order in which it did; absent when nothing did. */
  readonly overlays?: readonly OverlayPin[];
  /** Rules taken from older versions; only in law that was put together for a case under way. */
  readonly keeps?: readonly KeptRules[];
}

/** All the law Carnet knows, loaded and checked. Immutable. */
export interface Catalog {
  readonly vocabulary: Vocabulary;
  readonly reference: Reference;
  /** How facts are said to people. */
  readonly words: Words;
  /** By region; questions of readiness stand under `readiness`. */
  readonly packs: ReadonlyMap<string, Pack>;
  /** Regions that a pack of law governs, sorted: `[eu, north-america, uk]`. */
  readonly regions: readonly string[];
  readonly rules: ReadonlyMap<string, Rule>;
  /** Conditions of derived facts that are defined in CEL, by path. */
  readonly definitions: ReadonlyMap<string, Condition>;
}
