/** What the journal says: one shape per kind of event, so that a reader in ten years knows what a line means. */

import type { CaseEvent, CaseInput, Instant } from '../../workflows/contract.ts';
import type { PackPin } from '../policy/policy.types.ts';

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

/** What happened to one case: its submission, every event its machine took, and what those made void. */
export type CaseEntry =
  | { readonly type: 'SUBMITTED'; readonly payload: SubmittedPayload }
  | MachineEntry
  | { readonly type: 'DECISION_VOIDED'; readonly payload: DecisionVoidedPayload };

/** What happened to a cell as a whole; its subject is the region's name. */
export type CellEntry =
  | { readonly type: 'CELL_CREATED'; readonly payload: { readonly region: string } }
  | {
      readonly type: 'PERSON_ADDED';
      readonly payload: { readonly person: string; readonly roles: readonly string[] };
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
      readonly type: 'TOKEN_REVOKED';
      readonly payload: { readonly token: string; readonly person: string };
    }
  | {
      readonly type: 'TOKEN_ISSUED';
      readonly payload: {
        readonly token: string;
        readonly person: string;
        readonly expiresAt: Instant;
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
