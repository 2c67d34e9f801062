import type { CaseEvent, HeldDocument, Instant } from '../../workflows/contract.ts';
import type { Facts } from '../policy/policy.types.ts';
import type { DecisionKind } from './case.views.ts';

/** Who acts, and the roles they hold in the case's region; identity has proved both. */
export interface Actor {
  readonly personId: string;
  readonly roles: readonly string[];
}

/** A manifest after intake; `sha256` is the hash of its canonical facts. */
export interface NewManifest {
  readonly sha256: string;
  readonly facts: Facts;
  /** The file as handed in. */
  readonly source: string;
  readonly model: {
    readonly name: string;
    readonly version: string;
    /** Hex. */
    readonly artifactSha256: string | null;
  };
}

interface Judged {
  readonly stage: string;
  /** The role in which the person decides. */
  readonly role: string;
  readonly reason: string;
}

/** An act that binds to what was shown: `seen` is the SHA-256 that the case's view gave for the stage. */
interface Seen {
  readonly seen: string;
}

/** What people do to a case. Time, actor and decision id are the engine's to add. */
export type PersonEvent =
  | (Judged & Seen & { readonly type: 'APPROVED' | 'CHANGES_REQUESTED' | 'REJECTED' })
  | (Judged &
      Seen & { readonly type: 'FINDING_WAIVED'; readonly rule: string; readonly expires: Instant })
  | (Judged & { readonly type: 'SUSPENDED' | 'RESUMED' | 'REVOKED' })
  | {
      readonly type: 'AMENDED';
      readonly manifest: NewManifest;
      /** Person ids that own or build the model, as this manifest names them. */
      readonly team: readonly string[];
    }
  | { readonly type: 'EVIDENCE_ADDED'; readonly document: HeldDocument }
  | { readonly type: 'DEPLOYED'; readonly cloudRegion: string }
  | { readonly type: 'RETIRED' | 'WITHDRAWN'; readonly reason: string };

/** A decision as a person states it. */
export type DecisionInput = Judged & {
  readonly kind: DecisionKind;
  /** What the person was shown; suspend, resume and revoke bind to nothing shown. */
  readonly seen?: string | undefined;
  /** Only with `waive`. */
  readonly rule?: string | undefined;
  readonly expires?: Instant | undefined;
};

const EVENT_OF = {
  approve: 'APPROVED',
  request_changes: 'CHANGES_REQUESTED',
  reject: 'REJECTED',
  suspend: 'SUSPENDED',
  resume: 'RESUMED',
  revoke: 'REVOKED',
} as const;

export const KIND_OF: Readonly<Record<DecisionEvent['type'], DecisionKind>> = {
  APPROVED: 'approve',
  CHANGES_REQUESTED: 'request_changes',
  REJECTED: 'reject',
  FINDING_WAIVED: 'waive',
  SUSPENDED: 'suspend',
  RESUMED: 'resume',
  REVOKED: 'revoke',
};

export type DecisionEvent = Extract<PersonEvent, { role: string }>;

/** True for the acts of a person in a role, which leave a decision behind. */
export function isDecision(event: PersonEvent): event is DecisionEvent {
  return 'role' in event;
}

/**
 * The event that a decision is.
 *
 * @throws {TypeError} something the kind needs is missing (callers validate; this keeps the types honest)
 */
export function decisionEvent(input: DecisionInput): DecisionEvent {
  const { kind, stage, role, reason } = input;
  const judged = { stage, role, reason };
  if (kind === 'suspend' || kind === 'resume' || kind === 'revoke') {
    return { type: EVENT_OF[kind], ...judged };
  }
  const seen = needed(input.seen, 'the hash of what was seen');
  if (kind !== 'waive') return { type: EVENT_OF[kind], ...judged, seen };
  const rule = needed(input.rule, 'the rule it waives');
  // The journal and the machine know instants in one form only.
  const expires = new Date(needed(input.expires, 'the time at which it expires')).toISOString();
  return { type: 'FINDING_WAIVED', ...judged, seen, rule, expires };
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw new TypeError(`the decision needs ${what}`);
  return value;
}

/** What the machine is told of a person's act. */
export function toCaseEvent(
  event: PersonEvent,
  by: { readonly personId: string; readonly at: Instant; readonly decision: string },
): CaseEvent {
  const who = { by: by.personId, at: by.at };
  if (event.type === 'AMENDED')
    return { type: event.type, ...who, manifest: event.manifest.sha256, team: event.team };
  if (!isDecision(event)) return { ...event, ...who };

  const { role, reason, stage } = event;
  const decided = { ...who, role, reason, decision: by.decision };
  if (event.type === 'FINDING_WAIVED') {
    return { type: event.type, ...decided, rule: event.rule, expires: event.expires };
  }
  if ('seen' in event) return { type: event.type, ...decided, stage, seen: event.seen };
  return { type: event.type, ...decided };
}
