/** Frozen law as the archive keeps it: the data of the files, without the examples that prove the rules. */

/** One pack as it was published. */
export interface PackBundle {
  readonly kind: 'pack';
  readonly pack: string;
  readonly version: string;
  /** SHA-256 of the pack, hex; the same definition as `Pack.sha256`. */
  readonly sha256: string;
  /** `pack.yaml` as data. */
  readonly header: Readonly<Record<string, unknown>>;
  /** In the order of their files. */
  readonly rules: readonly RuleData[];
}

export interface RuleData {
  /** Relative to the folder of the policies: `eu/gdpr/art-44-transfer.yaml`. */
  readonly file: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The vocabulary and the reference data that conditions were written in. */
export interface VocabularyBundle {
  readonly kind: 'vocabulary';
  readonly pack: 'vocabulary';
  readonly version: string;
  readonly sha256: string;
  readonly vocabulary: unknown;
  /** By file: `reference/geography.yaml`. */
  readonly reference: Readonly<Record<string, unknown>>;
  /** Places that packs brought along, by pack. */
  readonly places: Readonly<Record<string, unknown>>;
}

/** One overlay of an organisation as it was published. */
export interface OverlayBundle {
  readonly kind: 'overlay';
  /** `overlay:` and its name. */
  readonly pack: string;
  readonly version: string;
  readonly sha256: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Bundle = PackBundle | VocabularyBundle | OverlayBundle;

/** Where frozen law is read from. */
export interface Archive {
  /** Undefined when this version was never archived. */
  pack(name: string, version: string): PackBundle | undefined;
  vocabulary(version: string): VocabularyBundle | undefined;
  overlay(name: string, version: string): OverlayBundle | undefined;
}
