import type { Instant } from '../../workflows/words.ts';

/** What happened around people who look on: entries of a cell. */
export type AuditEntry =
  | {
      readonly type: 'ENGAGEMENT_OPENED';
      readonly payload: {
        readonly id: string;
        readonly person: string;
        /** Null: every case. */
        readonly cases: readonly string[] | null;
        /** ISO dates of the period that is looked at; null: no bound. */
        readonly period: { readonly from: string | null; readonly until: string | null };
        readonly from: Instant;
        readonly until: Instant;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'ENGAGEMENT_ENDED';
      readonly payload: { readonly id: string; readonly reason: string };
    };
