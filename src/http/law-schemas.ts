/** What the API says of law and of findings, as JSON Schema; `schemas.ts` names them. */
import {
  count,
  date,
  dictionary,
  flag,
  list,
  maybe,
  object,
  sha256,
  text,
  type Schema,
} from './schema-parts.ts';

export const outcome: Schema = {
  type: 'string',
  enum: ['blocked', 'unknown', 'conditional', 'allowed'],
};

export const findingWord: Schema = {
  type: 'string',
  enum: ['blocked', 'unknown', 'open', 'warning', 'upcoming', 'exempt', 'met', 'not_applicable'],
};
const severity: Schema = { type: 'string', enum: ['critical', 'high', 'medium', 'low'] };
const review = object({ last: date, level: text, recheck: flag });
const exception = object({ id: text, citation: text, text });

/** Somebody's own value: of any type. */
const stated: Schema = {};

const factLeaf = object(
  {
    fact: { ...text, description: 'Where it stands: `data.locations[0].region`' },
    operator: text,
    value: { ...stated, description: 'What was stated; absent when nobody stated it' },
    expected: stated,
    truth: { type: 'string', enum: ['true', 'false', 'unknown'] },
  },
  ['value', 'expected'],
);

const way = object({
  changes: list(object({ kind: text, target: text, values: list(stated), text })),
  brings: { ...list(text), description: 'What is open then and was not before' },
});

const told = {
  rule: text,
  jurisdiction: text,
  region: text,
  finding: findingWord,
  title: text,
  citation: text,
  source: { ...text, description: 'Link to the text of law' },
  facts: list(factLeaf),
  because: list(text),
  missing: list(text),
  exception: maybe(exception),
  remedy: text,
  ways: list(way),
  from: date,
};

export const finding = object(
  {
    ...told,
    version: count,
    instrument: text,
    statement: text,
    effect: text,
    severity,
    stage: text,
    factor: text,
    lacks: object({
      documents: list(text),
      approvals: list(text),
      facts: list(text),
      conditions: list(text),
    }),
    documents: list(text),
    approvals: list(text),
    review_every: maybe(text),
    review,
    cost_of_skipping: text,
  },
  ['ways', 'cost_of_skipping'],
);

export const checkReport: Schema = {
  ...object({
    asOf: date,
    outcomes: dictionary(outcome),
    regions: dictionary(outcome),
    findings: list(
      object({ ...told, factor: text, costOfSkipping: text }, ['ways', 'factor', 'costOfSkipping']),
    ),
  }),
  description: 'As `carnet check --json` prints it',
};

export const policy = object({
  pack: text,
  kind: { type: 'string', enum: ['law', 'readiness'] },
  version: text,
  sha256,
  title: text,
  jurisdictions: list(text),
  published_at: date,
  not_legal_advice: text,
  overlays: list(object({ name: text, version: text, sha256 })),
  rules: list(
    object({
      rule: text,
      version: count,
      title: text,
      statement: text,
      jurisdiction: text,
      instrument: text,
      citation: text,
      source: text,
      effect: text,
      severity,
      stage: text,
      factor: text,
      from: date,
      until: maybe(date),
      condition: { ...text, description: 'CEL' },
      documents: list(text),
      approvals: list(text),
      exceptions: list(object({ id: text, at: text, text })),
      remedy: maybe(text),
      penalty: maybe(text),
      review,
      cases: { ...count, description: 'Examples that prove it' },
    }),
  ),
});

export const reference = object({
  documents: list(object({ id: text, title: text, owner: text, legal_basis: text })),
  roles: list(object({ id: text, title: text })),
  jurisdictions: list(object({ id: text, title: text })),
});
