import type { CaseEvent, HeldDocument } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { ApprovalCondition } from '../../workflows/obligations.ts';
import type { Facts } from '../policy/policy.types.ts';
import type { DecisionKind } from './case.views.ts';

/** Who acts, and the roles they hold in the case's region; identity has proved both. */
export interface Actor {
  readonly personId: string;
  readonly roles: readonly string[];
  /** Per role that they hold only for somebody who is away: for whom. */
  readonly standsInFor?: ReadonlyMap<string, string> | undefined;
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
  | (Judged & Seen & { readonly type: 'APPROVED'; readonly conditions?: readonly NewCondition[] })
  | (Judged & Seen & { readonly type: 'CHANGES_REQUESTED'; readonly findings?: readonly string[] })
  | (Judged & Seen & { readonly type: 'REJECTED' })
  | (Judged &
      Seen & { readonly type: 'FINDING_WAIVED'; readonly rule: string; readonly expires: Instant })
  | (Judged & { readonly type: 'SUSPENDED' | 'RESUMED' | 'REVOKED' })
  | (Judged & { readonly type: 'REJECTION_UPHELD' | 'REJECTION_OVERTURNED' })
  | (Judged & { readonly type: 'CONDITION_MET'; readonly condition: string })
  | (Judged & {
      readonly type: 'INCIDENT_DUTY_DONE';
      readonly incident: string;
      readonly duty: string;
    })
  | { readonly type: 'APPEALED'; readonly reason: string }
  | (Omit<Extract<CaseEvent, { type: 'INCIDENT_REPORTED' }>, 'by' | 'at'> & object)
  | (Omit<Extract<CaseEvent, { type: 'DRIFT_REPORTED' }>, 'by' | 'at'> & object)
  | {
      readonly type: 'AMENDED';
      readonly manifest: NewManifest;
      /** Person ids that own or build the model, as this manifest names them. */
      readonly team: readonly string[];
    }
  | { readonly type: 'EVIDENCE_ADDED'; readonly document: HeldDocument }
  | { readonly type: 'DEPLOYED'; readonly cloudRegion: string }
  | { readonly type: 'RETIRED' | 'WITHDRAWN'; readonly reason: string };

/** A condition as the approver states it; it gets its id when the approval is recorded. */
interface NewCondition {
  readonly text: string;
  /** Person id. */
  readonly owner: string;
  readonly due: Instant;
}

/** A decision as a person states it. */
export type DecisionInput = Judged & {
  readonly kind: DecisionKind;
  /** What the person was shown; suspend, resume and revoke bind to nothing shown. */
  readonly seen?: string | undefined;
  /** Only with `waive`. */
  readonly rule?: string | undefined;
  readonly expires?: Instant | undefined;
  /** Only with `approve`. */
  readonly conditions?: readonly NewCondition[] | undefined;
  /** Only with `request_changes`: rules whose findings it is about. */
  readonly findings?: readonly string[] | undefined;
  /** Only with `meet_condition`. */
  readonly condition?: string | undefined;
  /** Only with `report_done`. */
  readonly incident?: string | undefined;
  readonly duty?: string | undefined;
};

const EVENT_OF = {
  approve: 'APPROVED',
  request_changes: 'CHANGES_REQUESTED',
  reject: 'REJECTED',
  suspend: 'SUSPENDED',
  resume: 'RESUMED',
  revoke: 'REVOKED',
  uphold: 'REJECTION_UPHELD',
  overturn: 'REJECTION_OVERTURNED',
} as const;

export const KIND_OF: Readonly<Record<DecisionEvent['type'], DecisionKind>> = {
  APPROVED: 'approve',
  CHANGES_REQUESTED: 'request_changes',
  REJECTED: 'reject',
  FINDING_WAIVED: 'waive',
  SUSPENDED: 'suspend',
  RESUMED: 'resume',
  REVOKED: 'revoke',
  REJECTION_UPHELD: 'uphold',
  REJECTION_OVERTURNED: 'overturn',
  CONDITION_MET: 'meet_condition',
  INCIDENT_DUTY_DONE: 'report_done',
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
  if (kind === 'meet_condition') {
    return { type: 'CONDITION_MET', ...judged, condition: needed(input.condition, 'a condition') };
  }
  if (kind === 'report_done') {
    const [incident, duty] = [needed(input.incident, 'an incident'), needed(input.duty, 'a duty')];
    return { type: 'INCIDENT_DUTY_DONE', ...judged, incident, duty };
  }
  if (isUnseen(kind)) return { type: EVENT_OF[kind], ...judged };
  return seenEvent(input, kind, {
    ...judged,
    seen: needed(input.seen, 'the hash of what was seen'),
  });
}

type UnseenKind = 'suspend' | 'resume' | 'revoke' | 'uphold' | 'overturn';

function isUnseen(kind: DecisionKind): kind is UnseenKind {
  return ['suspend', 'resume', 'revoke', 'uphold', 'overturn'].includes(kind);
}

function seenEvent(
  { conditions, findings, rule, expires }: DecisionInput,
  kind: 'approve' | 'request_changes' | 'reject' | 'waive',
  judged: Judged & Seen,
): DecisionEvent {
  if (kind === 'approve') {
    return { type: 'APPROVED', ...judged, ...(conditions && { conditions: timed(conditions) }) };
  }
  if (kind === 'request_changes') {
    return { type: 'CHANGES_REQUESTED', ...judged, ...(findings && { findings }) };
  }
  if (kind === 'reject') return { type: 'REJECTED', ...judged };
  return {
    type: 'FINDING_WAIVED',
    ...judged,
    rule: needed(rule, 'the rule it waives'),
    expires: instant(needed(expires, 'the time at which it expires')),
  };
}

function timed(conditions: readonly NewCondition[]): readonly NewCondition[] {
  return conditions.map((condition) => ({ ...condition, due: instant(condition.due) }));
}

/** The journal and the machine know instants in one form only. */
function instant(text: string): Instant {
  return new Date(text).toISOString();
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw new TypeError(`the decision needs ${what}`);
  return value;
}

/** What the machine is told of a person's act. */
export function toCaseEvent(
  event: PersonEvent,
  by: {
    readonly personId: string;
    readonly at: Instant;
    readonly decision: string;
    /** Whose place they take in it; only of decisions. */
    readonly standsInFor?: string | undefined;
  },
): CaseEvent {
  const who = { by: by.personId, at: by.at };
  if (event.type === 'AMENDED')
    return { type: event.type, ...who, manifest: event.manifest.sha256, team: event.team };
  if (!isDecision(event)) return { ...event, ...who };

  const { role, reason } = event;
  const { decision, standsInFor } = by;
  const decided = {
    ...who,
    role,
    reason,
    decision,
    ...(standsInFor !== undefined && { standsInFor }),
  };
  const told = Object.fromEntries(
    TOLD[event.type].flatMap((name) => {
      const value: unknown = Reflect.get(event, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const conditions = event.type === 'APPROVED' ? named(event, by.decision) : {};
  return { type: event.type, ...decided, ...told, ...conditions } as CaseEvent;
}

/** What the machine is told of a decision besides who made it, in which role, when and why. */
const TOLD: Readonly<Record<DecisionEvent['type'], readonly string[]>> = {
  APPROVED: ['stage', 'seen'],
  CHANGES_REQUESTED: ['stage', 'seen', 'findings'],
  REJECTED: ['stage', 'seen'],
  FINDING_WAIVED: ['rule', 'expires'],
  CONDITION_MET: ['condition'],
  INCIDENT_DUTY_DONE: ['incident', 'duty'],
  REJECTION_UPHELD: [],
  REJECTION_OVERTURNED: [],
  SUSPENDED: [],
  RESUMED: [],
  REVOKED: [],
};

/** Conditions are called by their approval and their place in it. */
function named(
  { conditions }: Extract<PersonEvent, { type: 'APPROVED' }>,
  decision: string,
): { readonly conditions?: readonly ApprovalCondition[] } {
  if (!conditions || conditions.length === 0) return {};
  const id = decision.replace(/^dec-/u, 'cond-');
  return {
    conditions: conditions.map((condition, index) => ({ id: `${id}-${index + 1}`, ...condition })),
  };
}
