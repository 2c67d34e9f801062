/** A column of a model's input, as a tool of the ML team wrote it down. */
export interface ModelColumn {
  readonly name: string;
  /** The tool's own type word: `double`, `string`, `tensor(float64)`; null where it states none. */
  readonly type: string | null;
}

/** Something a person should look at; it stops nothing. */
export interface IntakeWarning {
  /** Where in the manifest: `features[3].category`. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}
