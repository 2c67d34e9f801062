/**
 * Everything an evidence pack shows, as pure data: no clock, no locale, no database.
 *
 * Canonical JSON of a model without its `sources` is the pack's `evidence.json`; docs/evidence-pack.md describes it
 * for readers outside. Same model, same bytes of PDF.
 */

import type { Factor, Instant } from '../../workflows/words.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import type { Envelope, PermitStatement } from '../permits/permit.types.ts';
import type { Facts, Finding, Outcome, PackPin, Transfer } from '../policy/policy.types.ts';

export const EVIDENCE_SCHEMA = 'https://carnet.dev/evidence/v1';

export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

interface PackCase {
  readonly id: string;
  readonly region: string;
  /** A `CaseStatus`. */
  readonly status: string;
  readonly outcome: Outcome;
  /** Stages the case stands in now. */
  readonly stages: readonly string[];
  /** ISO date the law is read at. */
  readonly asOf: string;
  readonly openedAt: Instant;
  /** Time of the last journal event: the pack knows nothing later. */
  readonly updatedAt: Instant;
  readonly machine: { readonly id: string; readonly version: number };
}

export interface PackSubject {
  readonly name: string;
  readonly version: string;
  readonly artifactSha256: string | null;
  readonly useCase: string | null;
  readonly algorithm: string | null;
  readonly automation: string | null;
  readonly effect: string | null;
  /** Why the model is wanted, as its team wrote it. */
  readonly purpose: readonly { readonly question: string; readonly answer: string }[];
  readonly jurisdictions: readonly string[];
}

export interface PackFinding extends Finding {
  /** Title of the instrument, `General Data Protection Regulation`. */
  readonly instrumentTitle: string;
  readonly waiver: {
    readonly by: PersonRef;
    readonly role: string;
    readonly reason: string;
    readonly expires: Instant;
  } | null;
}

/** One place where data of people lies, and every border it crosses on the way there. */
export interface DataFlow {
  readonly location: string;
  readonly provider: string;
  readonly cloudRegion: string;
  /** `Frankfurt, DE`; empty when the catalog does not know the region. */
  readonly place: string;
  readonly country: string;
  readonly subjects: readonly string[];
  readonly purpose: string;
  /** Empty when the data stays where its people are. */
  readonly crossings: readonly Transfer[];
}

export interface FeatureRuling {
  readonly name: string;
  readonly category: string;
  readonly use: string;
  readonly rulings: readonly {
    readonly rule: string;
    readonly finding: string;
    readonly citation: string;
    readonly title: string;
  }[];
}

export interface PackDocument {
  readonly document: string;
  readonly title: string;
  /** `upcoming`: missing, and every rule that asks for it applies from a later date. */
  readonly status: 'held' | 'missing' | 'superseded' | 'upcoming';
  readonly askedBy: readonly string[];
  /** ISO date of the first day on which a rule asks for it, where none does yet; else null. */
  readonly askedFrom: string | null;
  readonly fileName: string | null;
  readonly mediaType: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly suppliedBy: PersonRef | null;
  readonly suppliedAt: Instant | null;
}

export interface PackDecision {
  readonly id: string;
  readonly seq: number;
  readonly at: Instant;
  readonly stage: string;
  readonly role: string;
  /** `approve`, `request_changes`, `reject`, `waive`, `suspend`, `resume`, `revoke` */
  readonly kind: string;
  readonly by: PersonRef;
  /** Whose place they took; null when they acted for themselves. */
  readonly standsInFor: PersonRef | null;
  readonly reason: string;
  /** SHA-256 of what the person was shown. */
  readonly seen: string | null;
  readonly rule: string | null;
  readonly expires: Instant | null;
  /** Journal index of the event that made it void. */
  readonly voidedSeq: number | null;
}

/** `holds` is recomputed from the decisions when the pack is made, never copied. */
export interface IndependenceCheck {
  readonly check: 'requester' | 'team' | 'quorum';
  readonly holds: boolean;
  /** What the check looked at, for the reader: names, `2 of 2`. */
  readonly detail: string;
}

export interface DiagramNode {
  readonly id: string;
  readonly title: string;
  readonly state: 'now' | 'visited' | 'untouched';
}
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly taken: boolean;
}

export interface TimelineLine {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: PersonRef;
  readonly type: string;
  /** What the event says beyond its type, short: `stage documentation as dpo`. */
  readonly detail: string;
  readonly stages: readonly string[];
  readonly hash: string;
}

export interface PackPermit {
  readonly id: string;
  readonly statement: PermitStatement;
  readonly keyId: string;
  /** SPKI PEM, so that the signature can be checked; trust in it comes from elsewhere. */
  readonly publicKeyPem: string;
  readonly envelopeSha256: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

export type WaitingOn = 'team' | 'officer' | 'auditor' | 'machine';

export interface StageSpan {
  readonly stage: string;
  readonly title: string;
  readonly factor: Factor;
  readonly enteredAt: Instant;
  /** Null while the case is still in it. */
  readonly leftAt: Instant | null;
  readonly ms: number;
}

export interface PackTempo {
  /** From submission to the permit, or to the last event where there is none. */
  readonly leadMs: number;
  readonly spans: readonly StageSpan[];
  /** Sum over open work, by whose turn it was; work of several roles at once counts for each. */
  readonly waiting: readonly {
    readonly on: WaitingOn;
    readonly role: string;
    readonly ms: number;
  }[];
  readonly amendments: number;
  readonly voidedDecisions: number;
}

export interface PackModel {
  readonly schema: typeof EVIDENCE_SCHEMA;
  readonly case: PackCase;
  readonly request: {
    readonly id: string;
    readonly regions: readonly string[];
    readonly submittedBy: PersonRef;
    readonly submittedAt: Instant;
  };
  readonly subject: PackSubject;
  readonly manifest: { readonly sha256: string; readonly receivedAt: Instant };
  readonly journal: {
    readonly events: number;
    readonly tail: { readonly seq: number; readonly hash: string };
    /** Where the last event stands in the region's log; null while it has no place. */
    readonly log: Omit<JournalLog, 'proof'> | null;
  };
  readonly law: {
    readonly vocabulary: { readonly version: string; readonly sha256: string };
    readonly packs: readonly PackPin[];
    /** Each pack's own word on who reviewed it and that it is no legal advice. */
    readonly notices: readonly string[];
  };
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly conditions: readonly string[];
  readonly findings: readonly PackFinding[];
  readonly flows: readonly DataFlow[];
  readonly features: readonly FeatureRuling[];
  readonly documents: readonly PackDocument[];
  readonly decisions: readonly PackDecision[];
  readonly independence: readonly IndependenceCheck[];
  readonly diagram: {
    readonly nodes: readonly DiagramNode[];
    readonly edges: readonly DiagramEdge[];
  };
  /** Null where nobody proved the machine that this case ran on. */
  readonly proof: MachineProof | null;
  readonly timeline: readonly TimelineLine[];
  readonly permit: PackPermit | null;
  readonly deployment: {
    readonly cloudRegion: string;
    readonly at: Instant;
    readonly by: PersonRef;
  } | null;
  readonly tempo: PackTempo;
  readonly environment: { readonly carnet: string };
  readonly sources: PackSources;
}

/** What was held to be true in every reachable situation of the case's machine. */
export interface MachineProof {
  /** SHA-256 of the machine's graph. */
  readonly graph: string;
  readonly situations: number;
  readonly transitions: number;
  /** Events that were tried and not taken. */
  readonly refused: number;
  /** Machines with one planted mistake that the same promises tell from the right ones. */
  readonly mutants: number;
  readonly promises: readonly string[];
}

/** The last event's place in the log of the region's journal, and what proves it. */
export interface JournalLog {
  readonly index: number;
  /** How many events the checkpoint is over. */
  readonly size: number;
  /** Name of the log. */
  readonly origin: string;
  /** C2SP `tlog-proof`, with the signed checkpoint. */
  readonly proof: string;
}

/** What goes into the pack as files of its own and is not repeated in `evidence.json`. */
interface PackSources {
  /** The manifest's facts; their canonical JSON has the manifest's hash. */
  readonly manifest: Facts;
  /** Journal lines in the exact form their hashes cover, without line ends. */
  readonly events: readonly string[];
  readonly permit: Envelope | null;
  /** C2SP `tlog-proof` of the last event; null while it has no place in the log. */
  readonly logProof: string | null;
}

/** The text of `evidence.json`. */
export function evidenceJson(model: PackModel): string {
  const { sources: _inFilesOfTheirOwn, ...evidence } = model;
  return canonicalJson(evidence);
}
