import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

/** Which part of the history is asked about; days such as `2026-01-31`. */
export interface TempoAsked {
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
}

type TempoOverview = Schemas['TempoOverview'];
export type RegionTempo = TempoOverview['items'][number];
export type Comparison = Schemas['TempoComparison'];
export type Flow = Schemas['TempoFlow'];
export type WaitingRow = Schemas['TempoWaiting']['items'][number];
export type Causes = Schemas['TempoCauses'];
export type Queues = Schemas['TempoQueues'];
export type RuleCost = Schemas['TempoRules']['items'][number];
export type Forecasts = Schemas['TempoForecasts'];
export type WhatIf = Schemas['TempoWhatIf'];
export type WaitingBy = 'factor' | 'role' | 'stage' | 'waits_on' | 'document' | 'instrument';

/** A change of which tempo says what it would have saved. */
export type Change =
  | { readonly change: 'people'; readonly role: string; readonly more: number }
  | { readonly change: 'documents_earlier'; readonly days: number }
  | { readonly change: 'evidence_reused'; readonly rule: string };
