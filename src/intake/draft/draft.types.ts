import type { IntakeWarning, ModelColumn } from '../intake.types.ts';

/** A file of the ML team from which facts are read. */
export interface SourceFile {
  /** As the person calls it; its last part names the file in comments. */
  readonly name: string;
  /** The file; of a Parquet file at least its footer, of a CSV file at least its header. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the whole file, hex; null when only a part of it was read. */
  readonly sha256: string | null;
}

export type SourceKind = 'artifact' | 'mlmodel' | 'model_card' | 'ml_bom' | 'csv' | 'parquet';

export type DraftValue = string | number | boolean | readonly string[];

/** One fact with the place it was read from. */
export interface DraftFact {
  /** `model.name`, `features[3].category` */
  readonly path: string;
  readonly value: DraftValue;
  /** `bom.json: metadata.component.name` */
  readonly source: string;
  /** True when a name merely suggests it: a person has to confirm it. */
  readonly proposal: boolean;
}

/** An entry of `tools` or `data.datasets`. */
export interface DraftItem {
  readonly list: 'tools' | 'data.datasets';
  readonly fields: Readonly<Record<string, string | number>>;
  readonly source: string;
}

/** What one file states. */
export interface SourceReading {
  readonly kind: SourceKind;
  readonly name: string;
  readonly facts: readonly Omit<DraftFact, 'proposal'>[];
  readonly items: readonly DraftItem[];
  readonly columns: readonly ModelColumn[];
  /** What is said that no fact of a manifest takes, and what a person should look at. */
  readonly remarks: readonly string[];
}

/** A fact nobody stated, and how much hangs on it. */
export interface DraftQuestion {
  /** `data.lawful_basis`, `features[].category` */
  readonly fact: string;
  readonly meaning: string;
  /** Findings that cannot be told without it. */
  readonly decides: number;
  /** Words it takes; null when any text, number or date may stand there. */
  readonly values: readonly string[] | null;
  /** True when it takes several of them. */
  readonly list: boolean;
  /** True when a request cannot be submitted without it. */
  readonly needed: boolean;
}

/** A manifest in the making. */
export interface ManifestDraft {
  /** YAML with comments; `carnet check` reads it as it stands. */
  readonly manifest: string;
  readonly facts: readonly DraftFact[];
  /** The most decisive first. */
  readonly questions: readonly DraftQuestion[];
  readonly sources: readonly { readonly name: string; readonly kind: SourceKind }[];
  readonly warnings: readonly IntakeWarning[];
}
