/** What a newer law would do to the cases of a cell; nothing of it has happened. */
export interface Simulation {
  readonly region: string;
  readonly cases: {
    /** Open cases and live permits that were looked at. */
    readonly examined: number;
    readonly open: number;
    readonly live: number;
    /** Open cases that would be judged by the newer law at once. */
    readonly moved: number;
    /** Cases that would stay at the law they have. */
    readonly stayed: number;
  };
  /** By rule id: cases that it would newly stand in the way of, newly exempt, or no longer stand in the way of. */
  readonly rules: Readonly<Record<string, RuleEffect>>;
  /** By person who asked for the permit. */
  readonly teams: Readonly<Record<string, TeamEffect>>;
  /** Approvals and waivers that would fall, by stage. */
  readonly approvals: Readonly<Record<string, number>>;
  readonly permits: {
    /** Live permits that would be called in for review. */
    readonly review: number;
    /** The first of their cases. */
    readonly cases: readonly string[];
  };
  /** Cases that could not be read; the first of them. */
  readonly unreadable: { readonly count: number; readonly cases: readonly string[] };
}

export interface RuleEffect {
  readonly newlyFires: number;
  readonly newlyExempt: number;
  readonly noLongerFires: number;
}

export interface TeamEffect extends RuleEffect {
  readonly cases: number;
  readonly approvals: number;
  readonly permits: number;
}
