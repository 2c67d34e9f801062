import {
  count,
  date,
  dictionary,
  instant,
  list,
  maybe,
  object,
  page,
  ref,
  sha256,
  text,
} from './schema-parts.ts';

const population = {
  region: text,
  query: dictionary(text),
  count,
  sha256: { ...sha256, description: 'Over the ids in byte order, each followed by a newline' },
  checkpoint: object({
    origin: text,
    size: count,
    root: { ...text, description: 'Base64' },
    note: text,
  }),
};

/** What the API answers about auditors and to them. */
export const AUDIT_SCHEMAS = {
  Population: object(population),
  Sample: object({
    ...population,
    id: text,
    nonce: text,
    size: count,
    seed: sha256,
    cases: list(text),
  }),
  Engagements: page(ref('Engagement')),
  Engagement: object({
    id: text,
    region: text,
    person: text,
    cases: { ...maybe(list(text)), description: 'Null: every case of the period' },
    period_from: { ...maybe(date), description: 'First day that is audited' },
    period_until: { ...maybe(date), description: 'Last day that is audited' },
    from: instant,
    until: instant,
    reason: text,
    created_by: text,
    ended_at: maybe(instant),
  }),
} as const;
