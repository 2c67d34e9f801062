/** What the API says of time, as JSON Schema; `schemas.ts` names them. Times are in milliseconds. */
import {
  count,
  date,
  flag,
  instant,
  list,
  maybe,
  object,
  text,
  type Schema,
} from './schema-parts.ts';

const number: Schema = { type: 'number' };
const quantiles = object({
  n: count,
  p50: number,
  p85: number,
  p95: number,
  mean: number,
  total: number,
});
const estimate = object({ value: number, low: number, high: number });
const period = object({ from: instant, to: instant });
const items = (schema: Schema, more: Readonly<Record<string, Schema>> = {}): Schema =>
  object({ period, ...more, items: list(schema) });

const tempoOverview = items(
  object({
    region: text,
    calendar: object({ title: text, zone: text, day_ms: number }),
    started: count,
    permitted: count,
    turned_down: count,
    throughput: { ...number, description: 'Permits a week' },
    lead: maybe(quantiles),
    lead_working: maybe(quantiles),
    first_pass: maybe(number),
    rework: maybe(number),
    flow_efficiency: maybe(object({ share: number, cases: count })),
    on_time: maybe(number),
    under_way: object({ cases: count, age: maybe(quantiles) }),
    delivery: object({
      lead_to_running: maybe(quantiles),
      frequency: number,
      failed: maybe(number),
    }),
  }),
);

const tempoWaiting = items(
  object({
    key: text,
    cases: count,
    elapsed: quantiles,
    working: quantiles,
    again: number,
    on_time: number,
  }),
  { by: text },
);

const tempoComparison = object({
  a: text,
  b: text,
  items: list(
    object({
      measure: text,
      n: object({ a: count, b: count }),
      a: maybe(number),
      b: maybe(number),
      difference: maybe(estimate),
      differs: flag,
    }),
  ),
});

const tempoCauses = items(
  object({
    key: { ...text, example: 'factor:data' },
    cases: count,
    others: count,
    effect: maybe(estimate),
    slows: flag,
    most_in: maybe(object({ stage: text, waits_on: text, working_ms: number })),
    questions: list(object({ rule: text, cases: count, title: text })),
  }),
  { compared_with: maybe(text) },
);

const tempoRules = items(
  object({
    rule: text,
    title: text,
    instrument: text,
    cases: count,
    working_ms: number,
    share_ms: number,
    median_share_ms: number,
    changed: object({ amended: count, waived: count, blocked: count, share: number }),
  }),
);

const tempoQueues = items(
  object({
    role: text,
    waits_on: text,
    length: number,
    open_now: count,
    oldest_ms: maybe(number),
    arrivals: number,
    done: number,
    people: count,
    wait: maybe(quantiles),
  }),
  { constraint: maybe(text) },
);

const halves = object({ p50: number, p85: number });
const tempoWhatIf = object({
  period,
  change: object({ kind: text, role: text, more: count, days: count, rule: text }, [
    'role',
    'more',
    'days',
    'rule',
  ]),
  result: maybe(
    object({
      cases: count,
      before: { ...halves, description: 'Milliseconds from request to permit' },
      after: halves,
      saved_median: estimate,
      saved_mean: estimate,
    }),
  ),
});

const tempoForecasts = object({
  fewest: count,
  items: list(
    object({
      region: text,
      calibration: maybe(
        object({ forecasts: count, within: object({ p50: number, p80: number, p95: number }) }),
      ),
      cases: list(
        object({
          case_id: text,
          stage: text,
          in_stage_ms: number,
          similar: count,
          likeness: { type: 'string', enum: ['use_case', 'region', 'none'] },
          by: maybe(object({ p50: instant, p80: instant, p95: instant })),
        }),
      ),
    }),
  ),
});

const tempoFlow = object({
  period,
  points: list(
    object({
      day: date,
      requested: count,
      assessed: count,
      permitted: count,
      running: count,
      turned_down: count,
    }),
  ),
  finished: list(
    object({
      case_id: text,
      region: text,
      model: text,
      permit_at: instant,
      lead_ms: number,
      rework: count,
    }),
  ),
  ageing: list(
    object({
      case_id: text,
      region: text,
      model: text,
      stages: list(text),
      age_ms: number,
      older_than: maybe(number),
    }),
  ),
  rework: list(
    object({
      stage: text,
      role: text,
      sent_back: count,
      decided: count,
      again: maybe(quantiles),
    }),
  ),
});

const tempoRebuilt = object({ region: text, events: count, cases: count, took_ms: count });

/** By the name under which the API tells them. */
export const TEMPO_SCHEMAS = {
  TempoOverview: tempoOverview,
  TempoWaiting: tempoWaiting,
  TempoComparison: tempoComparison,
  TempoCauses: tempoCauses,
  TempoRules: tempoRules,
  TempoQueues: tempoQueues,
  TempoWhatIf: tempoWhatIf,
  TempoForecasts: tempoForecasts,
  TempoFlow: tempoFlow,
  TempoRebuilt: tempoRebuilt,
} as const;
