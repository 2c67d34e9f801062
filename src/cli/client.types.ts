import type {
  CaseListItem as CaseListItemOf,
  CaseView as CaseViewOf,
  TaskView as TaskViewOf,
} from '../cases/case.views.ts';
import type { DecisionKind } from '../cases/case.views.ts';
import type { CommentView as CommentViewOf } from '../comments/comments.ts';
import type { DeploymentView as DeploymentViewOf } from '../deployments/deployments.ts';
import type { EngagementView as EngagementViewOf } from '../audits/engagements.ts';
import type { Completeness as CompletenessOf } from '../deployments/completeness.ts';
import type { StrayView as StrayViewOf } from '../deployments/stray-rows.ts';
import type { RegionTaskView as RegionTaskViewOf } from '../region-tasks/region-task-rows.ts';
import type { StandInView as StandInViewOf } from '../stand-ins/stand-ins.ts';
import type { GateDecision as GateDecisionOf } from '../gate/gate.service.ts';
import type { Finding } from '../policy/policy.types.ts';

/** What the API answers: the views of the modules with their keys in snake_case, as they travel. */
type Wire<T> = T extends readonly (infer Item)[]
  ? readonly Wire<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as Key extends string ? SnakeCase<Key> : Key]: Wire<T[Key]> }
    : T;

type SnakeCase<Text extends string> = Text extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${SnakeCase<Tail>}`
    : `_${Lowercase<Head>}${SnakeCase<Tail>}`
  : Text;

export type CaseView = Wire<CaseViewOf>;
export type CaseListItem = Wire<CaseListItemOf>;
export type TaskView = Wire<TaskViewOf>;
export type CommentView = Wire<CommentViewOf>;
export type StandInView = Wire<StandInViewOf>;
export type EngagementView = Wire<EngagementViewOf>;
export type DeploymentView = Wire<DeploymentViewOf> & { readonly stray?: Wire<StrayViewOf> | null };
export type Completeness = Wire<CompletenessOf>;
export type RegionTaskView = Wire<RegionTaskViewOf>;
export type GateDecision = Wire<GateDecisionOf>;
export type FindingView = Wire<Finding>;

export interface RequestView {
  readonly id: string;
  readonly model: { readonly name: string; readonly version: string };
  readonly requester: string;
  readonly regions: readonly string[];
  readonly submitted_at: string;
  readonly cases: readonly CaseListItem[];
}

/** Who the token belongs to. */
export interface MeView {
  readonly person: { readonly id: string; readonly name: string };
  readonly regions: Readonly<
    Record<string, { readonly roles: readonly string[]; readonly may: readonly string[] }>
  >;
}

/** What a person decides; `case`, person and time come from the request itself. */
export interface DecisionInput {
  readonly stage: string;
  readonly role: string;
  readonly kind: DecisionKind;
  readonly reason: string;
  /** Hash of what the decider was shown; a stale one is refused with 409. Not for suspend, resume, revoke. */
  readonly seen?: string;
  /** The rule that is waived, for `waive`. */
  readonly rule?: string;
  /** When a waiver ends, ISO 8601 instant. */
  readonly expires?: string;
  /** What an approval is given on. */
  readonly conditions?: readonly {
    readonly text: string;
    readonly owner: string;
    readonly due: string;
  }[];
  /** Rules whose findings a request for changes is about. */
  readonly findings?: readonly string[];
  /** For `meet_condition`. */
  readonly condition?: string;
  /** For `report_done`. */
  readonly incident?: string;
  readonly duty?: string;
}

export interface EvidenceView {
  readonly id: string;
  readonly case_id: string;
  readonly document: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly uploaded_by: string;
  readonly uploaded_at: string;
  readonly superseded_by: string | null;
}

export interface EvidenceUpload {
  /** Document id of the catalogue: `dpia`. */
  readonly document: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes, or a path that is streamed from disk. */
  readonly from: Buffer | { readonly path: string };
}

/** One region that is served, as `GET /regions` lists them. */
export interface RegionView {
  readonly region: string;
  readonly jurisdictions: readonly string[];
  readonly machine: {
    readonly id: string;
    readonly version: number;
    readonly stages: readonly string[];
  };
  readonly packs: readonly {
    readonly pack: string;
    readonly version: string;
    readonly sha256: string;
    readonly title: string;
    readonly not_legal_advice: string;
  }[];
  /** What the region's permits are signed with; goes into a trust file. */
  readonly key: { readonly key_id: string; readonly public_key_pem: string };
  /** What the region's packs are sealed with (PEM); goes into a trust file too. */
  readonly seal: { readonly certificate: string };
  /** What checkpoints of the region's journal are signed with. */
  readonly log: { readonly vkey: string; readonly older: readonly string[] };
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string | null;
}
