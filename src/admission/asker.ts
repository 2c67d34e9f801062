/** Whoever answers whether a model may run somewhere, now. */
export type Asker = (question: ModelQuestion) => Promise<ModelAnswer>;

export interface ModelQuestion {
  /** SHA-256 of the model, hex. */
  readonly artifact: string;
  readonly region: string;
  readonly cloudRegion: string | null;
  readonly jurisdictions: readonly string[];
  readonly useCase: string | null;
  /** True: nothing may be written down on account of it. */
  readonly dryRun: boolean;
}

export interface ModelAnswer {
  readonly decision: 'allow' | 'deny';
  readonly reasons: readonly { readonly code: string; readonly detail: string }[];
  readonly permit: string | null;
  /** `eu-… is open, in validation`; null: nobody knows of a case. */
  readonly standing: string | null;
  /** What still stands in the case's way. */
  readonly missing: readonly { readonly rule: string; readonly remedy: string }[];
}

/** A denial for one reason, when there is nobody who could say more. */
export function denied(code: string, detail: string): ModelAnswer {
  return {
    decision: 'deny',
    reasons: [{ code, detail }],
    permit: null,
    standing: null,
    missing: [],
  };
}

/** Asks the first, and the second when the first says that it cannot be reached. */
export function orElse(first: Asker, second: Asker): Asker {
  return async (question) => {
    const answer = await first(question);
    const isAway = answer.reasons.some(({ code }) => code === GATE_AWAY);
    return isAway ? second(question) : answer;
  };
}

/** The reason when no server answers. */
export const GATE_AWAY = 'gate_away';
