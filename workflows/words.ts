/** The smallest words that machines and engine share. */

/** ISO 8601 instant with milliseconds and `Z`. */
export type Instant = string;
/** ISO 8601 duration, `P5D`, `PT72H`, `P1Y`. */
export type Duration = string;

export type Factor = 'strategy' | 'data' | 'team' | 'tools' | 'complexity' | 'regulation';
export type TaskKind =
  | 'supply'
  | 'amend'
  | 'review'
  | 'opinion'
  | 'approve'
  | 'audit'
  | 'deploy'
  | 'confirm'
  | 'report'
  | 'machine';
