export const PAUSE_SCOPES = ['case', 'stage', 'queue'] as const;
export type PauseScope = (typeof PAUSE_SCOPES)[number];

/** What an operator has stopped: one case, a stage of every case, or a kind of jobs. */
export interface Pause {
  readonly scope: PauseScope;
  /** Id of the case, name of the stage, or kind of job. */
  readonly target: string;
  readonly reason: string;
  readonly by: string;
  /** ISO 8601 instant. */
  readonly at: string;
}
