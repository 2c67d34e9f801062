import type { Instant } from '../../workflows/words.ts';

/** A set of cases by its query and the hash of its list, at a checkpoint of the journal. */
interface OfPopulation {
  readonly query: Readonly<Record<string, string>>;
  readonly count: number;
  readonly population: string;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
}

interface Drawn {
  readonly nonce: string;
  readonly seed: string;
  readonly size: number;
  readonly cases: readonly string[];
}

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
    }
  | {
      readonly type: 'SAMPLE_DRAWN';
      readonly payload: OfPopulation & Drawn & { readonly sample: string };
    }
  | {
      /** Somebody took the evidence pack of a case. */
      readonly type: 'PACK_TAKEN';
      readonly payload: {
        readonly case: string;
        /** How far the journal of the case had come. */
        readonly seq: number;
        readonly sha256: string;
      };
    }
  | {
      readonly type: 'EXPORT_STARTED';
      readonly payload: OfPopulation & {
        readonly export: string;
        readonly packs: number;
        readonly sample: Drawn | null;
      };
    }
  | {
      readonly type: 'EXPORT_ENDED';
      readonly payload: {
        readonly export: string;
        readonly packs: number;
        /** SHA-256 of the export's `manifest.json`; null where it broke off. */
        readonly manifest: string | null;
      };
    };
