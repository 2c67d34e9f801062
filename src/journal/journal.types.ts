/** What the journal says: one shape per kind of event, so that a reader in ten years knows what a line means. */

import type { CaseEvent, CaseInput } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { PackPin } from '../policy/policy.types.ts';
import type { AuditEntry } from './audit-entries.types.ts';
import type {
  BreakGlassUsed,
  DeploymentEntry,
  RegionTaskClosed,
  StrayEntry,
  SweepAsked,
} from './deployment-entries.ts';

/** Version of the payload shapes below; a changed shape is a new version beside the old one. */
export const SCHEMA_VERSION = 1;

/** `prev` of a subject's first event: 32 zero bytes, hex. */
export const GENESIS = '0'.repeat(64);

/** Everything a replay needs to start the case's machine again. */
export interface SubmittedPayload {
  readonly request: string;
  readonly machine: { readonly id: string; readonly version: number };
  readonly input: CaseInput;
  readonly packs: readonly PackPin[];
  /** ISO date the law was first read at. */
  readonly asOf: string;
}

/** One thing that differs between what a person decided on and what stands there now. */
export interface Difference {
  /** `documents.dpia.sha256`, `facts.data.lawful_basis`; dots between the names of what was shown. */
  readonly path: string;
  /** Absent when it was not there. */
  readonly before?: unknown;
  readonly after?: unknown;
}

interface DecisionVoidedPayload {
  readonly decision: string;
  readonly stage: string;
  readonly person: string;
  readonly differences: readonly Difference[];
}

type WithoutActor<E> = E extends CaseEvent ? Omit<E, 'type' | 'by' | 'at'> : never;
type MachineEntry = {
  [T in CaseEvent['type']]: {
    readonly type: T;
    readonly payload: WithoutActor<Extract<CaseEvent, { type: T }>>;
  };
}[CaseEvent['type']];

interface OfTask {
  /** `approval:compliance_officer` */
  readonly task: string;
  readonly stage: string;
  readonly role: string;
}

/** What is said beside the steps of a case: it moves no machine. */
type AsideEntry =
  | StrayEntry
  | BreakGlassUsed
  | RegionTaskClosed
  | { readonly type: 'DECISION_VOIDED'; readonly payload: DecisionVoidedPayload }
  | { readonly type: 'TASK_CLAIMED'; readonly payload: OfTask }
  | {
      readonly type: 'TASK_RELEASED' | 'TASK_ASSIGNED';
      readonly payload: OfTask & {
        /** Whose task it no longer is, or now is. */
        readonly person: string;
        readonly reason: string;
      };
    }
  | {
      /** Overdue work was brought before somebody by the region's plan. */
      readonly type: 'TASK_ESCALATED';
      readonly payload: OfTask & {
        readonly step: 'remind' | 'deputy' | 'lead';
        readonly due: Instant;
        readonly told: readonly string[];
        /** Who is on the task from now on. */
        readonly given: readonly string[];
      };
    }
  | {
      readonly type: 'COMMENTED';
      readonly payload: {
        readonly comment: string;
        /** HMAC-SHA256 over the text, keyed with a salt that is erased with it; hex. */
        readonly commitment: string;
        /** Rules whose findings it is about. */
        readonly rules: readonly string[];
      };
    };

const ASIDE: Readonly<Record<AsideEntry['type'], true>> = {
  DECISION_VOIDED: true,
  TASK_CLAIMED: true,
  TASK_RELEASED: true,
  TASK_ASSIGNED: true,
  TASK_ESCALATED: true,
  COMMENTED: true,
  STRAY_FOUND: true,
  BREAK_GLASS_USED: true,
  STRAY_RESOLVED: true,
  REGION_TASK_CLOSED: true,
};

/** Whether an event of a case is no step of its machine. */
export function isAside(type: string): boolean {
  return Object.hasOwn(ASIDE, type);
}

/** What happened to one case: its submission, every event its machine took, and what was said beside them. */
export type CaseEntry =
  { readonly type: 'SUBMITTED'; readonly payload: SubmittedPayload } | MachineEntry | AsideEntry;

/** What happened to a cell as a whole; its subject is the region's name. */
export type CellEntry =
  | DeploymentEntry
  | AuditEntry
  | StrayEntry
  | RegionTaskClosed
  | SweepAsked
  | BreakGlassUsed
  | { readonly type: 'CELL_CREATED'; readonly payload: { readonly region: string } }
  | {
      readonly type: 'PERSON_ADDED';
      readonly payload: {
        readonly person: string;
        readonly roles: readonly string[];
        /** Absent of people. */
        readonly kind?: 'service';
      };
    }
  | {
      readonly type: 'PERSON_DISABLED';
      readonly payload: { readonly person: string };
    }
  | {
      readonly type: 'ROLE_GRANTED';
      readonly payload: {
        readonly person: string;
        readonly role: string;
        /** End of a time-boxed engagement; null means until revoked. */
        readonly expiresAt: Instant | null;
      };
    }
  | {
      readonly type: 'ROLE_REVOKED';
      readonly payload: { readonly person: string; readonly role: string };
    }
  | {
      readonly type: 'GATE_DENIED';
      readonly payload: {
        /** What was asked since the event before, and refused. */
        readonly denials: readonly {
          readonly at: Instant;
          readonly by: string;
          readonly artifact: string;
          readonly cloudRegion: string | null;
          readonly reasons: readonly string[];
        }[];
      };
    }
  | {
      readonly type: 'STAND_IN_SET';
      readonly payload: {
        readonly id: string;
        /** Whose place is taken, and by whom. */
        readonly person: string;
        readonly standIn: string;
        /** Empty: every role in which the person decides. */
        readonly roles: readonly string[];
        readonly from: Instant;
        readonly until: Instant;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'STAND_IN_ENDED';
      readonly payload: { readonly id: string; readonly reason: string };
    }
  | {
      /** From now on somebody whom this issuer knows is this person here. */
      readonly type: 'IDENTITY_LINKED';
      readonly payload: { readonly person: string; readonly issuer: string };
    }
  | {
      /** When somebody works, who is their deputy, whether they lead the region. */
      readonly type: 'WORK_PROFILE_SET';
      readonly payload: {
        readonly person: string;
        readonly zone: string | null;
        readonly days: readonly number[] | null;
        readonly opens: string | null;
        readonly closes: string | null;
        readonly deputy: string | null;
        readonly leads: boolean;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'PASSWORD_SET';
      readonly payload: { readonly person: string };
    }
  | {
      readonly type: 'SESSION_STARTED';
      readonly payload: {
        readonly session: string;
        readonly person: string;
        /** How they proved who they are: `provider:bank`; absent: with a password. */
        readonly way?: string;
      };
    }
  | {
      readonly type: 'SESSION_ENDED';
      readonly payload: {
        readonly session: string;
        readonly person: string;
        /** `secret_reused`: somebody came with a secret that had been replaced. */
        readonly why: 'signed_out' | 'revoked' | 'password_changed' | 'secret_reused';
      };
    }
  | {
      readonly type: 'TOKEN_REVOKED';
      readonly payload: { readonly token: string; readonly person: string };
    }
  | {
      readonly type: 'TOKEN_ISSUED';
      readonly payload: {
        readonly token: string;
        readonly person: string;
        readonly expiresAt: Instant;
        /** What it is limited to; absent: nothing. */
        readonly actions?: readonly string[];
      };
    }
  | {
      readonly type: 'PACK_PUBLISHED';
      readonly payload: {
        /** Identity of the pins. */
        readonly law: string;
        readonly packs: readonly PackPin[];
        /** Cases moved to it, live permits called in for review, cases that stay at their older law. */
        readonly moved: number;
        readonly reviews: number;
        readonly stayed: number;
      };
    }
  // What operators did, with their reason.
  | {
      readonly type: 'WORK_PAUSED' | 'WORK_RESUMED';
      readonly payload: {
        readonly scope: string;
        readonly target: string;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'JOB_RETRIED' | 'JOB_CANCELLED';
      readonly payload: {
        readonly job: string;
        readonly kind: string;
        readonly key: string;
        readonly reason: string;
      };
    }
  | {
      readonly type:
        | 'WEBHOOK_ADDED'
        | 'WEBHOOK_REMOVED'
        | 'WEBHOOK_SECRET_ROTATED'
        | 'WEBHOOK_ENABLED'
        | 'WEBHOOK_DISABLED'
        | 'WEBHOOK_REPLAYED';
      readonly payload: { readonly endpoint: string; readonly reason: string };
    }
  | {
      readonly type: 'KEY_CREATED';
      readonly payload: { readonly keyId: string; readonly publicKeyPem: string };
    }
  | {
      /** From here on a key signs the tree heads of the journal. */
      readonly type: 'LOG_KEY_CREATED';
      readonly payload: { readonly vkey: string };
    };

export type JournalEntry = CaseEntry | CellEntry;

/** One line of the journal as everybody reads it: the API, `events.jsonl`, the verifier. */
export interface JournalEvent {
  readonly subject: string;
  readonly seq: number;
  readonly at: Instant;
  readonly actor: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Hash of the subject's previous event, hex. */
  readonly prev: string;
  /** SHA-256 over the canonical JSON of everything above, hex. */
  readonly hash: string;
}
