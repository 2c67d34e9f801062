/** What the server says of time; milliseconds throughout. */
interface Quantiles {
  readonly n: number;
  readonly p50: number;
  readonly p85: number;
  readonly p95: number;
}

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface OverviewItem {
  readonly region: string;
  readonly calendar: { readonly title: string; readonly day_ms: number };
  readonly started: number;
  readonly permitted: number;
  readonly turned_down: number;
  readonly throughput: number;
  readonly lead: Quantiles | null;
  readonly lead_working: Quantiles | null;
  readonly first_pass: number | null;
  readonly rework: number | null;
  readonly flow_efficiency: { readonly share: number; readonly cases: number } | null;
  readonly on_time: number | null;
  readonly under_way: { readonly cases: number; readonly age: Quantiles | null };
  readonly delivery: { readonly lead_to_running: Quantiles | null; readonly failed: number | null };
}

export interface WaitingItem {
  readonly key: string;
  readonly cases: number;
  readonly elapsed: Quantiles;
  readonly working: Quantiles & { readonly total: number };
  readonly again: number;
  readonly on_time: number;
}

export interface CauseItem {
  readonly key: string;
  readonly cases: number;
  readonly effect: Estimate | null;
  readonly slows: boolean;
  readonly most_in: { readonly stage: string; readonly waits_on: string } | null;
  readonly questions: readonly { readonly title: string; readonly cases: number }[];
}

export interface RuleItem {
  readonly rule: string;
  readonly title: string;
  readonly cases: number;
  readonly share_ms: number;
  readonly median_share_ms: number;
  readonly changed: { readonly share: number };
}

export interface QueueItem {
  readonly role: string;
  readonly waits_on: string;
  readonly length: number;
  readonly open_now: number;
  readonly arrivals: number;
  readonly done: number;
  readonly people: number;
  readonly wait: Quantiles | null;
}

export interface ForecastItem {
  readonly region: string;
  readonly calibration: {
    readonly forecasts: number;
    readonly within: { readonly p50: number; readonly p80: number; readonly p95: number };
  } | null;
  readonly cases: readonly {
    readonly case_id: string;
    readonly stage: string;
    readonly similar: number;
    readonly by: { readonly p50: string; readonly p80: string; readonly p95: string } | null;
  }[];
}

export interface WhatIfAnswer {
  readonly result: {
    readonly cases: number;
    readonly before: { readonly p50: number; readonly p85: number };
    readonly after: { readonly p50: number; readonly p85: number };
    readonly saved_median: Estimate;
    readonly saved_mean: Estimate;
  } | null;
}

export interface ComparisonAnswer {
  readonly a: string;
  readonly b: string;
  readonly items: readonly {
    readonly measure: string;
    readonly n: { readonly a: number; readonly b: number };
    readonly a: number | null;
    readonly b: number | null;
    readonly difference: Estimate | null;
    readonly differs: boolean;
  }[];
}
